import type { FoldedWord } from '../text/fold.ts';

/**
 * What makes two words forms of one word in one language.
 *
 * A pair meets when both share a key and {@link Inflection.meets} agrees. Keys are cheap and generous, so that words can be
 * looked up; `meets` is strict.
 */
export interface Inflection {
  /** The keys a query's word is filed under. */
  askedKeys(word: FoldedWord): string[];
  /** The keys a text's word is looked up by. */
  foundKeys(word: FoldedWord): string[];
  meets(asked: FoldedWord, found: FoldedWord): boolean;
}
