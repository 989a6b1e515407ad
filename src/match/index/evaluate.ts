import type { Term } from '../terms/term.ts';
import { FIELD_SPAN, fieldAt, fieldNumber, isInHeadline, isInScope } from '../text/fields.ts';
import type { CompiledQuery, Part, Proximity } from './compile.ts';
import { findLoosePhrase } from './loose-phrase.ts';
import { byFirst, countBelow, indexFrom, type JoinedMention, type Mention, type TermMention } from './mentions.ts';
import type { Place } from './places.ts';
import type { Reading } from './reading.ts';

/** Two mentions that do not overlap; `before` stands first in the text. */
export interface Pair {
  before: Mention;
  after: Mention;
  /** 0 = adjacent. */
  wordsBetween: number;
}

/** Where to look: everywhere, or in each of some parts at once. */
export type Parts = readonly Part[];
/** No part is asked for: all of an article counts. */
export const EVERYWHERE: Parts = [];

/** Pairs of an inner proximity that an outer one looks at; more come only from texts made for it. */
const MAX_INNER_PAIRS = 10_000;

const NONE: readonly Mention[] = [];

/**
 * True when the article that was read satisfies the query, looking only where all of `parts` are. What counts is what
 * the query asks for, not how it is filed.
 */
export function satisfies(query: CompiledQuery, reading: Reading, parts: Parts = EVERYWHERE): boolean {
  switch (query.kind) {
    case 'term':
      if (!reading.has(query.atom)) return false;
      return parts.length === 0 || reading.placesOf(query.atom).some((place) => isInside(place, parts));
    case 'and':
      for (const operand of query.operands) if (!satisfies(operand, reading, parts)) return false;
      return true;
    case 'or':
      for (const operand of query.operands) if (satisfies(operand, reading, parts)) return true;
      return false;
    case 'not':
      return !satisfies(query.operand, reading, parts);
    case 'near':
      return mayHold(query.left, reading) && mayHold(query.right, reading) && hasPair(query, reading, parts);
    case 'notNear':
    case 'loosePhrase':
      return mayHold(query, reading) && placesOf(query, reading, parts).length > 0;
    case 'within':
      return mayHold(query.operand, reading) && satisfies(query.operand, reading, [...parts, query.part]);
    case 'atLeast':
      return mayHold(query, reading) && countApart(placesOf(query.operand, reading, parts)) >= query.count;
  }
}

/** False when the query cannot hold, by nothing but which terms the article has: cheap, and enough for most. */
function mayHold(query: CompiledQuery, reading: Reading): boolean {
  switch (query.kind) {
    case 'term':
      return reading.has(query.atom);
    case 'loosePhrase':
      return query.words.every(({ atom }) => reading.has(atom));
    case 'and':
      for (const operand of query.operands) if (!mayHold(operand, reading)) return false;
      return true;
    case 'or':
      for (const operand of query.operands) if (mayHold(operand, reading)) return true;
      return false;
    case 'not':
      return true;
    case 'near':
      return mayHold(query.left, reading) && mayHold(query.right, reading);
    case 'notNear':
      return mayHold(query.left, reading);
    case 'within':
    case 'atLeast':
      return mayHold(query.operand, reading);
  }
}

function hasPair(query: Proximity, reading: Reading, parts: Parts): boolean {
  const left = placesOf(query.left, reading, parts);
  const right = placesOf(query.right, reading, parts);
  return hasPairInOrder(left, right, query, reading) || (!query.ordered && hasPairInOrder(right, left, query, reading));
}

/** As the first step of {@link pairsInOrder}; most candidates go no further, and a generator for each costs time. */
function hasPairInOrder(
  befores: readonly Mention[],
  afters: readonly Mention[],
  query: Proximity,
  reading: Reading,
): boolean {
  for (const before of befores) {
    for (let index = indexFrom(afters, before.last + 1); index < afters.length; index += 1) {
      const meeting = meet(before, afters[index]!, query, reading);
      if (meeting === 'near') return true;
      if (meeting === 'beyond') break;
    }
  }
  return false;
}

/** Pairs within reach of each other, first those with a mention of the left side before one of the right; each in order of the text. */
export function* pairsOf(
  query: Proximity,
  reading: Reading,
  parts: Parts = EVERYWHERE,
  naming: Naming = asTerms,
): Generator<Pair> {
  const left = find(query.left, reading, parts, naming);
  const right = find(query.right, reading, parts, naming);
  yield* pairsInOrder(left, right, query, reading);
  if (!query.ordered) yield* pairsInOrder(right, left, query, reading);
}

function* pairsInOrder(
  befores: readonly Mention[],
  afters: readonly Mention[],
  query: Proximity,
  reading: Reading,
): Generator<Pair> {
  for (const before of befores) {
    for (let index = indexFrom(afters, before.last + 1); index < afters.length; index += 1) {
      const after = afters[index]!;
      const meeting = meet(before, after, query, reading);
      if (meeting === 'beyond') break;
      if (meeting === 'near') yield { before, after, wordsBetween: after.first - before.last - 1 };
    }
  }
}

