import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { resolve } from 'node:path';
import { stripVTControlCharacters } from 'node:util';
import { waitFor } from '../../support/process.ts';

/** `wirewatch` at a terminal, and a person who answers. */
export interface AtTerminal {
  /** Waits until this is asked or said, then types. Each is looked for behind the one before. */
  answer(said: string, keys: string): Promise<void>;
  /** All that stood on the terminal, without its colours and moves. */
  text(): string;
  exited: Promise<number | null>;
}

/** Keys of a terminal. */
export const ENTER = '\r';
export const DOWN = '\u001b[B';
export const SPACE = ' ';
export const CTRL_C = '\u0003';

/**
 * Starts `wirewatch` at a pseudo-terminal, which `script` (util-linux) makes.
 *
 * @param outputFile Where standard output goes instead of to the terminal.
 */
export function atTerminal(args: string[], more: NodeJS.ProcessEnv = {}, outputFile?: string): AtTerminal {
  const { NODE_OPTIONS, WIREWATCH_CONFIG, CI, ...env } = process.env;
  const quoted = [process.execPath, resolve('src/cli/wirewatch.js'), ...args].map(
    (word) => `'${word.replaceAll("'", "'\\''")}'`,
  );
  const command = `stty rows 60 cols 160; exec ${quoted.join(' ')}${outputFile === undefined ? '' : ` > '${outputFile}'`}`;
  const child = spawn('script', ['--quiet', '--return', '--command', command, '/dev/null'], {
    env: { ...env, TERM: 'xterm', ...more },
  });
  let output = '';
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    output += text;
  });
  const text = () => stripVTControlCharacters(output);
  const exited = once(child, 'close').then(([code]) => code as number | null);
  let seen = 0;
  return {
    text,
    exited,
    async answer(said, keys) {
      const found = await waitFor(
        () => `“${said}” on the terminal:\n${text()}`,
        () => {
          const at = text().indexOf(said, seen);
          return at >= 0 && { at };
        },
        20_000,
      );
      seen = found.at + said.length;
      child.stdin.write(keys);
    },
  };
}
