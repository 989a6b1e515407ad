import { type FoldedWord, foldWord } from '../text/fold.ts';

/** How the words of a language inflect, as far as it can be told from their letters. */
export interface Grammar {
  sets: readonly EndingSet[];
  /** Forms of words that no ending explains, by word, split at spaces: `man men`. */
  irregular?: readonly string[];
  /** Words that look like forms of others and are not, split at spaces. */
  alone?: string;
  /** How many letters at the beginning of a word may be words of their own, written without a space. `0` is not told. */
  clitics?: { asked: (word: string) => readonly number[]; found: (word: string) => readonly number[] };
}

/** Endings that take each other's place behind one base. Without diacritics. */
export interface EndingSet {
  /** `''` is the base itself. */
  endings: readonly string[];
  /** What the base must be like, where the set does not go with every word. Sees the base without diacritics. */
  after?: RegExp;
  /** Letters the base has at least. */
  minBase: number;
  /** Diacritics of the base that come and go with the ending: investigación, investigaciones. */
  moves?: RegExp;
  /** The endings as they are written, where diacritics tell one from another: entregó is a form of entregar, banco none of banca. */
  exact?: ReadonlySet<string>;
}

/** Shorter bases are shared by too many words. */
const MIN_BASE = 3;

/** What may be said of a set beside its endings. */
export type SetOptions = Partial<Pick<EndingSet, 'after' | 'minBase' | 'moves'>>;

/** `list` is split at spaces; `-` stands for no ending. Written as the language writes it; diacritics are not compared. */
export function set(list: string, options: SetOptions = {}): EndingSet {
  const endings = readEndings(list).map(({ bare }) => bare);
  return { endings: [...new Set(endings)], minBase: MIN_BASE, ...options };
}

/** A set whose endings have to be written with their diacritics, and with no others. */
export function exactSet(list: string, options: SetOptions = {}): EndingSet {
  return { ...set(list, options), exact: new Set(readEndings(list).map(({ marked }) => marked)) };
}

/** Every way of taking one ending of each list, in order: `combine('- lar', '- da')` is `- da lar larda`. */
export function combine(...lists: string[]): string {
  return lists
    .map((list) => list.trim().split(/\s+/))
    .reduce((heads, tails) => heads.flatMap((head) => tails.map((tail) => join(head, tail))))
    .join(' ');
}

function join(head: string, tail: string): string {
  if (head === '-') return tail;
  return tail === '-' ? head : head + tail;
}

function readEndings(list: string): FoldedWord[] {
  return list
    .trim()
    .split(/\s+/)
    .map((ending) => foldWord(ending === '-' ? '' : ending));
}
