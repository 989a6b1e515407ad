/** A pair that was scored. */
export interface Scored {
  same: boolean;
  score: number;
}

const PRECISIONS = [0.9, 0.97, 0.99];

/** How many pairs of one story are found at some precisions, as a line for people. */
export function precisionAt(pairs: readonly Scored[]): string {
  const sorted = pairs.toSorted((a, b) => b.score - a.score);
  const all = sorted.filter(({ same }) => same).length;
  const best = PRECISIONS.map(() => 0);
  let right = 0;
  sorted.forEach(({ same }, at) => {
    if (same) right += 1;
    PRECISIONS.forEach((precision, index) => {
      if (right / (at + 1) >= precision) best[index] = right / all;
    });
  });
  const found = PRECISIONS.map((precision, index) => `${best[index]!.toFixed(3)} at precision ${precision}`);
  return `${all} of ${pairs.length} pairs are one story; recall ${found.join(', ')}`;
}
