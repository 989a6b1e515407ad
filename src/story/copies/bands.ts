import { hashNumbers } from '../hash.ts';
import { BINS, type Sketch } from './sketch.ts';

/** Bins that must be equal for two sketches to share a key. */
const ROWS = 2;
/** Keys of a sketch. */
export const BANDS = BINS / ROWS;
/** Shingles below which a text is too short for its copies to be told from chance. */
export const MIN_SHINGLES = 12;

/**
 * The keys under which copies of a text find each other (locality-sensitive hashing by bands: Broder 1997; Leskovec,
 * Rajaraman, Ullman, *Mining of Massive Datasets*, ch. 3): with 64 of two bins, of texts a third of which is common 99.9 %
 * share one, of those with a twentieth 15 %. Signed 32-bit numbers; none for a very short text.
 */
export function copyKeys(sketch: Sketch): number[] {
  if (sketch.size < MIN_SHINGLES) return [];
  const bins = densified(sketch.bins);
  const keys = new Set<number>();
  for (let band = 0; band < BANDS; band += 1) {
    keys.add(hashNumbers(band + 0x5bd1e995, bins[ROWS * band]!, bins[ROWS * band + 1]!));
  }
  return [...keys];
}

/**
 * Empty bins filled, each from another one that is chosen by its own number (Shrivastava, *Optimal Densification for Fast
 * and Accurate Minwise Hashing*, 2017): the same in both sketches, so that short texts meet as often as they are alike.
 */
function densified(bins: Uint16Array): Uint16Array {
  return bins.map((value, bin) => {
    for (let attempt = 1; value === 0; attempt += 1) value = bins[hashNumbers(bin, attempt) & (BINS - 1)]!;
    return value;
  });
}
