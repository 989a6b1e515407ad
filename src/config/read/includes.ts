import { dirname, matchesGlob, relative, resolve } from 'node:path';
import { isOneLine } from '../check/values.ts';
import { isInside } from '../problem.ts';

/** What one entry of an `include` list asks for. */
export interface Include {
  /** `file`: one by its name. `pattern`: all that it matches. `outside`: neither, for it leaves the directory. */
  kind: 'file' | 'pattern' | 'outside';
  /** Of the entry in the list. */
  index: number;
  /** As written. */
  written: string;
  /** Absolute path, of a pattern with its signs. */
  target: string;
}

const PATTERN_SIGNS = /[*?[{]/;

/**
 * What a file asks to be included, in its order. What is not a path is left out; the check of the values tells.
 *
 * @param data Of the file, its variables filled in.
 * @param path Of the file; absolute.
 * @param root Directory of the configuration; absolute.
 */
export function includesIn(data: unknown, path: string, root: string): Include[] {
  const list = typeof data === 'object' && data !== null && 'include' in data ? data.include : null;
  return (Array.isArray(list) ? list : []).flatMap((written, index): Include[] => {
    if (typeof written !== 'string' || !isOneLine(written)) return [];
    const target = resolve(dirname(path), written);
    const inside = PATTERN_SIGNS.test(written) ? 'pattern' : 'file';
    return [{ kind: isInside(root, target) ? inside : 'outside', index, written, target }];
  });
}

/** True when the pattern takes the file along. Names that begin with a dot are taken only where the pattern has the dot. */
export function takesAlong({ target }: Include, path: string, root: string): boolean {
  return matchesGlob(relative(root, path), relative(root, target));
}
