// `npm run docs`: writes the pages that are made of the program. With --json they are printed, for the tests.
import { writeFile } from 'node:fs/promises';
import { generate } from './pages.ts';

const generated = await generate();
if (process.argv.includes('--json')) console.log(JSON.stringify(generated));
else for (const [path, text] of Object.entries(generated.pages)) await writeFile(path, text);
