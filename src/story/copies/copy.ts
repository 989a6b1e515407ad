import { MIN_SHINGLES } from './bands.ts';
import type { Resemblance } from './sketch.ts';

/**
 * From which shares on one text is a copy of another, or a part of it. A cut is known by its containment alone where enough
 * bins are equal for the estimate to be sure; reports of one agency on two events of a day share up to .63 of the shorter
 * one, as their background. A small part must be whole.
 */
const COPY = {
  jaccard: 0.6,
  part: { containment: 0.68, jaccard: 0.12 },
  smallPart: { containment: 0.9, jaccard: 0.08 },
};

/** True if, with so much in common, one of two texts of so many shingles is a copy or a cut of the other. */
export function isCopied(sizes: readonly [number, number], { jaccard, containment }: Resemblance): boolean {
  if (Math.min(...sizes) < MIN_SHINGLES) return false;
  const isPart = ({ containment: share, jaccard: least }: Resemblance) => containment >= share && jaccard >= least;
  return jaccard >= COPY.jaccard || isPart(COPY.part) || isPart(COPY.smallPart);
}
