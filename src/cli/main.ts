import { createProgram } from './program.ts';

/** Runs the command line. Exit codes: 0 done, 1 refused or failed with a reason on standard error, 2 wrong usage. */
export async function main(argv: string[]): Promise<void> {
  const given = argv.slice(2);
  // `help feed add` is `feed add --help`: what it is about has to be known before anything is loaded.
  const words = given[0] === 'help' ? [...given.slice(1), '--help'] : given;
  // What stands before a verb has no values.
  const asked = words.filter((word) => !word.startsWith('-'));
  const program = await createProgram(asked, (code) => process.exit(code));
  await program.parseAsync(words, { from: 'user' });
}
