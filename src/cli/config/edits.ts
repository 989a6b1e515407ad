import { isDeepStrictEqual } from 'node:util';

/** What the files on disk make of something that runs: nothing else (null), or one of these. */
export type Edit = 'added' | 'changed' | 'removed' | null;

/** How a list marks it, for people. */
const WORDS: Record<NonNullable<Edit>, string> = {
  added: 'on disk only',
  changed: 'another on disk',
  removed: 'not on disk any more',
};

/** Something of the configuration, and whether the files on disk have it otherwise. */
export interface Standing<T> {
  /** As it runs; of what is on disk only, as it is there. */
  one: T;
  edit: Edit;
}

/**
 * What runs, in its order, and behind it what is on disk only.
 *
 * @param edited The same list as the files on disk have it; undefined: they are not another, or nobody knows.
 */
export function standings<T extends { id: string }>(
  runs: readonly T[],
  edited: readonly T[] | undefined,
): Standing<T>[] {
  if (edited === undefined) return runs.map((one) => ({ one, edit: null }));
  const onDisk = new Map(edited.map((one) => [one.id, one]));
  const known = new Set(runs.map(({ id }) => id));
  return [
    ...runs.map((one) => ({ one, edit: editOf(one, onDisk.get(one.id)) })),
    ...edited.filter(({ id }) => !known.has(id)).map((one) => ({ one, edit: 'added' as const })),
  ];
}

function editOf<T>(runs: T, onDisk: T | undefined): Edit {
  if (onDisk === undefined) return 'removed';
  return isDeepStrictEqual(runs, onDisk) ? null : 'changed';
}

/** `  (on disk only)`, with the space before it, or nothing. */
export function markOfEdit(edit: Edit): string {
  return edit === null ? '' : `  (${WORDS[edit]})`;
}
