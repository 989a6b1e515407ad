/** Several items under a key; mostly one, which then takes no room of its own. */
export interface KeyedFile<Key, T extends object> {
  readonly size: number;
  /** The same item must not be added twice under one key. */
  add(key: Key, item: T): void;
  delete(key: Key, item: T): void;
  /** Empty for a key without items. Good until the next change. */
  get(key: Key): readonly T[];
}

const NONE: readonly never[] = [];

/** An empty file; keys are told apart as those of a `Map` are. */
export function createFile<Key, T extends object>(): KeyedFile<Key, T> {
  const items = new Map<Key, T | T[]>();
  return {
    get size() {
      return items.size;
    },
    add(key, item) {
      const found = items.get(key);
      if (found === undefined) items.set(key, item);
      else if (!Array.isArray(found)) items.set(key, [found, item]);
      else found.push(item);
    },
    delete(key, item) {
      const found = items.get(key);
      if (found === item) items.delete(key);
      if (!Array.isArray(found)) return;
      const at = found.indexOf(item);
      if (at >= 0) found.splice(at, 1);
      if (found.length === 0) items.delete(key);
    },
    get(key) {
      const found = items.get(key);
      if (found === undefined) return NONE;
      return Array.isArray(found) ? found : [found];
    },
  };
}
