import type { Evidence, Hit, Proximity } from '../../model/watch.ts';
import type { Proximity as CompiledProximity, CompiledQuery } from '../index/compile.ts';
import { EVERYWHERE, mentionsOf, type Pair, type Parts, pairsOf, satisfies } from '../index/evaluate.ts';
import type { JoinedMention, Mention, TermMention } from '../index/mentions.ts';
import type { Reading } from '../index/reading.ts';
import type { Term } from '../terms/term.ts';
import type { Terms } from '../terms/terms.ts';
import { fieldAt, fieldNumber, isInHeadline } from '../text/fields.ts';
import { cutPassages } from './passages.ts';

/** Hits told at most; enough to mark an article, and small enough to store. */
export const MAX_HITS = 50;
/** Mentions of one term that are looked at. */
const MAX_MENTIONS = 20;
/** Pairs of one NEAR that are compared for closeness, and that are told. */
const MAX_PAIRS_COMPARED = 1_000;
const MAX_PAIRS = 5;

/** A pair, and what its NEAR allowed. */
interface AllowedPair extends Pair {
  allowed: Proximity['allowed'];
}

/** True when a term stood in the text of the article, not only in its title. */
export function isMetInText({ hits }: Evidence): boolean {
  return hits.some(({ field }) => field === 'text');
}

/** What has been found out about a match so far. */
interface Findings {
  pairs: AllowedPair[];
  mentions: Map<Term, TermMention[]>;
}

/**
 * Why `query`, which the article satisfies, is satisfied: every part of it that holds, the closest pairs of each
 * proximity, and the sentences they stand in. Hits are in order of the text, title first, and never overlap.
 */
export function explainMatch(query: CompiledQuery, reading: Reading, terms: Terms): Evidence {
  const findings: Findings = { pairs: [], mentions: new Map() };
  collect(query, reading, EVERYWHERE, findings);

  const paired = findings.pairs.flatMap((pair) => edges(pair));
  const others = inTurn([...findings.mentions.values()], MAX_HITS);
  const chosen = withoutOverlaps([...longestFirst(paired), ...longestFirst(others)]);
  const hits = chosen
    .slice(0, MAX_HITS)
    .sort((a, b) => a.first - b.first)
    .map((mention) => byName(mention, reading, terms));
  const proximities = proximitiesOf(findings.pairs, hits);
  const placed = hits.map((mention) => ({ mention, hit: asHit(mention, reading) }));
  return { hits: placed.map(({ hit }) => hit), proximities, passages: cutPassages(placed, proximities, reading) };
}

function collect(query: CompiledQuery, reading: Reading, parts: Parts, findings: Findings): void {
  switch (query.kind) {
    case 'term':
    case 'loosePhrase':
    case 'notNear':
      note(shownFirst(mentionsOf(query, reading, parts)).slice(0, MAX_MENTIONS), findings);
      return;
    case 'and':
    case 'or':
      for (const operand of query.operands) {
        if (satisfies(operand, reading, parts)) collect(operand, reading, parts, findings);
      }
      return;
    case 'near':
      for (const pair of closestPairs(query, reading, parts)) {
        findings.pairs.push(pair);
        note([pair.before, pair.after], findings);
      }
      return;
    case 'within':
      collect(query.operand, reading, [...parts, query.part], findings);
      return;
    case 'atLeast':
      collect(query.operand, reading, parts, findings);
      return;
    case 'not':
      return;
  }
}

/** Without those in other headlines than the title, unless there are no more: then those in one of them. */
function shownFirst(mentions: readonly Mention[]): readonly Mention[] {
  const last = mentions.at(-1);
  if (!last || !isInHeadline(last.first)) return mentions;
  const shown = mentions.filter(({ first }) => !isInHeadline(first));
  if (shown.length > 0) return shown;
  const number = fieldNumber(mentions[0]!.first);
  return mentions.filter(({ first }) => fieldNumber(first) === number);
}

function note(mentions: readonly Mention[], findings: Findings): void {
  for (const mention of mentions.flatMap(termsOf)) {
    findings.mentions.set(mention.term, [...(findings.mentions.get(mention.term) ?? []), mention]);
  }
}

/** The terms a mention is made of. */
function termsOf(mention: Mention): TermMention[] {
  if ('term' in mention) return [mention as TermMention];
  return (mention as JoinedMention).parts.flatMap(termsOf);
}

/** The mention of an alias as one of the name that stands there. */
function byName(mention: TermMention, reading: Reading, terms: Terms): TermMention {
  const name = terms
    .namesOf(mention.term.atom)
    ?.find(({ atom }) =>
      reading.placesOf(atom).some(({ first, end }) => first === mention.first && end === mention.end),
    );
  return name ? { ...mention, term: name } : mention;
}

/** The closest pairs, longer terms before shorter, each with something new to show. */
function closestPairs(query: CompiledProximity, reading: Reading, parts: Parts): AllowedPair[] {
  const length = (pair: Pair) => spanOf(pair.before) + spanOf(pair.after);
  const allowed = query.reach.unit === 'words' ? query.reach.distance : query.reach.unit;
  const sorted = pairsOf(query, reading, parts)
    .take(MAX_PAIRS_COMPARED)
    .toArray()
    .sort(
      (a, b) =>
        Number(isInHeadline(a.before.first)) - Number(isInHeadline(b.before.first)) ||
        a.wordsBetween - b.wordsBetween ||
        length(b) - length(a),
    );
  const shown: Mention[] = [];
  const isShown = (mention: Mention) =>
    shown.some((other) => other.first <= mention.last && mention.first <= other.last);
  const closest: AllowedPair[] = [];
  for (const pair of sorted) {
    if (closest.length >= MAX_PAIRS) break;
    // Other headlines repeat what the title and the text say.
    if (closest.length > 0 && isInHeadline(pair.before.first)) break;
    if (isShown(pair.before) && isShown(pair.after)) continue;
    shown.push(pair.before, pair.after);
    closest.push({ ...pair, allowed });
  }
  return closest;
}

function spanOf({ first, last }: Mention): number {
  return last - first;
}

/** The two terms a pair was measured between. */
function edges({ before, after }: Pair): [TermMention, TermMention] {
  return [
    termsOf(before).reduce((a, b) => (b.last > a.last ? b : a)),
    termsOf(after).reduce((a, b) => (b.first < a.first ? b : a)),
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
  const { field, place, text } = fieldAt(reading.fields, first);
  return {
    field,
    ...(place !== null && { place }),
    start,
    end,
    surface: text.slice(start, end),
    term: term.text,
    alias: term.alias,
  };
}
