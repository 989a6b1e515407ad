/**
 * A folded word without what endings of cases and plurals change of it: two letters of a long word, one of a shorter one.
 * Германии and Германия, Spanien and Spaniens.
 */
export function stemOf(folded: string): string {
  if (folded.length >= 7) return folded.slice(0, -2);
  return folded.length >= 5 ? folded.slice(0, -1) : folded;
}

/** As {@link stemOf}, for words in a text, which may have an ending of three letters more than the name itself. */
export function stemsOf(folded: string): string[] {
  const stems = new Set([stemOf(folded)]);
  for (let cut = 1; cut <= 3 && folded.length - cut >= 4; cut += 1) stems.add(stemOf(folded.slice(0, -cut)));
  return [...stems];
}
