#!/usr/bin/env node
// Plain JavaScript, so that a Node too old to read the rest can still say so.
import * as nodeModule from 'node:module';
import { fileURLToPath } from 'node:url';

const [major] = process.versions.node.split('.').map(Number);
if (major < 24) {
  console.error(
    `Wirewatch needs Node 24 or newer; this is ${process.version}.\n` +
      'On Linux (x64, arm64) `npm ci` brings Node 24 along: use `npm start`, `npm run demo` or `npx wirewatch`.\n' +
      'Elsewhere install Node 24 from https://nodejs.org.',
  );
  process.exit(1);
}
// What was compiled is kept for the next time, which halves the time of a short verb; where nothing can be written, not.
// Beside the packages, since a folder that others may write to could hold what they want to have run.
nodeModule.enableCompileCache(fileURLToPath(new URL('../../node_modules/.cache/wirewatch', import.meta.url)));
const { main } = await import('./main.ts');
await main(process.argv);
