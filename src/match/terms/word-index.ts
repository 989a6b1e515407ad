import type { Inflection } from '../inflection/inflection.ts';
import { inflectionOf } from '../inflection/inflection-of.ts';
import { stemmerOf } from '../inflection/stemmers.ts';
import { foldKeys } from '../text/fold.ts';
import { createBeginnings } from './beginnings.ts';
import type { WordForm } from './forms.ts';
import { createFile, type KeyedFile } from './keyed-file.ts';
import { createPatternFile } from './wildcards.ts';

/** A word some query asks for. */
export interface Entry {
  atom: number;
  /** How many terms ask for it. */
  uses: number;
  form: WordForm;
}

/** One whose form is of this kind. */
export type EntryOf<Kind extends WordForm['kind']> = Entry & { form: WordForm & { kind: Kind } };

/** Entries by what the words of one language are looked up by. */
export interface LanguageFile {
  inflection: Inflection | null;
  stem: ((word: string) => string) | null;
  byKey: KeyedFile<string, EntryOf<'inflected'>>;
  byStem: KeyedFile<string, EntryOf<'stemmed'>>;
}

/** The words that are asked for, filed under whatever a word of an article that meets one is looked up by. */
export class WordIndex {
  readonly byFold = createFile<string, EntryOf<'inflected'>>();
  readonly byExact = createFile<string, Entry>();
  readonly bySpelled = createFile<string, Entry>();
  readonly byFirstLetter = createFile<string, EntryOf<'run'>>();
  readonly byPattern = createPatternFile(({ form }: EntryOf<'wildcard'>) => form.pattern);
  readonly beginnings = createBeginnings();
  /** By atom. */
  readonly #entries: (Entry | undefined)[] = [];
  /** Entries that no other file finds by their form alone. */
  readonly #bySource = createFile<string, Entry>();
  readonly #byLanguage = new Map<string, LanguageFile>();
  /** Languages that queries name, and how many words name them. */
  readonly #named = new Map<string, number>();
  #stemmed = 0;

  /** The entry of an atom, or undefined when it is none of a word. */
  at(atom: number): Entry | undefined {
    return this.#entries[atom];
  }

  add(entry: Entry): void {
    this.#entries[entry.atom] = entry;
    this.#move(entry, 'add');
  }

  delete(entry: Entry): void {
    this.#entries[entry.atom] = undefined;
    this.#move(entry, 'delete');
  }

  /** Languages that queries name. */
  namedLanguages(): Iterable<string> {
    return this.#named.keys();
  }

  /** True while a word is asked for by its stem. */
  get holdsStems(): boolean {
    return this.#stemmed > 0;
  }

  /** Entries among which one of this form would be. */
  alike(form: WordForm): readonly Entry[] {
    switch (form.kind) {
      case 'inflected':
        return this.byFold.get(form.folded.bare);
      case 'exact':
        return this.byExact.get(form.shape);
      case 'spelled':
        return this.bySpelled.get(form.shape);
      case 'run':
        return this.byFirstLetter.get(firstLetter(form.text));
      case 'stemmed':
        return this.#bySource.get(form.word);
      case 'wildcard':
        return this.#bySource.get(form.source);
    }
  }

  /** The file of a language (ISO 639), built when it is first asked for. */
  fileOf(language: string): LanguageFile {
    let file = this.#byLanguage.get(language);
    if (!file) {
      file = {
        inflection: inflectionOf(language),
        stem: stemmerOf(language),
        byKey: createFile(),
        byStem: createFile(),
      };
      this.#byLanguage.set(language, file);
      for (const entry of this.#entries) if (entry) this.#moveIn(file, entry, 'add');
    }
    return file;
  }

  #move(entry: Entry, action: 'add' | 'delete') {
    const { form } = entry;
    switch (form.kind) {
      case 'inflected':
        for (const key of foldKeys(form.folded)) {
          this.byFold[action](key, entry as EntryOf<'inflected'>);
          this.beginnings[action](key);
        }
        break;
      case 'exact':
        this.byExact[action](form.shape, entry);
        break;
      case 'spelled':
        this.bySpelled[action](form.shape, entry);
        break;
      case 'run':
        for (const letter of new Set(form.spellings.map(firstLetter))) {
          this.byFirstLetter[action](letter, entry as EntryOf<'run'>);
        }
        break;
      case 'stemmed':
        this.#bySource[action](form.word, entry);
        this.#stemmed += action === 'add' ? 1 : -1;
        break;
      case 'wildcard':
        this.#bySource[action](form.source, entry);
        this.byPattern[action](entry as EntryOf<'wildcard'>);
        for (const { kind, letters } of form.pattern.anchors) if (kind === 'start') this.beginnings[action](letters);
    }
    if (form.kind === 'inflected' || form.kind === 'stemmed') {
      for (const file of this.#byLanguage.values()) this.#moveIn(file, entry, action);
      if (form.language) this.#count(form.language, action === 'add' ? 1 : -1);
    }
  }

  #moveIn(file: LanguageFile, entry: Entry, action: 'add' | 'delete') {
    const { form } = entry;
    if (form.kind === 'inflected' && file.inflection) {
      for (const key of file.inflection.askedKeys(form.folded)) file.byKey[action](key, entry as EntryOf<'inflected'>);
    } else if (form.kind === 'stemmed') {
      file.byStem[action](file.stem ? file.stem(form.word) : form.word, entry as EntryOf<'stemmed'>);
    }
  }

  #count(language: string, change: number) {
    const words = (this.#named.get(language) ?? 0) + change;
    if (words > 0) this.#named.set(language, words);
    else this.#named.delete(language);
  }
}

/** What a run is filed under. */
export function firstLetter(text: string): string {
  return String.fromCodePoint(text.codePointAt(0) ?? 0);
}
