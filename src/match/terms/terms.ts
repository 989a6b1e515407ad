import type { ResolvedAliases } from '../query/aliases.ts';
import { SCOPES, type Spelling } from '../query/tree.ts';
import { otherSpellings } from '../spelling/other-spellings.ts';
import { NAME_DOT } from '../text/characters.ts';
import { withWholeHost } from '../text/fields.ts';
import { readWords, type Word } from '../text/words.ts';
import { createAtoms } from './atoms.ts';
import { createLexicon, type Lexicon } from './lexicon.ts';
import { createPhrases, type Phrases } from './phrases.ts';
import { holdsWildcard } from './wildcards.ts';

/** Parts of an article whose words are known apart: `content` is title and text, the others are scopes. */
const AREAS = ['content', ...SCOPES.filter((scope) => scope !== 'title' && scope !== 'text')] as const;
/** One of the parts whose words are known apart: `content` is title and text, the others are scopes. */
export type Area = 'content' | Exclude<(typeof SCOPES)[number], 'title' | 'text'>;

/** Areas whose words people write, each in a way of their own; addresses and codes are as they are. */
const WRITTEN: ReadonlySet<Area> = new Set<Area>(['content', 'author', 'tag']);

/** What a query looks for in one piece: a word, a phrase, or any name of an alias group. */
export interface Term {
  kind: 'term';
  atom: number;
  /** As the query or the alias group has it. */
  text: string;
  /** The alias it is, or is a name of, without `@`; or null. */
  alias: string | null;
}

/** One text to look for. */
interface Wanted {
  text: string;
  spelling: Spelling;
  /** Of the watch, as a BCP 47 tag, or null. */
  language: string | null;
}

/** All terms of all queries: which there are, who shares one, and what becomes of one that nobody asks for any more. */
export interface Terms {
  /** A word or a phrase; the very same object for the same words. Release its atom as often as it was retained. */
  retain(area: Area, wanted: Wanted): Term;
  /** The words of a text, one each. Release each. */
  retainWords(area: Area, wanted: Wanted): Term[];
  /** An alias group, which must be known. Release its atom as often as it was retained. */
  retainGroup(area: Area, alias: string): Term;
  release(atom: number): void;
  /** The names of a group, as terms of their own; undefined when the atom is no group. */
  namesOf(atom: number): readonly Term[] | undefined;
  /** Groups that hold the word or phrase; undefined when there is none. */
  groupsWith(atom: number): readonly number[] | undefined;
  readonly phrases: Phrases;
  lexiconOf(area: Area): Lexicon;
  /** True while a query looks into the area. */
  isUsed(area: Area): boolean;
  /** The share of articles that are expected to hold the term, before any was read. On no scale but its own. */
  expectedShare(atom: number): number;
  /** One more than the largest atom in use. */
  readonly limit: number;
}

interface Group {
  uses: number;
  key: string;
  names: readonly Term[];
}

