import { type Inflection, inflectionOf, stemmerOf } from '../inflection/inflection.ts';
import type { Spelling } from '../query/tree.ts';
import { withoutOkurigana } from '../spelling/japanese.ts';
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
import { solid } from '../text/joined.ts';
import type { Tokens } from '../text/tokens.ts';
import type { Word } from '../text/words.ts';
import type { Atoms } from './atoms.ts';
import { createBeginnings } from './beginnings.ts';
import { formOf, isSameForm, lengthOf, type WordForm } from './forms.ts';
import { createFile, type KeyedFile } from './keyed-file.ts';
import { createSurfaceTable, type SurfaceTable } from './surface-table.ts';
import { type Budget, createPatternFile } from './wildcards.ts';

/** A word some query asks for. */
interface Entry {
  atom: number;
  /** How many terms ask for it. */
  uses: number;
  form: WordForm;
}

type EntryOf<Kind extends WordForm['kind']> = Entry & { form: WordForm & { kind: Kind } };

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

/**
 * The words all queries ask for, and the only place that knows when an article's word meets one: folding, diacritics,
 * inflection, case-exactness and scripts without spaces end here. Everything behind it works on atoms.
 */
export interface Lexicon {
  /** The atom of a query's word. Release it as often as it was retained. */
  retain(word: Word, spelling: Spelling, language: string | null): number;
  /** Retains a word that is asked for already. */
  retainAgain(atom: number): void;
  /** @returns true when nobody asks for the word any more; its atom is then free. */
  release(atom: number): boolean;
  /** How rarely the word is expected in articles before any was read, from 0 (everywhere) up. */
  rarity(atom: number): number;
  /** The lookup for articles in `language` (BCP 47, or null). Good until a term is retained or released. */
  lookupFor(language: string | null): Lookup;
}

/** What words of an article's text may stand for. */
export interface Lookup {
  /** The word `index` of `text`. */
  word(text: string, tokens: Tokens, index: number): Meeting;
  /** The words from `index` to `last`, which may be one, such as e-mail. */
  joined(text: string, tokens: Tokens, index: number, last: number): Meeting;
}

/** Words of articles remembered per language; beyond, memory is worth more than time. */
const MAX_REMEMBERED = 50_000;
/** Comparisons of words and wildcards for one field of an article. */
const MAX_COMPARISONS = 500_000;
/** Longer words, in UTF-16 code units, are no words, and meet nothing. */
const MAX_WORD_LENGTH = 200;
/** Words in parts remembered per language; most come once. */
const MAX_JOINED = 5_000;
const NOTHING: Meeting = { words: [], runs: [], mayBegin: false };
const BEGINNING: Meeting = { ...NOTHING, mayBegin: true };

/** Entries by what the words of one language are looked up by. */
interface LanguageFile {
  inflection: Inflection | null;
  stem: ((word: string) => string) | null;
  byKey: KeyedFile<string, EntryOf<'inflected'>>;
  byStem: KeyedFile<string, EntryOf<'stemmed'>>;
}

