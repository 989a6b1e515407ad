import type { ResolvedAliases } from '../query/aliases.ts';
import type { Spelling } from '../query/tree.ts';
import { otherSpellings } from '../spelling/other-spellings.ts';
import { type Area, areaOf } from '../text/areas.ts';
import { FIELDS, withWholeHost } from '../text/fields.ts';
import { createAtoms } from './atoms.ts';
import type { WordForm } from './forms.ts';
import { Groups } from './groups.ts';
import { Lexicon } from './lexicon.ts';
import { createPhrases, type Phrases } from './phrases.ts';
import type { Term } from './term.ts';
import { wordsOf } from './term-words.ts';

/** Areas whose words people write, each in a way of their own; addresses and codes are as they are. */
const WRITTEN: ReadonlySet<Area> = new Set<Area>(['content', 'author', 'tag']);

/** One text to look for. */
interface Wanted {
  text: string;
  spelling: Spelling;
  /** Of the watch, as a BCP 47 tag, or null. */
  language: string | null;
}

/** All terms of all queries: which there are, who shares one, and what becomes of one that nobody asks for any more. */
export class Terms {
  readonly phrases: Phrases;
  readonly #aliases: ResolvedAliases['groups'];
  readonly #atoms = createAtoms();
  readonly #lexicons: ReadonlyMap<Area, Lexicon>;
  readonly #groups: Groups;
  readonly #termsByAtom: (Term[] | undefined)[] = [];
  /** Words of the content, inflected in the article's language, by their text. */
  readonly #plainWords = new Map<string, Term>();
  /** Atoms of words outside the content. */
  readonly #areaOfWord = new Map<number, Area>();
  readonly #uses = new Map<Area, number>();

