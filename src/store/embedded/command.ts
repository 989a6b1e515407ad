import { execFile } from 'node:child_process';

/** How a program ended: its exit code (null: killed, or not started) and what it printed, both streams together. */
export interface CommandResult {
  code: number | null;
  output: string;
}

/**
 * The environment of every Postgres program. Nothing else is handed on: `PGDATA`, `PGOPTIONS` and their like would
 * change what the server does, and the locale would change the language of its messages.
 */
export const COMMAND_ENV = { PATH: process.env.PATH ?? '/usr/bin:/bin', LC_ALL: 'C' };

/** Runs a program to its end, with `input` on its standard input. Never rejects: a program that is missing is a result. */
export function runCommand(argv: string[], input = ''): Promise<CommandResult> {
  const [program, ...args] = argv;
  return new Promise((resolve) => {
    const child = execFile(program!, args, { env: COMMAND_ENV, cwd: '/' }, (error, stdout, stderr) => {
      const code = error === null ? 0 : typeof error.code === 'number' ? error.code : null;
      resolve({ code, output: `${stdout}${stderr}`.trim() || (error?.message ?? '') });
    });
    // A program that ends without reading its input closes the pipe; its exit code tells the rest.
    child.stdin?.on('error', () => {});
    child.stdin?.end(input);
  });
}
