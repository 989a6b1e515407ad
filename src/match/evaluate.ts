import type { CompiledQuery, LoosePhrase, Part, Proximity } from './compile.ts';
import { FIELD_SPAN, FIELDS, fieldNumber } from './fields.ts';
import { fieldAt, type Place, type Reading } from './reading.ts';
import type { Term } from './terms.ts';

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

/** Two mentions that do not overlap; `before` stands first in the text. */
export interface Pair {
  before: Mention;
  after: Mention;
  /** 0 = adjacent. */
  wordsBetween: number;
}

/** Where to look: everywhere, or in each of some parts at once. */
export type Parts = readonly Part[];
export const EVERYWHERE: Parts = [];

/** Pairs of an inner proximity that an outer one looks at; more come only from texts made for it. */
const MAX_INNER_PAIRS = 10_000;
/** Steps taken in search of one loose phrase; more are needed only in texts made for it. */
const MAX_STEPS = 50_000;

const NONE: readonly Mention[] = [];

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
      return loosely(query, reading, parts, naming);
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

/** The words of a phrase in any order: from each place that one of them stands at, the shortest stretch that holds all. */
function loosely({ words, slop }: LoosePhrase, reading: Reading, parts: Parts, naming: Naming): JoinedMention[] {
  const standing = words.map((word) => find(word, reading, parts, naming));
  if (standing.some((places) => places.length === 0)) return [];
  let steps = 0;

  /** The shorter of `best` and what begins with `chosen` and goes on with the words not used yet. */
  function shortest(
    chosen: Mention[],
    used: ReadonlySet<number>,
    room: number,
    best: Mention[] | null,
  ): Mention[] | null {
    const { last } = chosen.at(-1)!;
    if (chosen.length === words.length) return best && best.at(-1)!.last <= last ? best : chosen;
    let found = best;
    for (const [nth, places] of standing.entries()) {
      if (used.has(nth)) continue;
      for (let index = indexFrom(places, last + 1); index < places.length; index += 1) {
        const next = places[index]!;
        const between = next.first - last - 1;
        steps += 1;
        if (between > room || steps > MAX_STEPS || (found && next.last >= found.at(-1)!.last)) break;
        found = shortest([...chosen, next], new Set([...used, nth]), room - between, found);
      }
    }
    return found;
  }

  const starts = standing.flatMap((places, nth) => places.map((place) => ({ place, nth })));
  return starts
    .flatMap(({ place, nth }) => {
      const whole = steps > MAX_STEPS ? null : shortest([place], new Set([nth]), slop, null);
      return whole ? [{ first: place.first, last: whole.at(-1)!.last, parts: whole }] : [];
    })
    .sort(byFirst);
}

/** As many mentions as do not overlap each other: always the one that ends first. */
export function countApart(mentions: readonly Mention[]): number {
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
    ({ field, words }) => (field === null || FIELDS[number] === field) && last - number * FIELD_SPAN < words,
  );
}

const byFirst = (a: { first: number }, b: { first: number }) => a.first - b.first;

/** Index of the first of `items`, which are in the order of their first words, that begins at `position` or later. */
function indexFrom(items: readonly Mention[], position: number): number {
  return countBelow(items, position, ({ first }) => first);
}

/** How many of `items`, which are in the order of `key`, have one below `limit`. */
function countBelow(items: readonly Mention[], limit: number, key: (item: Mention) => number): number {
  let low = 0;
  let high = items.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (key(items[middle]!) < limit) low = middle + 1;
    else high = middle;
  }
  return low;
}
