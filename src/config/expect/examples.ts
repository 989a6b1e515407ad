import { dirname, resolve } from 'node:path';
import type { Example } from '../check/expect-schema.ts';
import { isInside } from '../problem.ts';
import { type Entry, entriesOf, isMapping } from '../read/entries.ts';
import type { Path } from '../read/node-path.ts';
import type { SourceFile } from '../read/sources.ts';

/** Bytes of the file of an example; a long article has a hundredth of it. */
export const MAX_EXAMPLE_BYTES = 2 ** 20;

/** An example of an article that a watch must match, or must not. */
export interface Expectation {
  watch: Entry;
  /** Of the example in its file. */
  path: Path;
  mustMatch: boolean;
  example: Example;
}

/** All that the watches of checked files expect, in their order. */
export function expectationsIn(files: SourceFile[]): Expectation[] {
  return entriesOf(files, 'watches').flatMap((watch) =>
    (['match', 'not'] as const).flatMap((key) => {
      const expect = watch.value.expect;
      const list = isMapping(expect) ? expect[key] : null;
      return (Array.isArray(list) ? list : []).map((example: Example, index) => ({
        watch,
        path: [...watch.path, 'expect', key, index],
        mustMatch: key === 'match',
        example,
      }));
    }),
  );
}

/** Where the file of an example is, absolute; null where it lies outside the directory of the configuration. */
export function pathOfExample(written: string, file: string, root: string): string | null {
  const path = resolve(dirname(file), written);
  return isInside(root, path) ? path : null;
}

/** Absolute paths of the files that the examples in one file name, whatever its shape. */
export function exampleFilesIn(source: SourceFile, file: string, root: string): string[] {
  return expectationsIn([source]).flatMap(({ example }) => {
    const written = isMapping(example) ? example.file : null;
    return (typeof written === 'string' ? pathOfExample(written, file, root) : null) ?? [];
  });
}
