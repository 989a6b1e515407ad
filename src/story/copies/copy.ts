import { MIN_SHINGLES } from './bands.ts';
import type { Resemblance } from './sketch.ts';

/**
 * From which shares on one text is a copy of another, or a part of it. A cut is known by its containment alone where it is
 * long enough for the estimate to be sure.
 */
const COPY = { jaccard: 0.6, containment: 0.75, minJaccard: 0.12 };

/** True if, with so much in common, one of two texts of so many shingles is a copy or a cut of the other. */
export function isCopied(sizes: readonly [number, number], { jaccard, containment }: Resemblance): boolean {
  if (Math.min(...sizes) < MIN_SHINGLES) return false;
  return jaccard >= COPY.jaccard || (containment >= COPY.containment && jaccard >= COPY.minJaccard);
}
