import { createTwoFilesPatch } from 'diff';

/** A file of a configuration as text. */
export interface FileTextOf {
  path: string;
  text: string;
}

/** ms and lines: what takes longer, or differs in more, is not shown line by line. */
const LIMITS = { timeout: 2_000, maxEditLength: 20_000 };

/** `lines`: a unified diff; null: too much is another for it to be shown. */
export interface FilePatch {
  path: string;
  kind: 'added' | 'removed' | 'changed';
  lines: string[] | null;
}

/**
 * How the files in `after` differ from those in `before`, file by file, as `patch -p1` takes it.
 *
 * @param names What the two are called, such as `version 5`.
 */
export function patchesBetween(before: FileTextOf[], after: FileTextOf[], names: [string, string]): FilePatch[] {
  const [was, is] = [textsOf(before), textsOf(after)];
  const paths = [...new Set([...was.keys(), ...is.keys()])].sort();
  return paths.flatMap((path): FilePatch[] => {
    const [old, now] = [was.get(path), is.get(path)];
    if (old === now) return [];
    const kind = old === undefined ? 'added' : now === undefined ? 'removed' : 'changed';
    const from = old === undefined ? '/dev/null' : `a/${path}`;
    const to = now === undefined ? '/dev/null' : `b/${path}`;
    const patch = createTwoFilesPatch(from, to, old ?? '', now ?? '', names[0], names[1], LIMITS);
    return [{ path, kind, lines: patch === undefined ? null : patch.trimEnd().split('\n').slice(1) }];
  });
}

function textsOf(files: FileTextOf[]): Map<string, string> {
  return new Map(files.map(({ path, text }) => [path, text]));
}
