/** How far two contestants agree on the same articles and watches. */
export interface Agreement {
  /** An article and a watch each. */
  pairs: number;
  /** Of these, those that both say match. */
  matching: number;
  /** Of these, those that one says match and the other does not. */
  differing: number;
}

/** `found` and `expected`: for each article, the numbers of the watches that match. @param watches how many there are. */
export function compareFindings(
  found: readonly (readonly number[])[],
  expected: readonly (readonly number[])[],
  watches: number,
): Agreement {
  let matching = 0;
  let differing = 0;
  for (const [article, numbers] of found.entries()) {
    const ours = new Set(numbers);
    const theirs = new Set(expected[article]);
    matching += ours.intersection(theirs).size;
    differing += ours.symmetricDifference(theirs).size;
  }
  return { pairs: found.length * watches, matching, differing };
}
