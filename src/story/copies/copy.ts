import { MIN_SHINGLES } from './bands.ts';
import type { Resemblance, Sketch } from './sketch.ts';

/**
 * From which shares on one text is a copy of another, or a part of it. A cut is known by its containment alone where it is
 * long enough for the estimate to be sure.
 */
const COPY = { jaccard: 0.6, containment: 0.75, minJaccard: 0.12 };

/** True if, with so much in common, one text is a copy or a cut of the other. */
export function isCopied(a: Sketch, b: Sketch, { jaccard, containment }: Resemblance): boolean {
  if (Math.min(a.size, b.size) < MIN_SHINGLES) return false;
  return jaccard >= COPY.jaccard || (containment >= COPY.containment && jaccard >= COPY.minJaccard);
}
