import { type ChildProcessWithoutNullStreams, spawn } from 'node:child_process';
import { once } from 'node:events';
import { resolve } from 'node:path';

/** How a verb ended and what it said. */
export interface Answer {
  code: number | null;
  stdout: string;
  stderr: string;
}

/** Starts `wirewatch` with standard input open, in an environment that says nothing of Wirewatch but this. */
export function open(args: string[], more: NodeJS.ProcessEnv = {}): ChildProcessWithoutNullStreams {
  const { NODE_OPTIONS, WIREWATCH_CONFIG, ...env } = process.env;
  return spawn(process.execPath, [resolve('src/cli/wirewatch.js'), ...args], { env: { ...env, ...more } });
}

/** What a started verb says until it ends. */
export async function answerOf(child: ChildProcessWithoutNullStreams): Promise<Answer> {
  let stdout = '';
  let stderr = '';
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    stdout += text;
  });
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    stderr += text;
  });
  const [code] = await once(child, 'close');
  return { code, stdout, stderr };
}

/** Runs `wirewatch` to its end with this standard input. */
export function ask(args: string[], input: string | Buffer = ''): Promise<Answer> {
  const child = open(args);
  // A verb that refuses its arguments ends before it reads.
  child.stdin.on('error', () => {});
  child.stdin.end(input);
  return answerOf(child);
}

/** Objects as lines of JSON. */
export function asLines(objects: object[]): string {
  return objects.map((object) => `${JSON.stringify(object)}\n`).join('');
}

/** The objects of lines of JSON. */
export function fromLines(text: string) {
  return text
    .split('\n')
    .slice(0, -1)
    .map((line) => JSON.parse(line));
}
