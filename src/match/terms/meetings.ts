import { accentsOf, otherReadings } from '../spelling/readings.ts';
import {
  type FoldedWord,
  foldKeys,
  foldRun,
  foldShape,
  foldSpelled,
  foldWord,
  meetsWord,
  withoutAccents,
  withoutFirstAccents,
} from '../text/fold.ts';
import { withoutOkurigana } from '../text/okurigana.ts';
import type { Budget } from './wildcards.ts';
import { firstLetter, type WordIndex } from './word-index.ts';

/** An unspaced text that may begin where a word of an article does; whether it goes on as the article does is for the reader to see. */
export interface Run {
  atom: number;
  text: string;
  /** True: endings of verbs that `text` has not may stand between its letters. */
  skipsOkurigana: boolean;
  /** As {@link foldShape} has it, where the letters must be the very same. */
  exact: string | null;
}

/** What a word of an article may stand for. */
export interface Meeting {
  /** Atoms of the queries' words it meets. */
  words: readonly number[];
  runs: readonly Run[];
  /** False when no word that is asked for begins with it. */
  mayBegin: boolean;
}

/** No word that is asked for. */
export const NOTHING: Meeting = { words: [], runs: [], mayBegin: false };
const BEGINNING: Meeting = { ...NOTHING, mayBegin: true };

/** What a query's word is compared as, by what the article's word says of its accents. */
const COMPARED: Record<ReturnType<typeof accentsOf>, (asked: FoldedWord) => FoldedWord> = {
  all: (asked) => asked,
  'not the first': withoutFirstAccents,
  nothing: withoutAccents,
};

/** Finds out which words of an index a word of an article meets, however it is written there. Remembers nothing. */
export class Meetings {
  readonly #index: WordIndex;

  constructor(index: WordIndex) {
    this.#index = index;
  }

  /**
   * Of a word of a script that parts its words.
   *
   * @param article The language of the article, and `languages` those whose inflections count.
   * @param budget What is left of it says whether the answer is the whole truth.
   */
  ofWord(text: string, article: string, languages: readonly string[], budget: Budget): Meeting {
    const met = new Set<number>();
    const folded = foldWord(text);
    const mayBegin = this.#index.beginnings.mayBegin(folded.bare);
    this.#meetReading(text, folded, article, languages, budget, met);
    const others = otherReadings(text);
    for (const reading of others) this.#meetReading(reading, foldWord(reading), article, languages, budget, met);
    // Disney is the name of Disney+; all other readings are spelled otherwise.
    this.#meetSpelled(/[+#]$/.test(text) ? [text, ...others] : [text], met);
    if (met.size === 0) return mayBegin ? BEGINNING : NOTHING;
    return { words: [...met], runs: NOTHING.runs, mayBegin };
  }

  /** Of a word in parts: what it is as one. As it is spelled, it is none. */
  ofJoined(word: string, article: string, languages: readonly string[], budget: Budget): Meeting {
    const folded = foldWord(word);
    if (!this.#index.beginnings.mayBegin(folded.bare)) return NOTHING;
    const met = new Set<number>();
    this.#meetReading(word, folded, article, languages, budget, met);
    return met.size === 0 ? NOTHING : { ...NOTHING, words: [...met] };
  }

  #meetSpelled(spellings: readonly string[], met: Set<number>) {
    for (const spelling of spellings) {
      if (this.#index.byExact.size > 0)
        for (const { atom } of this.#index.byExact.get(foldShape(spelling))) met.add(atom);
      if (this.#index.bySpelled.size > 0)
        for (const { atom } of this.#index.bySpelled.get(foldSpelled(spelling))) met.add(atom);
    }
  }

  #meetReading(
    reading: string,
    found: FoldedWord,
    article: string,
    languages: readonly string[],
    budget: Budget,
    met: Set<number>,
  ) {
    const compared = COMPARED[accentsOf(reading, article)];
    for (const key of foldKeys(found)) {
      for (const { atom, form } of this.#index.byFold.get(key))
        if (meetsWord(compared(form.folded), found)) met.add(atom);
    }
    if (this.#index.byPattern.size > 0)
      for (const { atom } of this.#index.byPattern.meeting(found, budget)) met.add(atom);
    for (const language of languages) this.#meetIn(language, found, reading, compared, language === article, met);
  }

  /** @param compared What a query's word is compared as. */
  #meetIn(
    language: string,
    found: FoldedWord,
    spelling: string,
    compared: (asked: FoldedWord) => FoldedWord,
    isArticles: boolean,
    met: Set<number>,
  ) {
    const { inflection, stem, byKey, byStem } = this.#index.fileOf(language);
    for (const key of inflection?.foundKeys(found) ?? []) {
      for (const { atom, form } of byKey.get(key)) {
        if (met.has(atom) || (!isArticles && language !== form.language)) continue;
        if (inflection!.meets(compared(form.folded), found)) met.add(atom);
      }
    }
    if (!this.#index.holdsStems) return;
    const word = foldShape(spelling).toLowerCase();
    for (const { atom, form } of byStem.get(stem ? stem(word) : word)) {
      if (isArticles || language === form.language) met.add(atom);
    }
  }

  /** Of a text of a script without spaces. */
  ofRun(text: string): Meeting {
    const found = foldRun(text);
    const core = withoutOkurigana(found) ?? found;
    const runs: Run[] = [];
    for (const { atom, form } of this.#index.byFirstLetter.get(firstLetter(found))) {
      for (const spelling of form.spellings) {
        if (areOneSoFar(spelling, found)) runs.push({ atom, text: spelling, skipsOkurigana: false, exact: form.exact });
      }
      if (form.core !== null && (areOneSoFar(form.core, core) || areOneSoFar(form.core, firstHan(found))))
        runs.push({ atom, text: form.core, skipsOkurigana: true, exact: null });
    }
    return runs.length === 0 ? NOTHING : { ...NOTHING, runs };
  }
}

/** True when one of them begins with the other: a term may go on in the next word, and end inside one. */
function areOneSoFar(a: string, b: string): boolean {
  return a.startsWith(b) || b.startsWith(a);
}

/** 取り調べ is one word in some texts, and 取り, 調べ two in others: then only the first letter is sure. */
function firstHan(word: string): string {
  return /^\p{sc=Han}\p{sc=Hira}$/u.test(word) ? word[0]! : word;
}
