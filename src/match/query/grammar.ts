import type { Dialect } from '../../model.ts';
import { FACTIVA } from './factiva.ts';
import type { Sign, Wrong } from './lexemes.ts';
import { LEXIS } from './lexis.ts';
import { NATIVE } from './native.ts';

/** What sets one query language apart from another; the rest (parentheses, quotation marks, braces, aliases) they share. */
export interface Grammar {
  /**
   * What a word without quotation marks means: an operator, a mistake, or null where it is a word to look for.
   * `behind` is the query behind it.
   */
  readWord(word: string, behind: string): Sign | Wrong | null;
  /** A scope before its operand, such as `title:`; or what is wrong with it. `length` in UTF-16 code units. */
  readScope(query: string): { sign: Sign | Wrong; length: number } | null;
  /** The wildcards of a word in Wirewatch's signs: `*` any letters, `?` one. */
  readWildcards(word: string): string | Wrong;
  /** Operators that may touch the words beside them. */
  infix: RegExp | null;
  /** From the loosest to the tightest. Where `andNot` is missing, NOT binds to the one operand behind it. */
  precedence: readonly ('andNot' | 'or' | 'and' | 'near')[];
  /** Which of several proximities in a row is joined first. */
  nearFirst: 'leftmost' | 'smallest';
  /** What two words side by side mean. */
  sideBySide: 'and' | 'phrase';
  /** False: a proximity beside AND or OR must be put between parentheses, and takes no AND for an operand. */
  mixesNear: boolean;
  /** True: an address must stand behind `url:`, or between quotation marks. */
  refusesAddresses: boolean;
}

/** What a dialect is read by; null: the watch language itself. */
export function grammarOf(dialect: Dialect | null): Grammar {
  switch (dialect) {
    case 'factiva':
      return FACTIVA;
    case 'lexis':
      return LEXIS;
    case null:
      return NATIVE;
  }
}