/** `beyond`: neither `after` nor any mention that begins later is near. */
function meet(before: Mention, after: Mention, { reach }: Proximity, reading: Reading): 'near' | 'not' | 'beyond' {
  if (reach.unit === 'words') return after.first - before.last - 1 <= reach.distance ? 'near' : 'beyond';
  const unit = unitAt(after.first, reach.unit, reading);
  if (unitAt(before.first, reach.unit, reading) !== unit) return 'beyond';
  return unitAt(after.last, reach.unit, reading) === unit ? 'near' : 'not';
}

/** A number for the sentence or paragraph a word stands in, which no other field has. */
function unitAt(position: number, unit: 'sentence' | 'paragraph', { fields }: Reading): number {
  const field = fieldAt(fields, position);
  const { sentenceOf, paragraphOf } = field.sentences();
  return field.base + (unit === 'sentence' ? sentenceOf : paragraphOf)[position - field.base]!;
}

/** How the place of a term is told. */
type Naming = (places: readonly Place[], term: Term) => readonly Mention[];

const asPlaces: Naming = (places) => places;
const asTerms: Naming = (places, term) =>
  places.map(({ first, last, start, end }): TermMention => ({ first, last, start, end, term }));

/** In order of their first words, each with the terms it is made of. A query that is no mention has none. */
export function mentionsOf(query: CompiledQuery, reading: Reading, parts: Parts = EVERYWHERE): readonly Mention[] {
  return find(query, reading, parts, asTerms);
}

/** As {@link mentionsOf}, but places only: enough to decide, and nothing is made for it. */
function placesOf(query: CompiledQuery, reading: Reading, parts: Parts): readonly Mention[] {
  return find(query, reading, parts, asPlaces);
}

function find(query: CompiledQuery, reading: Reading, parts: Parts, naming: Naming): readonly Mention[] {
  switch (query.kind) {
    case 'term': {
      if (!reading.has(query.atom)) return NONE;
      const places = reading.placesOf(query.atom);
      return naming(parts.length === 0 ? places : places.filter((place) => isInside(place, parts)), query);
    }
    case 'or': {
      const present = query.operands.filter((operand) => mayHold(operand, reading));
      if (present.length === 1) return find(present[0]!, reading, parts, naming);
      return present.flatMap((operand) => find(operand, reading, parts, naming)).sort(byFirst);
    }
    case 'near':
      return pairsOf(query, reading, parts, naming).take(MAX_INNER_PAIRS).map(join).toArray().sort(byFirst);
    case 'notNear':
      return mentionsWithout(query, reading, parts, naming);
    case 'loosePhrase':
      return findLoosePhrase(
        query.words.map((word) => find(word, reading, parts, naming)),
        query.slop,
      );
    case 'within':
      return find(query.operand, reading, [...parts, query.part], naming);
    case 'and':
    case 'not':
    case 'atLeast':
      return NONE;
  }
}

function join({ before, after }: Pair): JoinedMention {
  return { first: before.first, last: Math.max(before.last, after.last), parts: [before, after] };
}

/** The mentions of the left side that no mention of the right side is near. */
function mentionsWithout(query: Proximity, reading: Reading, parts: Parts, naming: Naming): Mention[] {
  const right = placesOf(query.right, reading, parts);
  const rightByEnd = query.ordered ? [] : right.toSorted((a, b) => a.last - b.last);
  return find(query.left, reading, parts, naming).filter(
    (mention) =>
      !hasPairInOrder([mention], right, query, reading) && !isNearBefore(mention, rightByEnd, query, reading),
  );
}

/** True when one of `befores`, which are in the order of their ends, stands before `mention` and near it. */
function isNearBefore(mention: Mention, befores: readonly Mention[], query: Proximity, reading: Reading): boolean {
  const { reach } = query;
  for (let index = countBelow(befores, mention.first, ({ last }) => last) - 1; index >= 0; index -= 1) {
    const before = befores[index]!;
    if (meet(before, mention, query, reading) === 'near') return true;
    if (reach.unit === 'words') return false;
    if (unitAt(before.last, reach.unit, reading) !== unitAt(mention.first, reach.unit, reading)) return false;
  }
  return false;
}

/**
 * As many mentions as do not overlap each other. Headlines repeat each other: of title and other headlines, that with the
 * most mentions counts.
 */
export function countApart(mentions: readonly Mention[]): number {
  if (!mentions.some(({ first }) => isInHeadline(first))) return countAll(mentions);
  const byField = Map.groupBy(mentions, ({ first }) => fieldNumber(first));
  let [best, others] = [0, 0];
  for (const [number, ones] of byField) {
    if (isInScope(number * FIELD_SPAN, 'title')) best = Math.max(best, countAll(ones));
    else others += countAll(ones);
  }
  return best + others;
}

/** Always the one that ends first. */
function countAll(mentions: readonly Mention[]): number {
  let count = 0;
  let end = -1;
  for (const { first, last } of mentions.toSorted((a, b) => a.last - b.last)) {
    if (first <= end) continue;
    count += 1;
    end = last;
  }
  return count;
}

function isInside({ first, last }: { first: number; last: number }, parts: Parts): boolean {
  const number = fieldNumber(first);
  return parts.every(
    ({ field, words }) => (field === null || isInScope(first, field)) && last - number * FIELD_SPAN < words,
  );
}
