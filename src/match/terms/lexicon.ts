import type { Spelling } from '../query/tree.ts';
import { solid } from '../text/joined.ts';
import type { Tokens } from '../text/tokens.ts';
import type { Word } from '../text/words.ts';
import type { Atoms } from './atoms.ts';
import { formOf, isSameForm, lengthOf, type WordForm } from './forms.ts';
import { type Meeting, Meetings, NOTHING } from './meetings.ts';
import { createSurfaceTable, type SurfaceTable } from './surface-table.ts';
import { WordIndex } from './word-index.ts';

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
/** ISO 639-2: a language nobody could tell. It has no inflections, and a word is its own stem. */
const UNKNOWN_LANGUAGE = 'und';

/** What words of one language were found to meet. */
type Remembered = Record<'words' | 'joined', SurfaceTable<Meeting>>;

/**
 * The words all queries ask for, and the only place that knows when an article's word meets one: folding, diacritics,
 * inflection, case-exactness and scripts without spaces end here. Everything behind it works on atoms.
 */
export class Lexicon {
  readonly #atoms: Atoms;
  readonly #index = new WordIndex();
  readonly #meetings = new Meetings(this.#index);
  /** By the language of an article. */
  readonly #remembered = new Map<string, Remembered>();

  constructor(atoms: Atoms) {
    this.#atoms = atoms;
  }

  /** The atom of a query's word. Release it as often as it was retained. */
  retain(word: Word, spelling: Spelling, language: string | null): number {
    const form = formOf(word, spelling, primaryLanguage(language));
    let entry = this.#index.alike(form).find((known) => isSameForm(known.form, form));
    if (!entry) {
      entry = { atom: this.#atoms.take(), uses: 0, form };
      this.#index.add(entry);
      this.#forget();
    }
    entry.uses += 1;
    return entry.atom;
  }

  /** Retains a word that is asked for already. */
  retainAgain(atom: number): void {
    this.#index.at(atom)!.uses += 1;
  }

  /** @returns true when nobody asks for the word any more; its atom is then free. */
  release(atom: number): boolean {
    const entry = this.#index.at(atom);
    if (!entry) return false;
    entry.uses -= 1;
    if (entry.uses > 0) return false;
    this.#index.delete(entry);
    this.#forget();
    this.#atoms.giveBack(atom);
    return true;
  }

  /** What the word of an atom asks for; undefined when the atom is none of a word. */
  formOf(atom: number): WordForm | undefined {
    return this.#index.at(atom)?.form;
  }

  /** How rarely the word is expected in articles before any was read, from 0 (everywhere) up. */
  rarity(atom: number): number {
    const form = this.#index.at(atom)?.form;
    return form ? Math.max(0, lengthOf(form)) : 0;
  }

  /** The lookup for articles in `language` (BCP 47, or null). Good until a term is retained or released. */
  lookupFor(language: string | null): Lookup {
    const article = primaryLanguage(language);
    const { words, joined } = this.#rememberedOf(article ?? '');
    const meetings = this.#meetings;
    // Inflections count in the article's own language, and for a watch that names one, in the watch's.
    const own = inflectedAs(language);
    const languages = [...new Set([own, ...this.#index.namedLanguages()])];
    const budget = { left: MAX_COMPARISONS };
    // What was found out on no budget is not the whole truth: it is not remembered.
    return {
      word(text, { codes, starts, textEnds, unspaced }, index) {
        const [start, end] = [starts[index]!, textEnds[index]!];
        if (end - start > MAX_WORD_LENGTH) return NOTHING;
        let meeting = words.get(codes, start, end);
        if (meeting) return meeting;
        const word = text.slice(start, end);
        meeting = unspaced[index] === 1 ? meetings.ofRun(word) : meetings.ofWord(word, own, languages, budget);
        if (budget.left > 0) words.set(codes, start, end, meeting);
        return meeting;
      },
      joined(text, { codes, starts, textEnds }, index, last) {
        const [start, end] = [starts[index]!, textEnds[last]!];
        if (end - start > MAX_WORD_LENGTH) return NOTHING;
        let meeting = joined.get(codes, start, end);
        if (meeting) return meeting;
        meeting = meetings.ofJoined(solid(text.slice(start, end)), own, languages, budget);
        if (budget.left > 0) joined.set(codes, start, end, meeting);
        return meeting;
      },
    };
  }

  #rememberedOf(language: string): Remembered {
    let known = this.#remembered.get(language);
    if (!known) {
      known = { words: createSurfaceTable(MAX_REMEMBERED), joined: createSurfaceTable(MAX_JOINED) };
      this.#remembered.set(language, known);
    }
    return known;
  }

  #forget() {
    if (this.#remembered.size > 0) this.#remembered.clear();
  }
}

/** The language whose inflections count in articles of `language` (BCP 47, or null): `de-AT` → `de`. */
export function inflectedAs(language: string | null): string {
  return primaryLanguage(language) ?? UNKNOWN_LANGUAGE;
}

/** `de-AT` → `de`. */
function primaryLanguage(language: string | null): string | null {
  return language?.split(/[-_]/)[0]?.toLowerCase() || null;
}
