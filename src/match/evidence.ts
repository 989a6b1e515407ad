import type { Evidence, Hit, Proximity } from '../model.ts';
import type { CompiledQuery, Term } from './compile.ts';
import { type Mention, type Pair, pairsOf, placesOf, satisfies, type TermMention } from './evaluate.ts';
import { cutPassages } from './passages.ts';
import { fieldAt, type Reading } from './reading.ts';

/** Hits told at most; enough to mark an article, and small enough to store. */
export const MAX_HITS = 50;
/** Mentions of one term that are looked at. */
const MAX_MENTIONS = 20;
/** Pairs of one NEAR that are compared for closeness, and that are told. */
const MAX_PAIRS_COMPARED = 1_000;
const MAX_PAIRS = 5;

/** A pair, and what its NEAR allowed. */
interface AllowedPair extends Pair {
  allowed: number;
}

/** A hit with its place in the reading. */
export interface PlacedHit {
  mention: TermMention;
  hit: Hit;
}

/**
 * Why `query`, which the article satisfies, is satisfied: every part of it that holds, the closest pairs of each NEAR,
 * and the sentences they stand in. Hits are in order of the text, title first, and never overlap.
 */
export function explainMatch(query: CompiledQuery, reading: Reading): Evidence {
  const pairs: AllowedPair[] = [];
  const mentions = new Map<Term, TermMention[]>();
  collect(query, reading, pairs, mentions);

  const paired = pairs.flatMap((pair) => edges(pair));
  const chosen = withoutOverlaps([...longestFirst(paired), ...longestFirst(inTurn([...mentions.values()], MAX_HITS))]);
  const hits = chosen.slice(0, MAX_HITS).sort((a, b) => a.first - b.first);
  const proximities = proximitiesOf(pairs, hits);
  const placed = hits.map((mention) => ({ mention, hit: asHit(mention, reading) }));
  return { hits: placed.map(({ hit }) => hit), proximities, passages: cutPassages(placed, proximities, reading) };
}

function collect(query: CompiledQuery, reading: Reading, pairs: AllowedPair[], mentions: Map<Term, TermMention[]>) {
  switch (query.kind) {
    case 'term': {
      const { term } = query;
      const places = placesOf(term, reading).slice(0, MAX_MENTIONS);
      if (places.length > 0)
        mentions.set(
          term,
          places.map((place) => ({ ...place, term })),
        );
      return;
    }
    case 'and':
    case 'or':
      for (const operand of query.operands) {
        if (satisfies(operand, reading)) collect(operand, reading, pairs, mentions);
      }
      return;
    case 'near':
      for (const pair of closestPairs(query, reading)) {
        pairs.push(pair);
        for (const part of [...pair.before.parts, ...pair.after.parts]) {
          mentions.set(part.term, [...(mentions.get(part.term) ?? []), part]);
        }
      }
      return;
    case 'not':
      return;
  }
}

/** The closest pairs, longer terms before shorter, each with something new to show. */
function closestPairs(query: CompiledQuery & { kind: 'near' }, reading: Reading): AllowedPair[] {
  const length = (pair: Pair) => spanOf(pair.before) + spanOf(pair.after);
  const sorted = pairsOf(query, reading)
    .take(MAX_PAIRS_COMPARED)
    .toArray()
    .sort((a, b) => a.wordsBetween - b.wordsBetween || length(b) - length(a));
  const shown: Mention[] = [];
  const isShown = (mention: Mention) =>
    shown.some((other) => other.first <= mention.last && mention.first <= other.last);
  const closest: AllowedPair[] = [];
  for (const pair of sorted) {
    if (closest.length >= MAX_PAIRS) break;
    if (isShown(pair.before) && isShown(pair.after)) continue;
    shown.push(pair.before, pair.after);
    closest.push({ ...pair, allowed: query.distance });
  }
  return closest;
}

function spanOf({ first, last }: Mention): number {
  return last - first;
}

/** The two terms a pair was measured between. */
function edges({ before, after }: Pair): [TermMention, TermMention] {
  return [
    before.parts.reduce((a, b) => (b.last > a.last ? b : a)),
    after.parts.reduce((a, b) => (b.first < a.first ? b : a)),
  ];
}

/** One of each list, then another of each, so that no frequent term crowds the others out. */
function inTurn<T>(lists: readonly (readonly T[])[], limit: number): T[] {
  const taken: T[] = [];
  const longest = Math.max(0, ...lists.map((list) => list.length));
  for (let nth = 0; nth < longest && taken.length < limit; nth += 1) {
    for (const list of lists) if (nth < list.length && taken.length < limit) taken.push(list[nth]!);
  }
  return taken;
}

function longestFirst(mentions: readonly TermMention[]): TermMention[] {
  return mentions.toSorted((a, b) => b.end - b.start - (a.end - a.start));
}

/** Of mentions that overlap, the first given stays. */
function withoutOverlaps(mentions: readonly TermMention[]): TermMention[] {
  const kept: TermMention[] = [];
  for (const mention of mentions) if (!kept.some((other) => overlap(other, mention))) kept.push(mention);
  return kept;
}

/** By position and by offset: two texts without spaces may share a word and not a letter. */
function overlap(a: TermMention, b: TermMention): boolean {
  return a.first <= b.last && b.first <= a.last && a.start < b.end && b.start < a.end;
}

function proximitiesOf(pairs: readonly AllowedPair[], hits: readonly TermMention[]): Proximity[] {
  return pairs.flatMap((pair) => {
    const [left, right] = edges(pair).map((mention) => hits.findIndex((hit) => overlap(hit, mention)));
    if (left === undefined || right === undefined || left < 0 || right < 0 || left === right) return [];
    return [{ left, right, wordsBetween: pair.wordsBetween, allowed: pair.allowed }];
  });
}

function asHit({ first, start, end, term }: TermMention, reading: Reading): Hit {
  const { field, text } = fieldAt(reading, first);
  return { field, start, end, surface: text.slice(start, end), term: term.text, alias: term.alias };
}
