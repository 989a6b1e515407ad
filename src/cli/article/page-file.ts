import { readFile, stat } from 'node:fs/promises';
import { promisify } from 'node:util';
import { gunzip } from 'node:zlib';

/** Bytes of a page, as the guard of the extractor has it, and one more: it says so of a larger one itself. */
const MAX_BYTES = 6_000_001;

const GZIP = [0x1f, 0x8b];

/** A page in a file, or why there is none. */
export type PageFile = { kind: 'page'; html: Uint8Array } | { kind: 'refused'; reason: string };

/** Reads a page from a file, gzipped or not. Never rejects for what the file is. */
export async function readPageFile(path: string): Promise<PageFile> {
  const refused = (reason: string): PageFile => ({ kind: 'refused', reason });
  try {
    if ((await stat(path)).size > MAX_BYTES) return refused('page larger than 6 MB');
    const bytes = await readFile(path);
    const isPacked = GZIP.every((byte, i) => bytes[i] === byte);
    const html = isPacked ? await promisify(gunzip)(bytes, { maxOutputLength: MAX_BYTES }) : bytes;
    return { kind: 'page', html };
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? error.code : null;
    if (code === 'ERR_BUFFER_TOO_LARGE') return refused('page larger than 6 MB');
    if (error instanceof Error && ('syscall' in error || 'errno' in error)) return refused(`cannot be read (${code})`);
    throw error;
  }
}
