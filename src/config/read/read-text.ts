import { isUtf8 } from 'node:buffer';
import { lstat, readFile, stat } from 'node:fs/promises';

/** Bytes; some 100,000 feeds. */
const MAX_FILE_BYTES = 16 * 1024 * 1024;

/**
 * A file as it is written, or why that is not known; plain data. `garbled`: not UTF-8; line and column from 1. `missing`:
 * there is none, or a link that leads nowhere. `failed`: with the system's code.
 */
export type FileText =
  | { kind: 'text'; text: string }
  | { kind: 'garbled'; line: number; column: number }
  | { kind: 'missing' | 'folder' | 'no-file' | 'too-large' | 'forbidden' }
  | { kind: 'failed'; code: string };

/** A file that gave no text. */
export type Textless = Exclude<FileText, { kind: 'text' }>;

/** Reads a file of so many bytes at most in UTF-8, without its byte order mark. Never rejects. */
export async function readText(path: string, maxBytes = MAX_FILE_BYTES): Promise<FileText> {
  try {
    const stats = await stat(path);
    if (!stats.isFile()) return { kind: (await lstat(path)).isDirectory() ? 'folder' : 'no-file' };
    if (stats.size > maxBytes) return { kind: 'too-large' };
    const bytes = await readFile(path);
    const text = new TextDecoder().decode(bytes);
    return isUtf8(bytes) ? { kind: 'text', text } : { kind: 'garbled', ...firstGarbled(text) };
  } catch (error) {
    return unreadable((error as NodeJS.ErrnoException).code);
  }
}

/** Why there is no text, in words that follow a colon. */
export function explainTextless(content: Textless): string {
  switch (content.kind) {
    case 'garbled':
      return 'this is not UTF-8';
    case 'missing':
      return 'no such file';
    case 'folder':
      return 'a folder, not a file';
    case 'no-file':
      return 'not a file';
    case 'too-large':
      return `larger than ${MAX_FILE_BYTES / 2 ** 20} MiB`;
    case 'forbidden':
      return 'no permission to read it';
    case 'failed':
      return `it cannot be read (${content.code})`;
  }
}

function firstGarbled(text: string) {
  const before = text.slice(0, text.indexOf('\u{fffd}')).split('\n');
  return { line: before.length, column: before.at(-1)!.length + 1 };
}

function unreadable(code: string | undefined): Textless {
  if (code === 'ENOENT' || code === 'ENOTDIR') return { kind: 'missing' };
  if (code === 'EACCES' || code === 'EPERM') return { kind: 'forbidden' };
  return { kind: 'failed', code: String(code) };
}
