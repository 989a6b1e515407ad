import { isUtf8 } from 'node:buffer';
import { readFile, stat } from 'node:fs/promises';

/** Bytes; some 100,000 feeds. */
const MAX_FILE_BYTES = 16 * 1024 * 1024;

/** The text of a file, or why there is none. `garbled`: it can be read, but is not text; line and column from 1. */
export type FileText =
  | { kind: 'text'; text: string }
  | { kind: 'unreadable'; reason: string }
  | { kind: 'garbled'; reason: string; line: number; column: number };

/** Reads a file in UTF-8, without its byte order mark. Never rejects. */
export async function readText(path: string): Promise<FileText> {
  try {
    const stats = await stat(path);
    if (!stats.isFile()) return { kind: 'unreadable', reason: 'not a file' };
    if (stats.size > MAX_FILE_BYTES)
      return { kind: 'unreadable', reason: `larger than ${MAX_FILE_BYTES / 2 ** 20} MiB` };
    const bytes = await readFile(path);
    const text = new TextDecoder().decode(bytes);
    return isUtf8(bytes)
      ? { kind: 'text', text }
      : { kind: 'garbled', reason: 'This is not UTF-8.', ...firstGarbled(text) };
  } catch (error) {
    return { kind: 'unreadable', reason: explain(error as NodeJS.ErrnoException) };
  }
}

function firstGarbled(text: string) {
  const before = text.slice(0, text.indexOf('\u{fffd}')).split('\n');
  return { line: before.length, column: before.at(-1)!.length + 1 };
}

function explain({ code }: NodeJS.ErrnoException): string {
  if (code === 'ENOENT' || code === 'ENOTDIR') return 'no such file';
  if (code === 'EACCES' || code === 'EPERM') return 'no permission to read it';
  return `it cannot be read (${code})`;
}