/** An empty lexicon that takes its atoms from `atoms`, and gives them back there. */
export function createLexicon(atoms: Atoms): Lexicon {
  const entries: (Entry | undefined)[] = [];
  /** Entries that no other file finds by their form alone. */
  const bySource = createFile<string, Entry>();
  const byFold = createFile<string, EntryOf<'inflected'>>();
  const byExact = createFile<string, Entry>();
  const bySpelled = createFile<string, Entry>();
  const byFirstLetter = createFile<string, EntryOf<'run'>>();
  const beginnings = createBeginnings();
  const byPattern = createPatternFile(({ form }: EntryOf<'wildcard'>) => form.pattern);
  /** Built for a language when its first article comes. */
  const byLanguage = new Map<string, LanguageFile>();
  const remembered = new Map<string, Record<'words' | 'joined', SurfaceTable<Meeting>>>();
  /** Languages that queries name, and how many words name them. */
  const named = new Map<string, number>();
  let stemmed = 0;

  function move(entry: Entry, action: 'add' | 'delete') {
    const { form } = entry;
    switch (form.kind) {
      case 'inflected':
        for (const key of foldKeys(form.folded)) {
          byFold[action](key, entry as EntryOf<'inflected'>);
          beginnings[action](key);
        }
        break;
      case 'exact':
        byExact[action](form.shape, entry);
        break;
      case 'spelled':
        bySpelled[action](form.shape, entry);
        break;
      case 'run':
        for (const letter of new Set(form.spellings.map(firstLetter))) {
          byFirstLetter[action](letter, entry as EntryOf<'run'>);
        }
        break;
      case 'stemmed':
        bySource[action](form.word, entry);
        stemmed += action === 'add' ? 1 : -1;
        break;
      case 'wildcard':
        bySource[action](form.source, entry);
        byPattern[action](entry as EntryOf<'wildcard'>);
        for (const { kind, letters } of form.pattern.anchors) if (kind === 'start') beginnings[action](letters);
    }
    if (form.kind === 'inflected' || form.kind === 'stemmed') {
      for (const file of byLanguage.values()) moveIn(file, entry, action);
      if (form.language) count(form.language, action === 'add' ? 1 : -1);
    }
    if (remembered.size > 0) remembered.clear();
  }

  /** Entries among which one of this form would be. */
  function alike(form: WordForm): readonly Entry[] {
    switch (form.kind) {
      case 'inflected':
        return byFold.get(form.folded.bare);
      case 'exact':
        return byExact.get(form.shape);
      case 'spelled':
        return bySpelled.get(form.shape);
      case 'run':
        return byFirstLetter.get(firstLetter(form.text));
      case 'stemmed':
        return bySource.get(form.word);
      case 'wildcard':
        return bySource.get(form.source);
    }
  }

  function moveIn(file: LanguageFile, entry: Entry, action: 'add' | 'delete') {
    const { form } = entry;
    if (form.kind === 'inflected' && file.inflection) {
      for (const key of file.inflection.askedKeys(form.folded)) file.byKey[action](key, entry as EntryOf<'inflected'>);
    } else if (form.kind === 'stemmed') {
      file.byStem[action](file.stem ? file.stem(form.word) : form.word, entry as EntryOf<'stemmed'>);
    }
  }

  function count(language: string, change: number) {
    const words = (named.get(language) ?? 0) + change;
    if (words > 0) named.set(language, words);
    else named.delete(language);
  }

  function fileOf(language: string): LanguageFile {
    let file = byLanguage.get(language);
    if (!file) {
      file = {
        inflection: inflectionOf(language),
        stem: stemmerOf(language),
        byKey: createFile(),
        byStem: createFile(),
      };
      byLanguage.set(language, file);
      for (const entry of entries) if (entry) moveIn(file, entry, 'add');
    }
    return file;
  }

  function meetWord(text: string, article: string, languages: readonly string[], budget: Budget): Meeting {
    const met = new Set<number>();
    const folded = foldWord(text);
    const mayBegin = beginnings.mayBegin(folded.bare);
    meetReading(text, folded, article, languages, budget, met);
    const others = otherReadings(text);
    for (const reading of others) meetReading(reading, foldWord(reading), article, languages, budget, met);
    // Disney is the name of Disney+; all other readings are spelled otherwise.
    meetSpelled(/[+#]$/.test(text) ? [text, ...others] : [text], met);
    if (met.size === 0) return mayBegin ? BEGINNING : NOTHING;
    return { words: [...met], runs: NOTHING.runs, mayBegin };
  }

  /** Of a word in parts: what it is as one. As it is spelled, it is none. */
  function meetJoined(word: string, article: string, languages: readonly string[], budget: Budget): Meeting {
    const folded = foldWord(word);
    if (!beginnings.mayBegin(folded.bare)) return NOTHING;
    const met = new Set<number>();
    meetReading(word, folded, article, languages, budget, met);
    return met.size === 0 ? NOTHING : { ...NOTHING, words: [...met] };
  }

  function meetSpelled(spellings: readonly string[], met: Set<number>) {
    for (const spelling of spellings) {
      if (byExact.size > 0) for (const { atom } of byExact.get(foldShape(spelling))) met.add(atom);
      if (bySpelled.size > 0) for (const { atom } of bySpelled.get(foldSpelled(spelling))) met.add(atom);
    }
  }

  function meetReading(
    reading: string,
    found: FoldedWord,
    article: string,
    languages: readonly string[],
    budget: Budget,
    met: Set<number>,
  ) {
    const compared = COMPARED[accentsOf(reading, article)];
    for (const key of foldKeys(found)) {
      for (const { atom, form } of byFold.get(key)) if (meetsWord(compared(form.folded), found)) met.add(atom);
    }
    if (byPattern.size > 0) for (const { atom } of byPattern.meeting(found, budget)) met.add(atom);
    for (const language of languages) meetIn(language, found, reading, compared, language === article, met);
  }

  /** @param compared What a query's word is compared as. */
  function meetIn(
    language: string,
    found: FoldedWord,
    spelling: string,
    compared: (asked: FoldedWord) => FoldedWord,
    isArticles: boolean,
    met: Set<number>,
  ) {
    const { inflection, stem, byKey, byStem } = fileOf(language);
    for (const key of inflection?.foundKeys(found) ?? []) {
      for (const { atom, form } of byKey.get(key)) {
        if (met.has(atom) || (!isArticles && language !== form.language)) continue;
        if (inflection!.meets(compared(form.folded), found)) met.add(atom);
      }
    }
    if (stemmed === 0) return;
    const word = foldShape(spelling).toLowerCase();
    for (const { atom, form } of byStem.get(stem ? stem(word) : word)) {
      if (isArticles || language === form.language) met.add(atom);
    }
  }

  function meetRun(text: string): Meeting {
    const found = foldRun(text);
    const core = withoutOkurigana(found) ?? found;
    const runs: Run[] = [];
    for (const { atom, form } of byFirstLetter.get(firstLetter(found))) {
      for (const spelling of form.spellings) {
        if (areOneSoFar(spelling, found)) runs.push({ atom, text: spelling, skipsOkurigana: false, exact: form.exact });
      }
      if (form.core !== null && (areOneSoFar(form.core, core) || areOneSoFar(form.core, firstHan(found))))
        runs.push({ atom, text: form.core, skipsOkurigana: true, exact: null });
    }
    return runs.length === 0 ? NOTHING : { ...NOTHING, runs };
  }

  return {
    retain(word, spelling, language) {
      const form = formOf(word, spelling, primaryLanguage(language));
      let entry = alike(form).find((known) => isSameForm(known.form, form));
      if (!entry) {
        entry = { atom: atoms.take(), uses: 0, form };
        entries[entry.atom] = entry;
        move(entry, 'add');
      }
      entry.uses += 1;
      return entry.atom;
    },

    retainAgain(atom) {
      entries[atom]!.uses += 1;
    },

    release(atom) {
      const entry = entries[atom];
      if (!entry) return false;
      entry.uses -= 1;
      if (entry.uses > 0) return false;
      entries[atom] = undefined;
      move(entry, 'delete');
      atoms.giveBack(atom);
      return true;
    },

    rarity(atom) {
      const form = entries[atom]?.form;
      return form ? Math.max(0, lengthOf(form)) : 0;
    },

    lookupFor(language) {
      const article = primaryLanguage(language);
      // Inflections count in the article's own language, and for a watch that names one, in the watch's.
      const languages = [...new Set([article ?? UNKNOWN_LANGUAGE, ...named.keys()])];
      let known = remembered.get(article ?? '');
      if (!known) {
        known = { words: createSurfaceTable(MAX_REMEMBERED), joined: createSurfaceTable(MAX_JOINED) };
        remembered.set(article ?? '', known);
      }
      const { words, joined } = known;
      const budget = { left: MAX_COMPARISONS };
      // What was found out on no budget is not the whole truth: it is not remembered.
      return {
        word(text, { codes, starts, textEnds, unspaced }, index) {
          const [start, end] = [starts[index]!, textEnds[index]!];
          if (end - start > MAX_WORD_LENGTH) return NOTHING;
          let meeting = words.get(codes, start, end);
          if (meeting) return meeting;
          const word = text.slice(start, end);
          const isRun = unspaced[index] === 1;
          meeting = isRun ? meetRun(word) : meetWord(word, article ?? UNKNOWN_LANGUAGE, languages, budget);
          if (budget.left > 0) words.set(codes, start, end, meeting);
          return meeting;
        },
        joined(text, { codes, starts, textEnds }, index, last) {
          const [start, end] = [starts[index]!, textEnds[last]!];
          if (end - start > MAX_WORD_LENGTH) return NOTHING;
          let meeting = joined.get(codes, start, end);
          if (meeting) return meeting;
          const word = solid(text.slice(start, end));
          meeting = meetJoined(word, article ?? UNKNOWN_LANGUAGE, languages, budget);
          if (budget.left > 0) joined.set(codes, start, end, meeting);
          return meeting;
        },
      };
    },
  };
}

/** ISO 639-2: a language nobody could tell. It has no inflections, and a word is its own stem. */
const UNKNOWN_LANGUAGE = 'und';

/** What a query's word is compared as, by what the article's word says of its accents. */
const COMPARED: Record<ReturnType<typeof accentsOf>, (asked: FoldedWord) => FoldedWord> = {
  all: (asked) => asked,
  'not the first': withoutFirstAccents,
  nothing: withoutAccents,
};

/** True when one of them begins with the other: a term may go on in the next word, and end inside one. */
function areOneSoFar(a: string, b: string): boolean {
  return a.startsWith(b) || b.startsWith(a);
}

/** 取り調べ is one word in some texts, and 取り, 調べ two in others: then only the first letter is sure. */
function firstHan(word: string): string {
  return /^\p{sc=Han}\p{sc=Hira}$/u.test(word) ? word[0]! : word;
}

function firstLetter(text: string): string {
  return String.fromCodePoint(text.codePointAt(0) ?? 0);
}

/** `de-AT` → `de`. */
function primaryLanguage(language: string | null): string | null {
  return language?.split(/[-_]/)[0]?.toLowerCase() || null;
}
