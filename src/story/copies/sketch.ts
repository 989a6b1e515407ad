import { mix } from '../hash.ts';
import { shinglesOf } from './shingles.ts';

/** What is kept of a text to tell its copies. */
export interface Sketch {
  /** How many shingles the text has. */
  size: number;
  /** For each bin the low 16 bits of the least hash that fell into it; 0: none did. */
  bins: Uint16Array;
}

/** Bins of a sketch. With so many, the Jaccard similarity is known to ±.04 where a third of two texts is common. */
export const BINS = 128;
const BIN_BITS = 7;
const EMPTY = 0;

/**
 * The sketch of a text: one-permutation MinHash (Li, Owen, Zhang, *One Permutation Hashing*, 2012), one hash a shingle
 * whose highest bits choose a bin that keeps the least of the rest.
 */
export function sketchOf(text: string): Sketch {
  const least = new Uint32Array(BINS).fill(0xffffffff);
  const size = shinglesOf(text, (hash) => {
    const bin = hash >>> (32 - BIN_BITS);
    const rest = hash & ((1 << (32 - BIN_BITS)) - 1);
    if (rest < least[bin]!) least[bin] = rest;
  });
  const bins = Uint16Array.from(least, (rest) => (rest === 0xffffffff ? EMPTY : mix(rest) & 0xffff || 1));
  return { size, bins };
}

/** How much of the two texts is common, from 0 to 1. */
export interface Resemblance {
  /** Of all their shingles, those that both have (Jaccard). */
  jaccard: number;
  /** Of the shorter one's shingles, those that the longer one has, too. */
  containment: number;
}

/**
 * Estimates what two texts have in common: equal bins among those that are not empty in both (Li, Owen, Zhang 2012, eq. 10),
 * and from that and the sizes the containment (Broder 1997).
 */
export function resemblance(a: Sketch, b: Sketch): Resemblance {
  let equal = 0;
  let filled = 0;
  for (let bin = 0; bin < BINS; bin += 1) {
    const [left, right] = [a.bins[bin]!, b.bins[bin]!];
    if (left !== EMPTY || right !== EMPTY) filled += 1;
    if (left !== EMPTY && left === right) equal += 1;
  }
  if (equal === 0) return { jaccard: 0, containment: 0 };
  const jaccard = equal / filled;
  const common = (jaccard * (a.size + b.size)) / (1 + jaccard);
  return { jaccard, containment: Math.min(1, common / Math.max(1, Math.min(a.size, b.size))) };
}
