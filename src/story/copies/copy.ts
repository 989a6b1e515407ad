import { MIN_SHINGLES } from './bands.ts';
import { type Resemblance, resemblance, type Sketch } from './sketch.ts';

/**
 * From which shares on one text is a copy of another, or a part of it. A cut is known by its containment alone where it is
 * long enough for the estimate to be sure.
 */
const COPY = { jaccard: 0.6, containment: 0.75, minJaccard: 0.12 };

/** What two texts have in common if one is a copy or a cut of the other, else null. */
export function copied(a: Sketch, b: Sketch): Resemblance | null {
  if (Math.min(a.size, b.size) < MIN_SHINGLES) return null;
  const found = resemblance(a, b);
  const isCut = found.containment >= COPY.containment && found.jaccard >= COPY.minJaccard;
  return found.jaccard >= COPY.jaccard || isCut ? found : null;
}
