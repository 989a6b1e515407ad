/**
 * A folded word without what endings of cases and plurals change of it: two letters of a long word, one of a shorter one.
 * Германии and Германия, Spanien and Spaniens.
 */
export function stemOf(folded: string): string {
  if (folded.length >= 7) return folded.slice(0, -2);
  return folded.length >= 5 ? folded.slice(0, -1) : folded;
}
