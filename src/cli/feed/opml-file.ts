import { readFile, stat } from 'node:fs/promises';
import { MAX_OPML_BYTES, type OpmlOutline, readOpml } from '../../feed/opml/opml.ts';

/** The outlines of a list, one at least, or a sentence why there are none. */
export type OpmlFile = { kind: 'read'; outlines: OpmlOutline[] } | { kind: 'refused'; reason: string };

/** Reads an OPML file. Never rejects for what is in it, or for one that is not there. */
export async function readOpmlFile(path: string): Promise<OpmlFile> {
  const refused = (reason: string): OpmlFile => ({ kind: 'refused', reason });
  const bytes = await bytesOf(path);
  if (typeof bytes === 'string') return refused(`Cannot read ${JSON.stringify(path)}: ${bytes}.`);
  const reading = await readOpml(bytes);
  if (reading.kind === 'unreadable') return refused(`Cannot read ${JSON.stringify(path)}: ${reading.reason}.`);
  if (reading.outlines.length === 0) return refused(`There is no feed in ${JSON.stringify(path)}.`);
  return { kind: 'read', outlines: reading.outlines };
}

/** What the file holds, or why that is not known. */
async function bytesOf(path: string): Promise<Buffer | string> {
  try {
    const { size } = await stat(path);
    // Before it is in memory.
    if (size > MAX_OPML_BYTES) return `larger than ${MAX_OPML_BYTES / 1_000_000} MB`;
    return await readFile(path);
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    return code === 'ENOENT' ? 'no such file' : code === 'EISDIR' ? 'it is a directory' : `${code}`;
  }
}
