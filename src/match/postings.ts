/** Lists of items by atom. Atoms are small numbers, so that a list is found at once. */
export interface Postings<T> {
  /** The same item must not be added twice to one atom. */
  add(atom: number, item: T): void;
  delete(atom: number, item: T): void;
  /** Undefined for an atom without items. */
  get(atom: number): readonly T[] | undefined;
}

export function createPostings<T>(): Postings<T> {
  const lists: (T[] | undefined)[] = [];
  return {
    add(atom, item) {
      const list = lists[atom];
      if (list) list.push(item);
      else lists[atom] = [item];
    },
    delete(atom, item) {
      const list = lists[atom];
      const at = list?.indexOf(item) ?? -1;
      if (!list || at < 0) return;
      // The order of a list means nothing: the last takes the place of the one that goes.
      list[at] = list.at(-1)!;
      list.pop();
      if (list.length === 0) lists[atom] = undefined;
    },
    get: (atom) => lists[atom],
  };
}
