import type { Lookup } from '../terms/lexicon.ts';
import type { Meeting, Run } from '../terms/meetings.ts';
import type { Phrase } from '../terms/phrases.ts';
import type { Terms } from '../terms/terms.ts';
import { areaOf } from '../text/areas.ts';
import { isAcrossBorder, isTooShortFor } from '../text/compounds.ts';
import { createFieldReader, FIELDS, type FieldReading, type ReadableArticle } from '../text/fields.ts';
import { foldShape } from '../text/fold.ts';
import { joinsNext, lastsOfJoined, mayJoinNext, mindsNoSpaces } from '../text/joined.ts';
import { breakBehind } from '../text/sentences.ts';
import { createPlaces, type Place } from './places.ts';
import type { Presence } from './postings.ts';

/** An article read once, for all watches. Good until its reader reads the next. */
export interface Reading extends Presence {
  /** The fields that were read. */
  fields: readonly FieldReading[];
  has(atom: number): boolean;
  /** In the order of their first words. */
  placesOf(atom: number): readonly Place[];
}

/** Reads articles, one after the other. */
export interface Reader {
  read(article: ReadableArticle): Reading;
}

/** UTF-16 code units between two words of a phrase; further apart they are cells of a table, or a text made to hurt. */
const MAX_PHRASE_GAP = 50;

/** Words of a phrase that are followed. */
const MAX_FOLLOWED = 100;

/** Where a term stands that begins at a word that is known. */
interface Span {
  atom: number;
  /** Index of its last word. */
  last: number;
  /** Offset behind it. */
  end: number;
}

const NO_SPANS: readonly Span[] = [];

/**
 * A reader that looks for the terms retained by then, those of later watches included. A reading is good until the
 * next.
 */
export function createReader(terms: Terms): Reader {
  const fieldReader = createFieldReader();
  const places = createPlaces();
  let fields: FieldReading[] = [];

  function readField(field: FieldReading) {
    const words = meet(field);
    const { meetings, joined } = words;
    for (let index = 0; index < meetings.length; index += 1) {
      const { words: atoms, runs } = meetings[index]!;
      // Most words of most articles are asked for by nobody.
      if (atoms.length === 0 && runs.length === 0 && joined === null) continue;
      for (const atom of atoms) tell(wordSpan(atom, field, index), field, words, index);
      for (const run of runs) {
        const span = followRun(run, field, index);
        if (span) tell(span, field, words, index);
      }
      for (const span of joined?.get(index) ?? NO_SPANS) tell(span, field, words, index);
    }
  }

  function tell(span: Span, field: FieldReading, words: MetWords, index: number) {
    record(span.atom, span, field, index);
    followPhrases(span, field, words, index);
  }

  /** What each word of the field may stand for, alone and with those it may be one with. */
  function meet(field: FieldReading): MetWords {
    const { text, tokens, language } = field;
    const lookup = terms.lexiconOf(areaOf(field.field)).lookupFor(language);
    const meetings = new Array<Meeting>(tokens.count);
    for (let index = 0; index < tokens.count; index += 1) meetings[index] = lookup.word(text, tokens, index);
    return { meetings, joined: joinWords(field, meetings, lookup) };
  }

  /** @param first Index of the word at which `span` begins. */
  function record(atom: number, span: Omit<Span, 'atom'>, field: FieldReading, first: number) {
    places.add(atom, field.base + first, field.base + span.last, span.end);
    const groups = terms.groupsWith(atom);
    if (groups) for (const group of groups) record(group, span, field, first);
  }

  /** Records the phrases whose first word is `word`, which begins at the word `first` of the text. */
  function followPhrases(word: Span, field: FieldReading, words: MetWords, first: number) {
    const beginning = terms.phrases.beginningWith(word.atom);
    const index = word.last + 1;
    const next = words.meetings[index];
    if (!beginning || !next) return;
    const go = (second: Span) => {
      for (const phrase of beginning.get(second.atom) ?? [])
        follow(phrase, 2, field, words, { first, before: word.last }, second);
    };
    for (const atom of next.words) if (beginning.has(atom)) go(wordSpan(atom, field, index));
    for (const run of next.runs) {
      const span = beginning.has(run.atom) ? followRun(run, field, index) : null;
      if (span) go(span);
    }
    for (const span of words.joined?.get(index) ?? NO_SPANS) go(span);
  }

  /**
   * Records `phrase` if its words from `nth` on stand behind `span`, the one before them.
   *
   * @param begun Index of its first word, and of the word before `span`.
   */
  function follow(
    phrase: Phrase,
    nth: number,
    field: FieldReading,
    words: MetWords,
    begun: { first: number; before: number },
    span: Span,
  ): void {
    if (!isJoined(field, begun.before)) return;
    if (nth === phrase.words.length) {
      record(phrase.atom, span, field, begun.first);
      return;
    }
    if (span.last + 1 >= words.meetings.length || nth >= MAX_FOLLOWED) return;
    const next = spanAt(phrase.words[nth]!, field, words, span.last + 1);
    if (next) follow(phrase, nth + 1, field, words, { ...begun, before: span.last }, next);
  }

  return {
    read(article) {
      places.clear(terms.limit);
      fields = FIELDS.filter((field) => terms.isUsed(areaOf(field))).map((field) => fieldReader.read(field, article));
      if (terms.isUsed('content')) fields.push(...fieldReader.readHeadlines(article));
      for (const field of fields) readField(field);
      return {
        fields,
        present: places.present,
        marks: places.marks,
        areNear: places.areNear,
        has: places.has,
        placesOf: (atom) => places.of(atom, fields),
      };
    },
  };
}

