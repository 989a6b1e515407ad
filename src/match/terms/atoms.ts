/**
 * Numbers for what queries look for: words, phrases, groups of names. One run of small numbers for all of them, so that
 * what is known of each can stand in columns.
 */
export interface Atoms {
  /** One more than the largest number in use. */
  readonly limit: number;
  take(): number;
  /** The number may be taken again. */
  giveBack(atom: number): void;
}

/** None is taken yet. A number given back is taken before a new one. */
export function createAtoms(): Atoms {
  const free: number[] = [];
  let limit = 0;
  return {
    get limit() {
      return limit;
    },
    take: () => free.pop() ?? limit++,
    giveBack: (atom) => free.push(atom),
  };
}
