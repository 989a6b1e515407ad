import type { Term } from '../terms/term.ts';
import type { Place } from './places.ts';

/** What a proximity measures from: a term, or several that count as one from edge to edge. */
export interface Mention {
  /** Position of the first word. */
  first: number;
  /** Position of the last word. */
  last: number;
}

/** A term where it stands. */
export interface TermMention extends Place {
  term: Term;
}

/** Mentions that belong together because a proximity joined them. */
export interface JoinedMention extends Mention {
  parts: readonly Mention[];
}

/** Sorts by first word. */
export const byFirst = (a: { first: number }, b: { first: number }) => a.first - b.first;

/** Index of the first of `items`, which are in the order of their first words, that begins at `position` or later. */
export function indexFrom(items: readonly Mention[], position: number): number {
  return countBelow(items, position, ({ first }) => first);
}

/** How many of `items`, which are in the order of `key`, have one below `limit`. */
export function countBelow(items: readonly Mention[], limit: number, key: (item: Mention) => number): number {
  let low = 0;
  let high = items.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (key(items[middle]!) < limit) low = middle + 1;
    else high = middle;
  }
  return low;
}
