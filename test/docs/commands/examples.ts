import type { Command } from 'commander';

/** What is wrong with a line of a shell that calls `wirewatch`: null when the command line takes it. Runs nothing. */
export async function faultIn(program: Command, example: string): Promise<string | null> {
  const [name, ...words] = wordsOf(example);
  if (name !== 'wirewatch') return 'not a call of wirewatch';
  let parsed = false;
  silence(program, () => {
    parsed = true;
  });
  try {
    await program.parseAsync(words[0] === 'help' ? [...words.slice(1), '--help'] : words, { from: 'user' });
  } catch (error) {
    // Help was printed.
    if (error === 0) return null;
    return error instanceof Error ? error.message : 'wrong usage';
  }
  return parsed ? null : 'nothing is run by it';
}

/** Verbs do `action` instead of what they do, and print nothing. */
function silence(command: Command, action: () => void): void {
  command.configureOutput({ writeOut() {}, writeErr() {} });
  if (command.commands.length === 0) command.action(action);
  for (const child of command.commands) silence(child, action);
}

/** The words of the first command of a shell's line, without variables that are set for it. */
function wordsOf(line: string): string[] {
  const words: string[] = [];
  for (const [token, single, double] of line.matchAll(/'([^']*)'|"([^"]*)"|[|<>;&]|[^\s|<>;&'"]+/g)) {
    if (/^[|<>;&]$/.test(token)) break;
    words.push(single ?? double ?? token);
  }
  return words.slice(words.findIndex((word) => !/^[A-Z_]+=/.test(word)));
}
