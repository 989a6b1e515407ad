/** Several items under a key. */
export interface KeyedFile<Key, T> {
  add(key: Key, item: T): void;
  delete(key: Key, item: T): void;
  /** Empty for a key without items. */
  get(key: Key): ReadonlySet<T>;
}

export function createFile<Key, T>(): KeyedFile<Key, T> {
  const items = new Map<Key, Set<T>>();
  const none: ReadonlySet<T> = new Set();
  return {
    add(key, item) {
      const found = items.get(key);
      if (found) found.add(item);
      else items.set(key, new Set([item]));
    },
    delete(key, item) {
      const found = items.get(key);
      found?.delete(item);
      if (found?.size === 0) items.delete(key);
    },
    get: (key) => items.get(key) ?? none,
  };
}
