import { hash } from 'node:crypto';
import type { ConfigFiles } from '../read/files.ts';

/** A file of a version: its path seen from the directory, its text as written, and the SHA-256 of that in hex. */
export interface DigestedFile {
  path: string;
  text: string;
  digest: string;
}

/** Its files that have a text, by their paths. */
export function digestFiles({ files }: ConfigFiles): DigestedFile[] {
  return files
    .flatMap(({ path, content }) =>
      content.kind === 'text' ? [{ path, text: content.text, digest: hash('sha256', content.text) }] : [],
    )
    .sort((a, b) => (a.path < b.path ? -1 : 1));
}

/** The same for the same files at the same paths; what cannot be read counts by the reason. */
export function digestOf(config: ConfigFiles): string {
  const unread = config.files.flatMap(({ path, content }) => (content.kind === 'text' ? [] : [[path, content]]));
  return hash('sha256', JSON.stringify([digestFiles(config).map(({ path, digest }) => [path, digest]), unread]));
}