  constructor({ groups }: Pick<ResolvedAliases, 'groups'>) {
    const areas = new Set(FIELDS.map(areaOf));
    this.#aliases = groups;
    this.#lexicons = new Map([...areas].map((area) => [area, new Lexicon(this.#atoms)]));
    this.phrases = createPhrases(this.#atoms);
    this.#groups = new Groups(this.#atoms);
  }

  /** A word or a phrase; the very same object for the same words. Release its atom as often as it was retained. */
  retain(area: Area, wanted: Wanted): Term {
    // Most terms are plain words that another query has named before.
    const isPlain = area === 'content' && wanted.spelling === 'inflected' && wanted.language === null;
    const known = isPlain ? this.#plainWords.get(wanted.text) : undefined;
    if (known) {
      this.#lexicons.get(area)!.retainAgain(known.atom);
      this.#uses.set(area, this.#uses.get(area)! + 1);
      return known;
    }
    const term = this.#termOf(this.#retainAtom(area, wanted), wanted.text, null);
    if (isPlain && !this.phrases.get(term.atom) && !this.#groups.has(term.atom))
      this.#plainWords.set(wanted.text, term);
    return term;
  }

  /** The words of a text, one each. Release each. */
  retainWords(area: Area, wanted: Wanted): Term[] {
    return this.#retainAtoms(area, wanted).map((atom) => this.#termOf(atom, wanted.text, null));
  }

  /** An alias group, which must be known. Release its atom as often as it was retained. */
  retainGroup(area: Area, alias: string): Term {
    // Names are in many languages; the one the watch is written in says nothing about them.
    const atom = this.#groups.retain(`${area} ${alias}`, () =>
      this.#aliases
        .get(alias)!
        .map(({ text, spelling }) =>
          this.#termOf(this.#retainAtom(area, { text, spelling, language: null }), text, alias),
        ),
    );
    return this.#termOf(atom, `@${alias}`, alias);
  }

  release(atom: number): void {
    const phrase = this.phrases.get(atom);
    if (phrase) {
      if (!this.phrases.release(phrase)) return;
      this.#forget(atom);
      for (const word of phrase.words) this.#releaseWord(word);
    } else if (this.#groups.has(atom)) {
      const names = this.#groups.release(atom);
      if (!names) return;
      this.#forget(atom);
      for (const name of names) this.release(name.atom);
      this.#atoms.giveBack(atom);
    } else {
      this.#releaseWord(atom);
    }
  }

  /** The names of a group, as terms of their own; undefined when the atom is no group. */
  namesOf(atom: number): readonly Term[] | undefined {
    return this.#groups.namesOf(atom);
  }

  /** Groups that hold the word or phrase; undefined when there is none. */
  groupsWith(atom: number): readonly number[] | undefined {
    return this.#groups.with(atom);
  }

  /** What the word of an atom asks for, and of which part of an article; undefined when the atom is none of a word. */
  wordOf(atom: number): { area: Area; form: WordForm } | undefined {
    const area = this.#areaOfWord.get(atom) ?? 'content';
    const form = this.#lexicons.get(area)!.formOf(atom);
    return form && { area, form };
  }

  lexiconOf(area: Area): Lexicon {
    return this.#lexicons.get(area)!;
  }

  /** True while a query looks into the area. */
  isUsed(area: Area): boolean {
    return (this.#uses.get(area) ?? 0) > 0;
  }

  /** The share of articles that are expected to hold the term, before any was read. On no scale but its own. */
  expectedShare(atom: number): number {
    const names = this.#groups.namesOf(atom);
    if (names) return names.reduce((sum, name) => sum + this.expectedShare(name.atom), 0);
    const words = this.phrases.get(atom)?.words;
    if (words) return Math.min(...words.map((word) => this.expectedShare(word))) / 10;
    return (1 + this.#lexicons.get(this.#areaOfWord.get(atom) ?? 'content')!.rarity(atom)) ** -3;
  }

  /** One more than the largest atom in use. */
  get limit(): number {
    return this.#atoms.limit;
  }

  /** Terms are many and alike: what is the same is kept once. */
  #termOf(atom: number, text: string, alias: string | null): Term {
    const alike = this.#termsByAtom[atom];
    const known = alike?.find((term) => term.text === text && term.alias === alias);
    if (known) return known;
    const term: Term = { kind: 'term', atom, text, alias };
    if (alike) alike.push(term);
    else this.#termsByAtom[atom] = [term];
    return term;
  }

  #retainAtoms(area: Area, { text, spelling, language }: Wanted): number[] {
    const isAddress = (area === 'source' || area === 'url') && /\S\.\S/.test(text);
    return wordsOf(isAddress ? withWholeHost(text) : text, spelling, language).map((word) => {
      const atom = this.#lexicons.get(area)!.retain(word, spelling, language);
      this.#uses.set(area, (this.#uses.get(area) ?? 0) + 1);
      if (area !== 'content') this.#areaOfWord.set(atom, area);
      return atom;
    });
  }

  /** A term that can be written in several ways is a group of them. */
  #retainAtom(area: Area, wanted: Wanted): number {
    const isWritten = wanted.spelling === 'inflected' && WRITTEN.has(area);
    const others = isWritten ? otherSpellings(wanted.text) : [];
    if (others.length === 0) return this.#retainSpelling(area, wanted);
    const key = JSON.stringify([area, wanted.text, wanted.language]);
    return this.#groups.retain(key, () =>
      [wanted.text, ...others].map((text) =>
        this.#termOf(this.#retainSpelling(area, { ...wanted, text }), wanted.text, null),
      ),
    );
  }

  #retainSpelling(area: Area, wanted: Wanted): number {
    const words = this.#retainAtoms(area, wanted);
    if (words.length === 1) return words[0]!;
    const { phrase, isNew } = this.phrases.retain(words);
    // A phrase holds its words once, however many ask for it.
    if (!isNew) for (const word of words) this.#releaseWord(word);
    return phrase.atom;
  }

  #releaseWord(atom: number) {
    const area = this.#areaOfWord.get(atom) ?? 'content';
    this.#uses.set(area, this.#uses.get(area)! - 1);
    if (!this.#lexicons.get(area)!.release(atom)) return;
    this.#areaOfWord.delete(atom);
    this.#forget(atom);
  }

  #forget(atom: number) {
    for (const { text } of this.#termsByAtom[atom] ?? [])
      if (this.#plainWords.get(text)?.atom === atom) this.#plainWords.delete(text);
    this.#termsByAtom[atom] = undefined;
  }
}
