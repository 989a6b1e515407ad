import { createReadStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import { basename } from 'node:path';
import { articleOf, type GivenArticle, readArticleLine } from './article-line.ts';
import { linesOf, MAX_LINE_BYTES } from './lines.ts';

/** Stands for standard input in place of the name of a file. */
export const STANDARD_INPUT = '-';

/**
 * The articles of a file or of standard input, each as soon as it is read: a line of JSON each, or, in a file whose name
 * ends in `.txt`, the title on the first line and the text below it.
 *
 * @throws {FileError} when the file cannot be read.
 */
export async function* articlesIn(file: string): AsyncGenerator<GivenArticle> {
  try {
    if (/\.txt$/i.test(file)) yield await readPlainArticle(file);
    else for await (const line of linesOf(await open(file))) yield await readArticleLine(line);
  } catch (error) {
    throw isSystemError(error) ? new FileError(file, error) : error;
  }
}

/** A file that was named on the command line and cannot be read; the message is for people, on one line. */
export class FileError extends Error {
  constructor(file: string, cause: NodeJS.ErrnoException) {
    const reason = REASONS[cause.code ?? ''] ?? `it cannot be read (${cause.code})`;
    super(`Cannot read ${JSON.stringify(file)}: ${reason}.`);
  }
}

const REASONS: Record<string, string> = {
  ENOENT: 'no such file',
  ENOTDIR: 'no such file',
  EISDIR: 'it is a directory',
  EACCES: 'no permission to read it',
  EPERM: 'no permission to read it',
};

function isSystemError(error: unknown): error is NodeJS.ErrnoException {
  return error instanceof Error && 'syscall' in error;
}

async function open(file: string): Promise<AsyncIterable<Uint8Array>> {
  if (file === STANDARD_INPUT) return process.stdin;
  // Before the first byte is read, so that a name that is wrong is told at once.
  await stat(file);
  return createReadStream(file);
}

async function readPlainArticle(file: string): Promise<GivenArticle> {
  const id = basename(file);
  const chunks: Uint8Array[] = [];
  let length = 0;
  for await (const chunk of await open(file)) {
    length += chunk.length;
    if (length > MAX_LINE_BYTES)
      return { kind: 'unreadable', id, reason: `longer than ${MAX_LINE_BYTES / 2 ** 20} MiB` };
    chunks.push(chunk);
  }
  const [title = '', ...lines] = new TextDecoder().decode(Buffer.concat(chunks)).trim().split(/\r?\n/);
  return articleOf({ id, title, text: lines.join('\n').trim() });
}