/** What the words of a field may stand for, by their index. */
interface MetWords {
  meetings: readonly Meeting[];
  /** By the index of a word, what begins there and is written in several; null where nothing is. */
  joined: ReadonlyMap<number, readonly Span[]> | null;
}

/** By the index of their first word, what words may stand for that may be one; null where none may. */
function joinWords(
  field: FieldReading,
  meetings: readonly Meeting[],
  lookup: Lookup,
): ReadonlyMap<number, readonly Span[]> | null {
  const { text, tokens, language } = field;
  const isLoose = mindsNoSpaces(language);
  const last = tokens.count - 1;
  let joined: Map<number, readonly Span[]> | null = null;
  for (let index = 0; index < last; index += 1) {
    if (!mayJoinNext(tokens, index, isLoose)) continue;
    if (!meetings[index]!.mayBegin || !joinsNext(text, tokens, index, language)) continue;
    const spans = joinFrom(field, index, lookup);
    if (spans.length > 0) joined = (joined ?? new Map()).set(index, spans);
  }
  return joined;
}

/** What the word `index` may stand for together with those behind it. */
function joinFrom({ text, tokens, language }: FieldReading, index: number, lookup: Lookup): Span[] {
  const spans: Span[] = [];
  for (const last of lastsOfJoined(text, tokens, index, language)) {
    const { words } = lookup.joined(text, tokens, index, last);
    for (const atom of words) spans.push({ atom, last, end: tokens.ends[last]! });
  }
  return spans;
}

function wordSpan(atom: number, { tokens }: FieldReading, index: number): Span {
  return { atom, last: index, end: tokens.ends[index]! };
}

/** Where `atom` stands if it begins at the word `index`. */
function spanAt(atom: number, field: FieldReading, words: MetWords, index: number): Span | null {
  const meeting = words.meetings[index]!;
  if (meeting.words.includes(atom)) return wordSpan(atom, field, index);
  for (const run of meeting.runs) {
    const span = run.atom === atom ? followRun(run, field, index) : null;
    if (span) return span;
  }
  return words.joined?.get(index)?.find((span) => span.atom === atom) ?? null;
}

/** True when the word `index` and the one behind it can be words of one phrase. */
function isJoined({ text, tokens, language }: FieldReading, index: number): boolean {
  if (tokens.starts[index + 1]! - tokens.ends[index]! > MAX_PHRASE_GAP) return false;
  return breakBehind(text, tokens, index, language) === null;
}

/** Where `run` stands if it begins at the word `index`: it may go over several words, and end inside one. */
function followRun({ atom, text, skipsOkurigana, exact }: Run, field: FieldReading, index: number): Span | null {
  const found = field.unspaced().follow(text, index, skipsOkurigana);
  if (!found) return null;
  const written = field.text.slice(field.tokens.starts[index], found.end);
  if (isOtherWord(written, field, index, found)) return null;
  return exact === null || foldShape(written) === exact ? { atom, ...found } : null;
}

/** True when what is `written` ends inside a word, and by chance. */
function isOtherWord(
  written: string,
  { text, tokens }: FieldReading,
  index: number,
  found: Omit<Span, 'atom'>,
): boolean {
  if (found.end === tokens.ends[found.last]) return false;
  const isFirstLetter = found.last > index && found.end - tokens.starts[found.last]! === 1;
  return isFirstLetter ? isAcrossBorder(written) : isTooShortFor(written, text[found.end]!);
}