/** No terms yet. `groups` are all the alias groups that a query may name. */
export function createTerms({ groups: aliases }: Pick<ResolvedAliases, 'groups'>): Terms {
  const atoms = createAtoms();
  const lexicons = new Map<Area, Lexicon>(AREAS.map((area) => [area as Area, createLexicon(atoms)]));
  const phrases = createPhrases(atoms);
  const groups = new Map<number, Group>();
  const groupByKey = new Map<string, number>();
  const termsByAtom: (Term[] | undefined)[] = [];
  /** Words of the content, inflected in the article's language, by their text. */
  const plainWords = new Map<string, Term>();
  const groupsByName: (number[] | undefined)[] = [];
  /** Atoms of words outside the content. */
  const areaOf = new Map<number, Area>();
  const uses = new Map<Area, number>();

  /** Terms are many and alike: what is the same is kept once. */
  function termOf(atom: number, text: string, alias: string | null): Term {
    const alike = termsByAtom[atom];
    const known = alike?.find((term) => term.text === text && term.alias === alias);
    if (known) return known;
    const term: Term = { kind: 'term', atom, text, alias };
    if (alike) alike.push(term);
    else termsByAtom[atom] = [term];
    return term;
  }

  /** Most terms are plain words that another query has named before. */
  function retainTerm(area: Area, wanted: Wanted): Term {
    const isPlain = area === 'content' && wanted.spelling === 'inflected' && wanted.language === null;
    const known = isPlain ? plainWords.get(wanted.text) : undefined;
    if (known) {
      lexicons.get(area)!.retainAgain(known.atom);
      uses.set(area, uses.get(area)! + 1);
      return known;
    }
    const term = termOf(retainAtom(area, wanted), wanted.text, null);
    if (isPlain && !phrases.get(term.atom) && !groups.has(term.atom)) plainWords.set(wanted.text, term);
    return term;
  }

  function retainAtoms(area: Area, { text, spelling, language }: Wanted): number[] {
    const isAddress = (area === 'source' || area === 'url') && /\S\.\S/.test(text);
    return wordsOf(isAddress ? withWholeHost(text) : text, spelling, language).map((word) => {
      const atom = lexicons.get(area)!.retain(word, spelling, language);
      uses.set(area, (uses.get(area) ?? 0) + 1);
      if (area !== 'content') areaOf.set(atom, area);
      return atom;
    });
  }

  /** A term that can be written in several ways is a group of them. */
  function retainAtom(area: Area, wanted: Wanted): number {
    const isWritten = wanted.spelling === 'inflected' && WRITTEN.has(area);
    const others = isWritten ? otherSpellings(wanted.text) : [];
    if (others.length === 0) return retainSpelling(area, wanted);
    const key = JSON.stringify([area, wanted.text, wanted.language]);
    return retainNames(key, () =>
      [wanted.text, ...others].map((text) => termOf(retainSpelling(area, { ...wanted, text }), wanted.text, null)),
    );
  }

  /** The atom of a group, whose names are retained when it is new. */
  function retainNames(key: string, names: () => Term[]): number {
    let atom = groupByKey.get(key);
    if (atom === undefined) {
      atom = atoms.take();
      const group = { uses: 0, key, names: names() };
      groups.set(atom, group);
      groupByKey.set(key, atom);
      for (const name of new Set(group.names.map((term) => term.atom)))
        groupsByName[name] = [...(groupsByName[name] ?? []), atom];
    }
    groups.get(atom)!.uses += 1;
    return atom;
  }

  function retainSpelling(area: Area, wanted: Wanted): number {
    const words = retainAtoms(area, wanted);
    if (words.length === 1) return words[0]!;
    const { phrase, isNew } = phrases.retain(words);
    // A phrase holds its words once, however many ask for it.
    if (!isNew) words.forEach(releaseWord);
    return phrase.atom;
  }

  function releaseWord(atom: number) {
    const area = areaOf.get(atom) ?? 'content';
    uses.set(area, uses.get(area)! - 1);
    if (!lexicons.get(area)!.release(atom)) return;
    areaOf.delete(atom);
    forget(atom);
  }

  function forget(atom: number) {
    for (const { text } of termsByAtom[atom] ?? []) if (plainWords.get(text)?.atom === atom) plainWords.delete(text);
    termsByAtom[atom] = undefined;
  }

  function release(atom: number) {
    const phrase = phrases.get(atom);
    const group = groups.get(atom);
    if (phrase) {
      if (!phrases.release(phrase)) return;
      forget(atom);
      phrase.words.forEach(releaseWord);
    } else if (group) {
      group.uses -= 1;
      if (group.uses > 0) return;
      forget(atom);
      groups.delete(atom);
      groupByKey.delete(group.key);
      for (const name of new Set(group.names.map((term) => term.atom))) {
        const others = groupsByName[name]!.filter((other) => other !== atom);
        groupsByName[name] = others.length > 0 ? others : undefined;
      }
      for (const name of group.names) release(name.atom);
      atoms.giveBack(atom);
    } else {
      releaseWord(atom);
    }
  }

  function expectedShare(atom: number): number {
    const names = groups.get(atom)?.names;
    if (names) return names.reduce((sum, name) => sum + expectedShare(name.atom), 0);
    const words = phrases.get(atom)?.words;
    if (words) return Math.min(...words.map(expectedShare)) / 10;
    return (1 + lexicons.get(areaOf.get(atom) ?? 'content')!.rarity(atom)) ** -3;
  }

  return {
    retain: retainTerm,
    retainWords: (area, wanted) => retainAtoms(area, wanted).map((atom) => termOf(atom, wanted.text, null)),

    // Names are in many languages; the one the watch is written in says nothing about them.
    retainGroup(area, alias) {
      const atom = retainNames(`${area} ${alias}`, () =>
        aliases
          .get(alias)!
          .map(({ text, spelling }) => termOf(retainAtom(area, { text, spelling, language: null }), text, alias)),
      );
      return termOf(atom, `@${alias}`, alias);
    },

    release,
    namesOf: (atom) => groups.get(atom)?.names,
    groupsWith: (atom) => groupsByName[atom],
    phrases,
    lexiconOf: (area) => lexicons.get(area)!,
    isUsed: (area) => (uses.get(area) ?? 0) > 0,
    expectedShare,
    get limit() {
      return atoms.limit;
    },
  };
}

/** Letters nobody writes that stand for wildcards while a term is cut into words, since the signs themselves part words. */
const WILDCARD_LETTERS: Record<string, string> = { '*': 'ꙮ', '?': 'Ꙩ' };
const WILDCARD_SIGNS: Record<string, string> = { ꙮ: '*', Ꙩ: '?' };

/**
 * The words of a term. Unspaced words that touch are one text: where the segmenter cuts a query says nothing about an
 * article. So are those that the dot of a foreign name parts, unless the term is exact.
 */
function wordsOf(text: string, spelling: Spelling, language: string | null): Word[] {
  const words: Word[] = [];
  const isPlain = !holdsWildcard(text);
  const readable = isPlain ? text : text.replace(/[*?]/g, (sign) => WILDCARD_LETTERS[sign]!);
  for (const word of readWords(readable, language)) {
    const previous = words.at(-1);
    const between = previous ? readable.slice(previous.end, word.start) : '';
    const isOne = between === '' || (spelling !== 'exact' && NAME_DOT.test(between));
    if (word.unspaced && previous?.unspaced && isOne) {
      previous.text += word.text;
      previous.end = word.end;
    } else if (isPlain) {
      words.push(word);
    } else {
      words.push({ ...word, text: word.text.replace(/[ꙮꙨ]/g, (letter) => WILDCARD_SIGNS[letter]!) });
    }
  }
  // A wildcard behind an unspaced text asks for nothing more than the text.
  return words.filter(({ text: own }) => !holdsWildcard(own) || /[^*?]/.test(own));
}
