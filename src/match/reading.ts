import { areaOf, createFieldReader, FIELDS, type FieldReading, type ReadableArticle } from './fields.ts';
import type { Lookup, Meeting, Run } from './lexicon.ts';
import type { Phrase } from './phrases.ts';
import { createPlaces, type Place } from './places.ts';
import type { Presence } from './postings.ts';
import type { Terms } from './terms.ts';
import { foldShape } from './text/fold.ts';
import { joinsNext } from './text/joined.ts';
import { breakBehind } from './text/sentences.ts';

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

/** Words of one that is written in parts. */
const MAX_PARTS = 4;

/** A term that begins at a word and ends at another, or inside one. */
interface Span {
  atom: number;
  /** Index of its last word, and the offset behind it. */
  last: number;
  end: number;
}

const NO_SPANS: readonly Span[] = [];

export function createReader(terms: Terms): Reader {
  const fieldReader = createFieldReader();
  const places = createPlaces();
  let fields: FieldReading[] = [];

  function readField(field: FieldReading) {
    const words = meet(field);
    for (let index = 0; index < words.meetings.length; index += 1) {
      const { words: atoms, runs } = words.meetings[index]!;
      for (const atom of atoms) tell({ atom, last: index, end: field.tokens.ends[index]! }, field, words, index);
      for (const run of runs) {
        const found = followRun(run, field, index);
        if (found) tell({ atom: run.atom, ...found }, field, words, index);
      }
      for (const span of words.joinedAt(index)) tell(span, field, words, index);
    }
  }

  function tell({ atom, last, end }: Span, field: FieldReading, words: MetWords, index: number) {
    record(atom, field, index, last, end);
    followPhrases(atom, field, words, index, last);
  }

  /** What each word of the field may stand for, alone and with those it may be one with. */
  function meet(field: FieldReading): MetWords {
    const { text, tokens, language } = field;
    const lookup = terms.lexiconOf(areaOf(field.field)).lookupFor(language);
    const { count, starts, textEnds, unspaced } = tokens;
    const meetings = new Array<Meeting>(count);
    const joined = new Map<number, readonly Span[]>();
    for (let index = 0; index < count; index += 1) {
      const meeting = lookup(text, starts[index]!, textEnds[index]!, unspaced[index] === 1 ? 'unspaced' : 'spaced');
      meetings[index] = meeting;
      if (!meeting.mayBegin || index + 1 === count || !joinsNext(text, tokens, index, language)) continue;
      const spans = joinFrom(field, index, lookup);
      if (spans.length > 0) joined.set(index, spans);
    }
    return { meetings, joinedAt: (index) => (joined.size === 0 ? NO_SPANS : (joined.get(index) ?? NO_SPANS)) };
  }

  function record(atom: number, field: FieldReading, first: number, last: number, end: number) {
    places.add(atom, field.base + first, field.base + last, end);
    const groups = terms.groupsWith(atom);
    if (groups) for (const group of groups) record(group, field, first, last, end);
  }

  /** Records the phrases whose first word stands from `first` to `last`. */
  function followPhrases(word: number, field: FieldReading, words: MetWords, first: number, last: number) {
    const beginning = terms.phrases.beginningWith(word);
    const index = last + 1;
    const next = words.meetings[index];
    if (!beginning || !next) return;
    const go = ({ atom, ...second }: Span) => {
      for (const phrase of beginning.get(atom) ?? [])
        follow(phrase, 2, field, words, first, last, second.last, second.end);
    };
    for (const atom of next.words) {
      if (beginning.has(atom)) go({ atom, last: index, end: field.tokens.ends[index]! });
    }
    for (const run of next.runs) {
      const found = beginning.has(run.atom) ? followRun(run, field, index) : null;
      if (found) go({ atom: run.atom, ...found });
    }
    for (const span of words.joinedAt(index)) go(span);
  }

  /** Records `phrase` if its words from `nth` on stand behind `last`. `before` is where the word before the last one ends. */
  function follow(
    phrase: Phrase,
    nth: number,
    field: FieldReading,
    words: MetWords,
    first: number,
    before: number,
    last: number,
    end: number,
  ): void {
    if (!isJoined(field, before)) return;
    if (nth === phrase.words.length) {
      record(phrase.atom, field, first, last, end);
      return;
    }
    const next = words.meetings[last + 1];
    if (!next || nth >= MAX_FOLLOWED) return;
    const found = wordAt(phrase.words[nth]!, field, words, last + 1);
    if (found) follow(phrase, nth + 1, field, words, first, last, found.last, found.end);
  }

  return {
    read(article) {
      places.clear(terms.limit);
      fields = FIELDS.filter((field) => terms.isUsed(areaOf(field))).map((field) => fieldReader.read(field, article));
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
  /** What begins at a word and is written in several. */
  joinedAt(index: number): readonly Span[];
}

/** What the word `index` may stand for together with those behind it. */
function joinFrom({ text, tokens, language }: FieldReading, index: number, lookup: Lookup): Span[] {
  const spans: Span[] = [];
  for (let last = index + 1; last < tokens.count && last - index < MAX_PARTS; last += 1) {
    const { words } = lookup(text, tokens.starts[index]!, tokens.textEnds[last]!, 'joined');
    for (const atom of words) spans.push({ atom, last, end: tokens.ends[last]! });
    if (last + 1 === tokens.count || !joinsNext(text, tokens, last, language)) break;
  }
  return spans;
}

/** Where `atom` ends if it begins at the word `index`. */
function wordAt(atom: number, field: FieldReading, words: MetWords, index: number): Omit<Span, 'atom'> | null {
  const meeting = words.meetings[index]!;
  if (meeting.words.includes(atom)) return { last: index, end: field.tokens.ends[index]! };
  const run = meeting.runs.find((candidate) => candidate.atom === atom);
  return (run && followRun(run, field, index)) ?? words.joinedAt(index).find((span) => span.atom === atom) ?? null;
}

/** True when the word `index` and the one behind it can be words of one phrase. */
function isJoined({ text, tokens, language }: FieldReading, index: number): boolean {
  if (tokens.starts[index + 1]! - tokens.ends[index]! > MAX_PHRASE_GAP) return false;
  return breakBehind(text, tokens, index, language) === null;
}

/** Where `run` ends if it begins at the word `index`: it may go over several words, and end inside one. */
function followRun(run: Run, field: FieldReading, index: number): { last: number; end: number } | null {
  const found = field.unspaced().follow(run.text, index, run.skipsOkurigana);
  if (!found || run.exact === null) return found;
  const written = field.text.slice(field.tokens.starts[index], found.end);
  return foldShape(written) === run.exact ? found : null;
}
