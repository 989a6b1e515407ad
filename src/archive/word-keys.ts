import type { Inflection } from '../match/inflection/inflection.ts';
import { inflectionOf } from '../match/inflection/inflection-of.ts';
import { stemmerOf } from '../match/inflection/stemmers.ts';
import { otherReadings } from '../match/spelling/readings.ts';
import type { WordForm } from '../match/terms/forms.ts';
import { type FoldedWord, foldKeys, foldShape, foldWord } from '../match/text/fold.ts';

/** By what words are looked up: one that meets a word of a query has a key in common with it. */
export interface WordKeys {
  /** Of a word of an article in a language (ISO 639). */
  ofFound(word: string, language: string): string[];
  /** Of a word of a query, for articles in a language. */
  ofAsked(form: AskedForm, language: string): string[];
}

/** What the vocabulary can be asked for by keys. */
export type AskedForm = Extract<WordForm, { kind: 'inflected' | 'stemmed' | 'spelled' | 'exact' }>;

interface Language {
  inflection: Inflection | null;
  stem: ((word: string) => string) | null;
}

/** Builds what it needs of a language when that is first asked for, which takes some milliseconds. */
export function createWordKeys(): WordKeys {
  const languages = new Map<string, Language>();

  function languageOf(code: string): Language {
    let language = languages.get(code);
    if (!language) {
      language = { inflection: inflectionOf(code), stem: stemmerOf(code) };
      languages.set(code, language);
    }
    return language;
  }

  return {
    ofFound(word, code) {
      const { inflection, stem } = languageOf(code);
      const keys = new Set<string>();
      for (const reading of [word, ...otherReadings(word)]) {
        const folded = foldWord(reading);
        for (const key of foldKeys(folded)) keys.add(key);
        for (const key of inflection?.foundKeys(folded) ?? []) keys.add(key);
        if (stem) keys.add(stem(foldShape(reading).toLowerCase()));
      }
      keys.delete('');
      return [...keys];
    },
    ofAsked(form, code) {
      const { inflection, stem } = languageOf(code);
      switch (form.kind) {
        case 'inflected':
          return [...foldKeys(form.folded), ...(inflection?.askedKeys(form.folded) ?? [])];
        case 'stemmed':
          return stem ? [stem(form.word)] : foldKeys(foldWord(form.word));
        case 'spelled':
        case 'exact':
          return foldKeys(foldWord(form.shape));
      }
    },
  };
}

/** By what a word is looked up where nothing inflects: outside the content. */
export function plainKeysOf(word: string): string[] {
  const keys = [word, ...otherReadings(word)].flatMap((reading) => foldKeys(foldWord(reading)));
  return [...new Set(keys)].filter((key) => key !== '');
}

/** The keys of a word of a query that {@link plainKeysOf} files words under; null: they cannot tell. */
export function plainKeysAsked(form: AskedForm): string[] | null {
  if ((form.kind === 'inflected' || form.kind === 'stemmed') && form.language !== null) return null;
  const asked: FoldedWord =
    form.kind === 'inflected' ? form.folded : foldWord(form.kind === 'stemmed' ? form.word : form.shape);
  return foldKeys(asked);
}
