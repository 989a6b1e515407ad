import type { CompiledQuery, Term } from './compile.ts';
import { fieldAt, type Place, type Reading, tokenAt } from './reading.ts';

/** A term where it stands. */
export interface TermMention extends Place {
  term: Term;
}

/** What NEAR measures from: a term, or two that are near each other and count as one from edge to edge. */
export interface Mention {
  /** Position of the first word. */
  first: number;
  /** Position of the last word. */
  last: number;
  /** In no particular order. */
  parts: readonly TermMention[];
}

/** Two mentions that do not overlap; `before` stands first in the text. */
export interface Pair {
  before: Mention;
  after: Mention;
  /** 0 = adjacent. */
  wordsBetween: number;
}

/** Pairs of an inner NEAR that an outer one looks at; more come only from texts made for it. */
const MAX_INNER_PAIRS = 10_000;

/** UTF-16 code units between two words of a phrase; further apart they are cells of a table, or a text made to hurt. */
const MAX_PHRASE_GAP = 50;

export function satisfies(query: CompiledQuery, reading: Reading): boolean {
  switch (query.kind) {
    case 'term':
      return placesOf(query.term, reading).length > 0;
    case 'and':
      return query.operands.every((operand) => satisfies(operand, reading));
    case 'or':
      return query.operands.some((operand) => satisfies(operand, reading));
    case 'not':
      return !satisfies(query.operand, reading);
    case 'near':
      return !pairsOf(query, reading).next().done;
  }
}

/** Pairs that satisfy a NEAR, first those with a mention of its left side before one of its right side; each in order of the text. */
export function* pairsOf(query: CompiledQuery & { kind: 'near' }, reading: Reading): Generator<Pair> {
  const left = mentionsOf(query.left, reading);
  const right = mentionsOf(query.right, reading);
  yield* pairsInOrder(left, right, query.distance);
  yield* pairsInOrder(right, left, query.distance);
}

function* pairsInOrder(befores: readonly Mention[], afters: readonly Mention[], distance: number): Generator<Pair> {
  for (const before of befores) {
    for (let index = indexFrom(afters, before.last + 1); index < afters.length; index += 1) {
      const after = afters[index]!;
      const wordsBetween = after.first - before.last - 1;
      if (wordsBetween > distance) break;
      yield { before, after, wordsBetween };
    }
  }
}

/** In order of their first words. A query that is no mention (AND, NOT) has none. */
function mentionsOf(query: CompiledQuery, reading: Reading): Mention[] {
  switch (query.kind) {
    case 'term':
      return placesOf(query.term, reading).map((place) => ({
        first: place.first,
        last: place.last,
        parts: [{ ...place, term: query.term }],
      }));
    case 'or':
      return query.operands.flatMap((operand) => mentionsOf(operand, reading)).sort(byFirst);
    case 'near':
      return pairsOf(query, reading).take(MAX_INNER_PAIRS).map(asMention).toArray().sort(byFirst);
    case 'and':
    case 'not':
      return [];
  }
}

function asMention({ before, after }: Pair): Mention {
  return {
    first: before.first,
    last: Math.max(before.last, after.last),
    parts: [...before.parts, ...after.parts],
  };
}

/** Where a term stands: its words in a row, within one sentence. In order of the text. */
export function placesOf({ words }: Term, reading: Reading): readonly Place[] {
  const [places, ...following] = words.map((id) => reading.places.get(id) ?? []);
  return following.reduce<readonly Place[]>((phrases, next) => extend(phrases, next, reading), places ?? []);
}

function extend(phrases: readonly Place[], nexts: readonly Place[], reading: Reading): Place[] {
  return phrases.flatMap((phrase) => {
    const next = nexts[indexFrom(nexts, phrase.last + 1)];
    if (next?.first !== phrase.last + 1 || next.start - phrase.end > MAX_PHRASE_GAP) return [];
    const field = fieldAt(reading, next.first);
    if (tokenAt(field, phrase.last).sentence !== tokenAt(field, next.first).sentence) return [];
    return [{ first: phrase.first, last: next.last, start: phrase.start, end: next.end }];
  });
}

const byFirst = (a: { first: number }, b: { first: number }) => a.first - b.first;

/** Index of the first of `items` that begins at `position` or later. */
function indexFrom(items: readonly { first: number }[], position: number): number {
  let low = 0;
  let high = items.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (items[middle]!.first < position) low = middle + 1;
    else high = middle;
  }
  return low;
}
