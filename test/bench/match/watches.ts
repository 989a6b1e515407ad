import { createRandom } from '../random.ts';
import type { Vocabulary } from './vocabulary.ts';

/** What a watch of the benchmark asks for. Each contestant puts it in its own words. */
export type Asked =
  | { kind: 'word'; word: string }
  /** Any word that begins so. */
  | { kind: 'prefix'; letters: string }
  | { kind: 'phrase'; words: readonly string[] }
  | { kind: 'any'; of: readonly Asked[] }
  | { kind: 'all'; of: readonly Asked[] }
  /** In either order, with `distance` words between at most. Both sides are words, prefixes, phrases or `any` of them. */
  | { kind: 'near'; distance: number; left: Asked; right: Asked }
  | { kind: 'without'; asked: Asked; excluded: Asked };

/** Letters of a wildcard's beginning. */
const PREFIX_LENGTH = 5;

/**
 * `count` watches of the shapes people write; the first of a longer list are those of a shorter one. `fromRank`: of the
 * commonest word they ask for. The rarer words have the same chance at each doubling of their rank.
 */
export function writeWatches(
  vocabulary: Vocabulary,
  { count, seed, fromRank }: { count: number; seed: number; fromRank: number },
): Asked[] {
  const random = createRandom(seed);
  const { words, names } = vocabulary;

  const drawn = () => words[Math.floor(fromRank * (words.length / fromRank) ** random.next())]!;
  const word = (): Asked => ({ kind: 'word', word: drawn() });
  const any = (count: number): Asked => ({ kind: 'any', of: Array.from({ length: count }, word) });
  const all = (...of: Asked[]): Asked => ({ kind: 'all', of });
  const near = (distance: number, left: Asked, right: Asked): Asked => ({ kind: 'near', distance, left, right });
  const phrase = (...words: string[]): Asked => ({ kind: 'phrase', words });
  const name = (): Asked => phrase(...random.pick(names));
  const prefix = (): Asked => {
    let from = drawn();
    while (from.length < PREFIX_LENGTH) from = drawn();
    return { kind: 'prefix', letters: from.slice(0, PREFIX_LENGTH) };
  };

  function watch(): Asked {
    const shape = random.next();
    if (shape < 0.4) return near(20, any(3), any(2));
    if (shape < 0.55) return all(name(), any(2));
    if (shape < 0.7) return { kind: 'without', asked: near(10, any(2), word()), excluded: word() };
    if (shape < 0.8) return { kind: 'any', of: [name(), phrase(drawn(), drawn(), drawn())] };
    if (shape < 0.9) return { kind: 'without', asked: all(any(2), any(2)), excluded: name() };
    return all(prefix(), word(), any(2));
  }

  return Array.from({ length: count }, watch);
}

/** In the watch language. */
export function queryOf(asked: Asked): string {
  switch (asked.kind) {
    case 'word':
      return asked.word;
    case 'prefix':
      return `${asked.letters}*`;
    case 'phrase':
      return `"${asked.words.join(' ')}"`;
    case 'any':
      return `(${asked.of.map(queryOf).join(' OR ')})`;
    case 'all':
      return asked.of.map(queryOf).join(' AND ');
    case 'near':
      return `${queryOf(asked.left)} NEAR/${asked.distance} ${queryOf(asked.right)}`;
    case 'without':
      return `${queryOf(asked.asked)} NOT ${queryOf(asked.excluded)}`;
  }
}
