import { areaOf, createFieldReader, FIELDS, type FieldReading, type ReadableArticle } from './fields.ts';
import type { Meeting, Run } from './lexicon.ts';
import type { Phrase } from './phrases.ts';
import { createPlaces, type Place } from './places.ts';
import type { Presence } from './postings.ts';
import type { Terms } from './terms.ts';
import { foldShape } from './text/fold.ts';
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

export function createReader(terms: Terms): Reader {
  const fieldReader = createFieldReader();
  const places = createPlaces();
  let fields: FieldReading[] = [];

  function readField(field: FieldReading) {
    const meetings = meet(field);
    for (let index = 0; index < meetings.length; index += 1) {
      const { words, runs } = meetings[index]!;
      for (const word of words) {
        const end = field.tokens.ends[index]!;
        record(word, field, index, index, end);
        followPhrases(word, field, meetings, index, index);
      }
      for (const run of runs) {
        const found = followRun(run, field, index);
        if (!found) continue;
        record(run.atom, field, index, found.last, found.end);
        followPhrases(run.atom, field, meetings, index, found.last);
      }
    }
  }

  /** What each word of the field may stand for. */
  function meet({ field, text, tokens, language }: FieldReading): Meeting[] {
    const lookup = terms.lexiconOf(areaOf(field)).lookupFor(language);
    const { count, starts, textEnds, unspaced } = tokens;
    const meetings = new Array<Meeting>(count);
    for (let index = 0; index < count; index += 1) {
      meetings[index] = lookup(text, starts[index]!, textEnds[index]!, unspaced[index] === 1);
    }
    return meetings;
  }

  function record(atom: number, field: FieldReading, first: number, last: number, end: number) {
    places.add(atom, field.base + first, field.base + last, end);
    const groups = terms.groupsWith(atom);
    if (groups) for (const group of groups) places.add(group, field.base + first, field.base + last, end);
  }

  /** Records the phrases whose first word stands from `first` to `last`. */
  function followPhrases(word: number, field: FieldReading, meetings: Meeting[], first: number, last: number) {
    const beginning = terms.phrases.beginningWith(word);
    const next = meetings[last + 1];
    if (!beginning || !next) return;
    for (const second of next.words) {
      const phrases = beginning.get(second);
      if (!phrases) continue;
      for (const phrase of phrases) follow(phrase, 2, field, meetings, first, last, last + 1);
    }
    for (const run of next.runs) {
      const phrases = beginning.get(run.atom);
      const found = phrases ? followRun(run, field, last + 1) : null;
      if (found) for (const phrase of phrases!) follow(phrase, 2, field, meetings, first, last, found.last, found.end);
    }
  }

  /** Records `phrase` if its words from `nth` on stand behind `last`. `before` is where the word before the last one ends. */
  function follow(
    phrase: Phrase,
    nth: number,
    field: FieldReading,
    meetings: Meeting[],
    first: number,
    before: number,
    last: number,
    end: number = field.tokens.ends[last]!,
  ): void {
    if (!isJoined(field, before)) return;
    if (nth === phrase.words.length) {
      record(phrase.atom, field, first, last, end);
      return;
    }
    const next = meetings[last + 1];
    if (!next || nth >= MAX_FOLLOWED) return;
    const word = phrase.words[nth]!;
    if (next.words.includes(word)) {
      follow(phrase, nth + 1, field, meetings, first, last, last + 1);
    } else {
      const run = next.runs.find(({ atom }) => atom === word);
      const found = run && followRun(run, field, last + 1);
      if (found) follow(phrase, nth + 1, field, meetings, first, last, found.last, found.end);
    }
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

/** True when the word `index` and the one behind it can be words of one phrase. */
function isJoined({ text, tokens, language }: FieldReading, index: number): boolean {
  if (tokens.starts[index + 1]! - tokens.ends[index]! > MAX_PHRASE_GAP) return false;
  return breakBehind(text, tokens, index, language) === null;
}

/** Where `run` ends if it begins at the word `index`: it may go over several words, and end inside one. */
function followRun(run: Run, field: FieldReading, index: number): { last: number; end: number } | null {
  const found = field.unspaced().follow(run.text, index);
  if (!found || run.exact === null) return found;
  const written = field.text.slice(field.tokens.starts[index], found.end);
  return foldShape(written) === run.exact ? found : null;
}
