import { type Inflection, inflectionOf } from './inflection/inflection.ts';
import { createFile, type KeyedFile } from './keyed-file.ts';
import { type FoldedWord, foldKeys, foldRun, foldShape, foldWord, meetsWord } from './text/fold.ts';
import { readWords, type Word } from './text/words.ts';

/** A word some query asks for. */
interface Entry {
  id: number;
  /** How many terms ask for it. */
  uses: number;
  form: WordForm;
}

type WordForm =
  | { kind: 'word'; folded: FoldedWord; language: string | null }
  | { kind: 'exact'; shape: string }
  /** Text of a script without spaces; it may span several of an article's words. */
  | { kind: 'run'; text: string };

/** What a word of an article may stand for. */
export interface Meeting {
  /** Ids of the queries' words it meets. */
  words: readonly number[];
  /** Unspaced texts that begin as it begins; whether they go on as it does is for the reader of the article to see. */
  runs: readonly { id: number; text: string }[];
}

/**
 * The words all queries ask for, and the only place that knows when an article's word meets one: folding, diacritics,
 * inflection, case-exactness and scripts without spaces end here. Everything behind it works on ids.
 */
export interface Lexicon {
  /** Ids of the words of a term, in order; one at least if the term holds a letter or digit. Release them when the term goes. */
  retain(term: { text: string; exact: boolean }, language: string | null): number[];
  release(ids: readonly number[]): void;
  /** How rarely the word is expected in articles, from 0 (everywhere) up. */
  rarity(id: number): number;
  /** The lookup for articles in `language` (BCP 47, or null). Good until a term is retained or released. */
  lookupFor(language: string | null): (word: Word) => Meeting;
}

/** Words of articles remembered per language; beyond, memory is worth more than time. */
const MAX_REMEMBERED = 50_000;
/** Longer words, in UTF-16 code units, are no words, and meet nothing. */
const MAX_WORD_LENGTH = 200;
const NOTHING: Meeting = { words: [], runs: [] };

