import type { Passage, Proximity } from '../../model/watch.ts';
import type { Reading } from '../index/reading.ts';
import { areaOf } from '../text/areas.ts';
import { type FieldReading, fieldAt, fieldNumber } from '../text/fields.ts';
import type { PlacedHit } from './placed-hit.ts';

/** Passages told at most. */
const MAX_PASSAGES = 10;
/** A longer passage, in UTF-16 code units, is cut around its hits. */
const MAX_PASSAGE_LENGTH = 400;

/** Sentences of one field, from `first` to `last`, that belong together because hits in them do. */
interface Stretch {
  field: FieldReading;
  first: number;
  last: number;
}

/** UTF-16 code units into a field, `end` exclusive. */
interface Range {
  start: number;
  end: number;
}

/**
 * The sentences that hold hits, best first: the closest proximity, then the most different terms, then the article's text
 * before its title, which is shown anyway. A proximity across sentences makes one passage of them.
 */
export function cutPassages(
  hits: readonly PlacedHit[],
  proximities: readonly Proximity[],
  reading: Reading,
): Passage[] {
  const closest = proximities
    .filter(({ left }) => isContent(hits[left]!))
    .toSorted((a, b) => a.wordsBetween - b.wordsBetween);
  return apart([
    ...closest.map(({ left, right }) => stretchOf([hits[left]!, hits[right]!], reading)),
    ...hits.filter(isContent).map((hit) => stretchOf([hit], reading)),
  ])
    .map((stretch) => {
      const isInside = (index: number) => isWithin(stretch, hits[index]!, reading);
      const proximity = closest.find(({ left, right }) => isInside(left) && isInside(right));
      const anchors = proximity ? [proximity.left, proximity.right] : [hits.findIndex((_, index) => isInside(index))];
      const passage = cut(stretch, rangeOf(anchors.map((index) => hits[index]!)), hits);
      const terms = new Set(passage.hits.map((index) => hits[index]!.mention.term));
      return { passage, distance: proximity?.wordsBetween ?? Number.POSITIVE_INFINITY, terms: terms.size };
    })
    .sort((a, b) => compare(a.distance, b.distance) || b.terms - a.terms || inTextFirst(a.passage, b.passage))
    .slice(0, MAX_PASSAGES)
    .map(({ passage }) => passage);
}

function isContent({ hit }: PlacedHit): boolean {
  return areaOf(hit.field) === 'content';
}

/** Infinity minus itself is no number. */
function compare(a: number, b: number): number {
  return a === b ? 0 : a - b;
}

function inTextFirst(a: Passage, b: Passage): number {
  return Number(a.field !== 'text') - Number(b.field !== 'text');
}

function stretchOf(hits: readonly PlacedHit[], { fields }: Reading): Stretch {
  const field = fieldAt(fields, hits[0]!.mention.first);
  return {
    field,
    first: Math.min(...hits.map(({ mention }) => sentenceAt(field, mention.first))),
    last: Math.max(...hits.map(({ mention }) => sentenceAt(field, mention.last))),
  };
}

function sentenceAt({ base, sentences }: FieldReading, position: number): number {
  return sentences().sentenceOf[position - base]!;
}

/** Of stretches that share a sentence, the first given stays. */
function apart(stretches: readonly Stretch[]): Stretch[] {
  const kept: Stretch[] = [];
  for (const stretch of stretches) if (!kept.some((other) => share(other, stretch))) kept.push(stretch);
  return kept;
}

function share(a: Stretch, b: Stretch): boolean {
  return a.field === b.field && a.first <= b.last && b.first <= a.last;
}

function isWithin({ field, first, last }: Stretch, { mention }: PlacedHit, reading: Reading): boolean {
  if (fieldAt(reading.fields, mention.first) !== field) return false;
  const sentence = sentenceAt(field, mention.first);
  return first <= sentence && sentence <= last;
}

/** From the first of `hits` to the last; where that is no sentence to show, the first alone. */
function rangeOf(hits: readonly PlacedHit[]): Range {
  const range = {
    start: Math.min(...hits.map(({ hit }) => hit.start)),
    end: Math.max(...hits.map(({ hit }) => hit.end)),
  };
  return range.end - range.start > 2 * MAX_PASSAGE_LENGTH && hits.length > 1 ? rangeOf(hits.slice(0, 1)) : range;
}

/** The stretch, or as much of it around `anchor` as fits, from word to word. */
function cut({ field, first, last }: Stretch, anchor: Range, hits: readonly PlacedHit[]): Passage {
  const { sentences } = field.sentences();
  const whole = { start: sentences[first]!.start, end: sentences[last]!.end };
  const { start, end } = whole.end - whole.start > MAX_PASSAGE_LENGTH ? around(anchor, whole, field) : whole;
  const inside = hits.flatMap(({ hit, mention }, index) =>
    fieldNumber(mention.first) === fieldNumber(field.base) && start <= hit.start && hit.end <= end ? [index] : [],
  );
  return {
    field: field.field,
    ...(field.place !== null && { place: field.place }),
    start,
    text: field.text.slice(start, end),
    hits: inside,
  };
}

/** Never cuts the anchor. */
function around(anchor: Range, whole: Range, { tokens }: FieldReading): Range {
  const room = Math.max(0, MAX_PASSAGE_LENGTH - (anchor.end - anchor.start));
  const from = Math.max(whole.start, Math.min(anchor.start - room / 2, whole.end - MAX_PASSAGE_LENGTH));
  const to = Math.max(anchor.end, Math.min(whole.end, from + MAX_PASSAGE_LENGTH));
  const firstWord = tokens.starts.subarray(0, tokens.count).find((start) => start >= from);
  const lastWord = tokens.ends.subarray(0, tokens.count).findLast((end) => end <= to);
  return {
    start: from === whole.start ? from : Math.min(anchor.start, firstWord ?? anchor.start),
    end: to === whole.end ? to : Math.max(anchor.end, lastWord ?? anchor.end),
  };
}
