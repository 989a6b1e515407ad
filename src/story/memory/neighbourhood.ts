import type { Frequencies } from '../frequencies.ts';
import { countedKeys, type Keys } from '../keys.ts';
import { type Lookup, MAX_NEIGHBOURS, type Neighbour, type Neighbourhood } from '../neighbours.ts';
import type { Signature } from '../signature.ts';

/** Articles kept under one key: of a flood from one template, the latest. */
const MAX_UNDER_KEY = 100;

/** A neighbourhood in memory, for `wirewatch story group` and for tests: articles by key, counts by key. */
export interface MemoryNeighbourhood<Id> extends Neighbourhood<Id> {
  frequencies(): Frequencies;
  find(lookup: Lookup): Neighbour<Id>[];
  /** Counts an article's features; done once for each, before or when it is added. */
  count(signature: Signature): void;
  /** Adds an article that has been grouped. `neighbour.story` may be changed by the caller as stories are joined. */
  add(neighbour: Neighbour<Id>, keys: Keys): void;
}

/** Holds every signature it is given: some 10 kB an article. */
export function createMemoryNeighbourhood<Id>(): MemoryNeighbourhood<Id> {
  const counts = new Map<number, number>();
  const byCopyKey = new Map<number, Neighbour<Id>[]>();
  const byFeatureKey = new Map<number, Neighbour<Id>[]>();
  let total = 0;
  const frequencies: Frequencies = {
    get total() {
      return total;
    },
    of: (key) => counts.get(key) ?? 0,
  };

  function findBy(
    index: Map<number, Neighbour<Id>[]>,
    keys: number[],
    weight: (key: number) => number,
    { since, limit }: { since: number | null; limit: number },
  ) {
    const shared = new Map<Neighbour<Id>, number>();
    for (const key of keys) {
      const gain = weight(key);
      for (const neighbour of index.get(key) ?? []) {
        const { publishedAt } = neighbour.signature;
        if (since !== null && publishedAt !== null && publishedAt < since) continue;
        shared.set(neighbour, (shared.get(neighbour) ?? 0) + gain);
      }
    }
    return [...shared]
      .toSorted(([, a], [, b]) => b - a)
      .slice(0, limit)
      .map(([neighbour]) => neighbour);
  }

  return {
    frequencies: () => frequencies,
    find({ keys, since }) {
      const copies = findBy(byCopyKey, keys.copies, () => 1, { since, limit: MAX_NEIGHBOURS.copies });
      const rare = (key: number) => Math.log((total + 2) / ((counts.get(key) ?? 0) + 1));
      const others = findBy(byFeatureKey, keys.features, rare, { since, limit: MAX_NEIGHBOURS.features });
      return [...new Set([...copies, ...others])];
    },
    count(signature) {
      total += 1;
      for (const key of countedKeys(signature)) counts.set(key, (counts.get(key) ?? 0) + 1);
    },
    add(neighbour, keys) {
      for (const key of keys.copies) put(byCopyKey, key, neighbour);
      for (const key of keys.features) put(byFeatureKey, key, neighbour);
    },
  };
}

function put<Kept>(index: Map<number, Kept[]>, key: number, kept: Kept): void {
  const known = index.get(key);
  if (known === undefined) index.set(key, [kept]);
  else {
    if (known.length >= MAX_UNDER_KEY) known.shift();
    known.push(kept);
  }
}
