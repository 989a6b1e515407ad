import { hashText } from './hash.ts';

/**
 * How many articles say something, of those that are looked back upon: what is rare is telling. From an index in memory or
 * from counts in a database; approximate counts do.
 */
export interface Frequencies {
  /** Articles counted. */
  total: number;
  /** Articles that have the feature with this key. */
  of(key: number): number;
}

/**
 * Articles that are thought of besides those counted: where few were seen, nothing is rare yet. (Additive smoothing of the
 * inverse document frequency: Spärck Jones 1972.)
 */
const IMAGINED = 300;

/** How telling a feature is, in nats, among so many articles: 0 or more. */
export function rarity(frequencies: Frequencies, key: number, total = frequencies.total): number {
  return Math.max(0, Math.log((total + IMAGINED) / (Math.max(1, frequencies.of(key)) + 1)));
}

/** The key under which articles of a language are counted. */
export function languageKey(language: string | null): number {
  return hashText(`language:${language}`);
}
