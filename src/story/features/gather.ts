import { AT, type Feature } from './feature.ts';

const MAX_COUNT = 15;

/** Features as they are met; the same one again counts. */
export interface Gathering {
  add(feature: Omit<Feature, 'at' | 'count'>, start: number): void;
  /** The most telling ones, `limit` at most: of titles and leads, names, those said often. */
  most(limit: number): Feature[];
}

/** @param leadEnd,titleEnd Where title and lead end, in the offsets that `add` is given. */
export function gather({ titleEnd, leadEnd }: { titleEnd: number; leadEnd: number }): Gathering {
  const features = new Map<number, Feature>();
  return {
    add(feature, start) {
      const at = start < titleEnd ? AT.title : start < leadEnd ? AT.lead : 0;
      const known = features.get(feature.key);
      if (known === undefined) {
        features.set(feature.key, { ...feature, at, count: 1 });
        return;
      }
      known.at |= at;
      known.count = Math.min(MAX_COUNT, known.count + 1);
      if (feature.name > known.name) Object.assign(known, { name: feature.name, written: feature.written });
    },
    most(limit) {
      const all = [...features.values()];
      if (all.length <= limit) return all;
      return all.toSorted((a, b) => telling(b) - telling(a)).slice(0, limit);
    },
  };
}

function telling({ at, count, name, value }: Feature): number {
  return (
    (at & AT.title ? 3 : 0) + (at & AT.lead ? 1.5 : 0) + Math.min(count, 4) + 1.5 * name + Math.min(value.length, 6) / 3
  );
}