export function createLexicon(): Lexicon {
  const entries = new Map<number, Entry>();
  const byIdentity = new Map<string, Entry>();
  const byFold = createFile<string, Entry>();
  const byShape = createFile<string, Entry>();
  const byFirstLetter = createFile<string, Entry>();
  /** Built for a language when its first article comes. */
  const byInflection = new Map<string, { inflection: Inflection; file: KeyedFile<string, Entry> } | null>();
  const remembered = new Map<string, Map<string, Meeting>>();
  /** Languages that queries name, and how many words name them. */
  const named = new Map<string, number>();
  let nextId = 0;

  function fileEntry(entry: Entry, move: 'add' | 'delete') {
    const { form } = entry;
    if (form.kind === 'exact') byShape[move](form.shape, entry);
    else if (form.kind === 'run') byFirstLetter[move](firstLetter(form.text), entry);
    else {
      for (const key of foldKeys(form.folded)) byFold[move](key, entry);
      for (const inflected of byInflection.values()) {
        if (inflected) for (const key of inflected.inflection.askedKeys(form.folded)) inflected.file[move](key, entry);
      }
      if (form.language) count(form.language, move === 'add' ? 1 : -1);
    }
    remembered.clear();
  }

  function count(language: string, change: number) {
    const words = (named.get(language) ?? 0) + change;
    if (words > 0) named.set(language, words);
    else named.delete(language);
  }

  function retainWord(form: WordForm): number {
    const identity = JSON.stringify(form);
    let entry = byIdentity.get(identity);
    if (!entry) {
      entry = { id: nextId++, uses: 0, form };
      byIdentity.set(identity, entry);
      entries.set(entry.id, entry);
      fileEntry(entry, 'add');
    }
    entry.uses += 1;
    return entry.id;
  }

  function inflected(language: string) {
    let built = byInflection.get(language);
    if (built === undefined) {
      const inflection = inflectionOf(language);
      built = inflection && { inflection, file: createFile<string, Entry>() };
      byInflection.set(language, built);
      for (const entry of built ? entries.values() : []) {
        if (entry.form.kind !== 'word') continue;
        for (const key of built!.inflection.askedKeys(entry.form.folded)) built!.file.add(key, entry);
      }
    }
    return built;
  }

  function meetWord(text: string, article: string | null, languages: string[]): number[] {
    const ids = new Set<number>();
    for (const spelling of spellings(text)) {
      for (const { id } of byShape.get(foldShape(spelling))) ids.add(id);
      const found = foldWord(spelling);
      for (const key of foldKeys(found)) {
        for (const { id, form } of byFold.get(key)) {
          if (form.kind === 'word' && meetsWord(form.folded, found)) ids.add(id);
        }
      }
      for (const language of languages) {
        const { inflection, file } = inflected(language) ?? {};
        for (const key of inflection?.foundKeys(found) ?? []) {
          for (const { id, form } of file!.get(key)) {
            if (form.kind !== 'word' || (language !== article && language !== form.language)) continue;
            if (inflection!.meets(form.folded, found)) ids.add(id);
          }
        }
      }
    }
    return [...ids];
  }

  function meetRun(text: string): Meeting['runs'] {
    const found = foldRun(text);
    return [...byFirstLetter.get(firstLetter(found))].flatMap(({ id, form }) => {
      if (form.kind !== 'run') return [];
      return form.text.startsWith(found) || found.startsWith(form.text) ? [{ id, text: form.text }] : [];
    });
  }

  return {
    retain({ text, exact }, language) {
      const own = primaryLanguage(language);
      return joinRuns(readWords(text, language)).map((word) => {
        if (word.unspaced) return retainWord({ kind: 'run', text: foldRun(word.text) });
        if (exact) return retainWord({ kind: 'exact', shape: foldShape(word.text) });
        return retainWord({ kind: 'word', folded: foldWord(word.text), language: own });
      });
    },

    release(ids) {
      for (const id of ids) {
        const entry = entries.get(id);
        if (!entry) continue;
        entry.uses -= 1;
        if (entry.uses > 0) continue;
        entries.delete(id);
        byIdentity.delete(JSON.stringify(entry.form));
        fileEntry(entry, 'delete');
      }
    },

    rarity(id) {
      const form = entries.get(id)?.form;
      if (!form) return 0;
      // Long words are rare; two letters of an unspaced script are a word.
      if (form.kind === 'run') return form.text.length * 3;
      return form.kind === 'exact' ? form.shape.length + 1 : form.folded.bare.length;
    },

    lookupFor(language) {
      const article = primaryLanguage(language);
      // Inflections count in the article's own language, and for a watch that names one, in the watch's.
      const languages = [...new Set([...(article ? [article] : []), ...named.keys()])];
      const known = remembered.get(article ?? '') ?? new Map<string, Meeting>();
      remembered.set(article ?? '', known);
      return ({ text, unspaced }) => {
        let meeting = known.get(text);
        if (meeting) return meeting;
        if (text.length > MAX_WORD_LENGTH) return NOTHING;
        meeting = unspaced
          ? { words: [], runs: meetRun(text) }
          : { words: meetWord(text, article, languages), runs: [] };
        if (known.size >= MAX_REMEMBERED) known.clear();
        known.set(text, meeting);
        return meeting;
      };
    },
  };
}

/** `Disney+` is also Disney; `C++` is not C. */
function spellings(text: string): string[] {
  const name = text.replace(/[+#]+$/, '');
  return name.length < text.length && name.length > 1 ? [text, name] : [text];
}

/** Unspaced words of a query that touch are one text: where the segmenter cuts a query says nothing about an article. */
function joinRuns(words: Iterable<Word>): Word[] {
  const joined: Word[] = [];
  for (const word of words) {
    const previous = joined.at(-1);
    if (word.unspaced && previous?.unspaced && previous.end === word.start) {
      previous.text += word.text;
      previous.end = word.end;
    } else {
      joined.push({ ...word });
    }
  }
  return joined;
}

function firstLetter(text: string): string {
  return String.fromCodePoint(text.codePointAt(0) ?? 0);
}

/** `de-AT` → `de`. */
function primaryLanguage(language: string | null): string | null {
  return language?.split(/[-_]/)[0]?.toLowerCase() || null;
}
