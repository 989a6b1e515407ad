import { access, constants, lstat, rename } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import { replaceFile } from '../edit/replace-file.ts';
import { isInside, quoted } from '../problem.ts';
import { type ConfigFiles, MAIN_FILE } from '../read/files.ts';
import { readText } from '../read/read-text.ts';
import type { FileTextOf } from './patch.ts';

/** What a file is called from then on that a version does not have. */
const ASIDE = '.removed';

/** `refused`: nothing was written; the reason is a sentence for people. */
export type WriteBack =
  | { kind: 'written'; written: string[]; setAside: string[] }
  | { kind: 'refused'; reason: string };

/**
 * Writes the files of a version to a directory. A file that is part of the configuration there and not of the version is
 * kept, under a name that nothing includes. That comes last, and the main file before it: where the disk fails in between,
 * what was there is there still, and a pattern of the old main file may find new files beside it.
 *
 * @param now The files in the directory.
 * @throws the error of a disk that fails in between.
 */
export async function writeBack(now: ConfigFiles, files: FileTextOf[]): Promise<WriteBack> {
  const root = resolve(now.directory);
  const outside = files.find(({ path }) => !isInside(root, join(root, path)));
  if (outside) return { kind: 'refused', reason: `${quoted(outside.path)} lies outside the directory.` };
  const forbidden = await readOnlyAmong(root, files);
  if (forbidden) return { kind: 'refused', reason: `${quoted(forbidden)} cannot be written to: nothing was changed.` };
  const wanted = new Set(files.map(({ path }) => path));
  const gone = now.files.filter(({ path, content }) => content.kind === 'text' && !wanted.has(path));
  const written: string[] = [];
  for (const { path, text } of files.toSorted((a, b) => Number(a.path === MAIN_FILE) - Number(b.path === MAIN_FILE))) {
    const before = await readText(join(root, path));
    if (before.kind === 'text' && before.text === text) continue;
    await replaceFile(join(root, path), text);
    written.push(path);
  }
  const setAside: string[] = [];
  for (const { path } of gone) {
    const aside = await freeName(root, `${path}${ASIDE}`);
    await rename(join(root, path), join(root, aside));
    setAside.push(aside);
  }
  return { kind: 'written', written, setAside };
}

/** `name`, or with a number behind it where there is one already: it may have been set aside before. */
async function freeName(root: string, name: string): Promise<string> {
  for (let count = 1; ; count += 1) {
    const free = count === 1 ? name : `${name}.${count}`;
    if (!(await lstat(join(root, free)).catch(() => null))) return free;
  }
}

/** The first folder that files are to be written to and that cannot be; null: there is none. */
async function readOnlyAmong(root: string, files: FileTextOf[]): Promise<string | null> {
  for (const folder of new Set([root, ...files.map(({ path }) => dirname(join(root, path)))])) {
    try {
      await access(folder, constants.W_OK);
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'ENOENT') return folder;
    }
  }
  return null;
}
