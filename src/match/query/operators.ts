import { type Sign, type Wrong, wrong } from './lexemes.ts';
import { MAX_DISTANCE, type Reach } from './tree.ts';

/** Mentions that ATLEAST asks for, at most. */
const MAX_COUNT = 100;
/** Words that FIRST looks at, at most. */
const MAX_FIRST = 10_000;

/** `AND`, `OR`, `NOT`, in any case. */
export function readConnective(word: string): Sign | null {
  const operator = word.toLowerCase();
  return operator === 'and' || operator === 'or' || operator === 'not' ? { kind: operator } : null;
}

/** @param distance Words between. */
export function nearWithin(distance: number, ordered: boolean): Sign | Wrong {
  if (distance <= MAX_DISTANCE)
    return { kind: 'near', reach: { unit: 'words', distance: Math.max(0, distance) }, ordered };
  const nearest = `${ordered ? 'O' : ''}NEAR/${MAX_DISTANCE}`;
  return wrong(`NEAR reaches ${MAX_DISTANCE} words at most. Did you mean ${nearest}, or AND?`, [nearest]);
}

/** A proximity within one sentence or one paragraph. */
export function nearIn(unit: Exclude<Reach['unit'], 'words'>, ordered = false): Sign {
  return { kind: 'near', reach: { unit }, ordered };
}

/** So many mentions, from 1 to 100; wrong for any other number. */
export function atLeast(count: number): Sign | Wrong {
  if (count >= 1 && count <= MAX_COUNT) return { kind: 'atLeast', count };
  return wrong(`ATLEAST counts from 1 to ${MAX_COUNT} mentions.`);
}

/** @param kind Whether it stands before or behind what it is said of. */
export function first(words: number, kind: 'first' | 'firstBehind' = 'first'): Sign | Wrong {
  if (words >= 1 && words <= MAX_FIRST) return { kind, words };
  return wrong(`FIRST looks at 1 to ${MAX_FIRST} words.`);
}
