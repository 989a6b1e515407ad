import type { Article, Field } from '../model.ts';
import type { Lexicon } from './lexicon.ts';
import { foldRun } from './text/fold.ts';
import { type Token, type TokenisedText, tokenise } from './text/tokenise.ts';

/** Where something stands: `first` and `last` are positions of words (last included), `start` and `end` offsets into its field. */
export interface Place {
  first: number;
  last: number;
  start: number;
  end: number;
}

export interface FieldReading extends TokenisedText {
  field: Field;
  text: string;
  /** Position of the field's first word. */
  base: number;
}

/** An article read once, for all watches. */
export interface Reading {
  fields: readonly FieldReading[];
  /** Places of each of the lexicon's words that the article holds, in order of position. */
  places: ReadonlyMap<number, readonly Place[]>;
}

export type ReadableArticle = Pick<Article, 'title' | 'text' | 'language'>;

/** The text of a field is read so far, in UTF-16 code units: some 80,000 words, a whole book. */
export const MAX_FIELD_LENGTH = 500_000;

/** Positions of the text start here: further from those of the title than any phrase or proximity reaches. */
const TEXT_BASE = 2 * MAX_FIELD_LENGTH;

export function readArticle({ title, text, language }: ReadableArticle, lexicon: Lexicon): Reading {
  const fields = [readField('title', title, 0, language), readField('text', text, TEXT_BASE, language)];
  const places = new Map<number, Place[]>();
  const lookup = lexicon.lookupFor(language);
  const add = (id: number, place: Place) => {
    const known = places.get(id);
    if (known) known.push(place);
    else places.set(id, [place]);
  };
  for (const { tokens, base } of fields) {
    tokens.forEach((token, index) => {
      const { words, runs } = lookup(token);
      for (const id of words) {
        add(id, { first: base + index, last: base + index, start: token.start, end: token.end });
      }
      for (const run of runs) {
        const place = placeOfRun(run.text, tokens, index, base);
        if (place) add(run.id, place);
      }
    });
  }
  return { fields, places };
}

function readField(field: Field, text: string, base: number, language: string | null): FieldReading {
  const read = text.slice(0, MAX_FIELD_LENGTH);
  return { field, text: read, base, ...tokenise(read, language) };
}

export function fieldAt(reading: Reading, position: number): FieldReading {
  return reading.fields.findLast(({ base }) => position >= base)!;
}

export function tokenAt(field: FieldReading, position: number): Token {
  return field.tokens[position - field.base]!;
}

/** Where `run` stands if it begins at the word `index`: it may go over several words, and end inside one. */
function placeOfRun(run: string, tokens: readonly Token[], index: number, base: number): Place | null {
  let rest = run;
  const { start } = tokens[index]!;
  for (let at = index; at < tokens.length; at += 1) {
    const { text, unspaced, start: from, end } = tokens[at]!;
    if (!unspaced || (at > index && from !== tokens[at - 1]!.end)) return null;
    const folded = foldRun(text);
    const place = { first: base + index, last: base + at, start };
    if (folded.startsWith(rest)) return { ...place, end: from + lengthOfPrefix(text, rest) };
    if (!rest.startsWith(folded)) return null;
    rest = rest.slice(folded.length);
    if (rest === '') return { ...place, end };
  }
  return null;
}

/** Length of the beginning of `text` that folds to `folded`; whole letters. */
function lengthOfPrefix(text: string, folded: string): number {
  let prefix = '';
  for (const letter of text) {
    prefix += letter;
    if (foldRun(prefix).length >= folded.length) break;
  }
  return prefix.length;
}
