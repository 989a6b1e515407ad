import { createProgram } from './program.ts';

/** What the scripts for shells ask: `wirewatch complete -- alert li`. */
const COMPLETE = 'complete';

/** Runs the command line. Exit codes: 0 done, 1 refused or failed with a reason on standard error, 2 wrong usage. */
export async function main(argv: string[]): Promise<void> {
  const [first, ...rest] = argv.slice(2);
  if (first === COMPLETE && rest[0] === '--') return complete(rest.slice(1));
  // `help feed add` is `feed add --help`: what it is about has to be known before anything is loaded.
  const words = first === 'help' ? [...rest, '--help'] : argv.slice(2);
  await (await programFor(words)).parseAsync(words, { from: 'user' });
}

/** Prints what may stand in place of the last word: a line each, with a tab and what it is. */
async function complete(words: string[]): Promise<void> {
  const { candidatesFor } = await import('./completion/candidates.ts');
  for (const { value, description } of candidatesFor(await programFor(words), words))
    console.log(`${value}\t${description}`);
}

/** What stands before a verb has no values, so that the words without a dash name it. */
function programFor(words: string[]) {
  return createProgram(
    words.filter((word) => !word.startsWith('-')),
    (code) => process.exit(code),
  );
}
