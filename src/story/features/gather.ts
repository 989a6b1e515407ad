import { AT, type Feature, NAME } from './feature.ts';

const MAX_COUNT = 15;

/** A feature that is met. */
export type Found = Pick<Feature, 'kind' | 'key' | 'value' | 'written'> & Partial<Pick<Feature, 'name' | 'coarseKey'>>;

/** Features as they are met; the same one again counts. */
export interface Gathering {
  add(feature: Found, start: number): void;
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
        const { kind, key, value, written, name = NAME.no, coarseKey = key } = feature;
        features.set(key, { kind, key, coarseKey, at, count: 1, name, value, written, rare: 0, coarseRare: 0 });
        return;
      }
      known.at |= at;
      known.count = Math.min(MAX_COUNT, known.count + 1);
      if ((feature.name ?? NAME.no) > known.name) {
        known.name = feature.name ?? NAME.no;
        known.written = feature.written;
      }
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
