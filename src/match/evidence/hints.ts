import type { Reading } from '../index/reading.ts';
import type { TermNode } from '../query/tree.ts';
import { foldWord } from '../text/fold.ts';
import { asItLooks } from '../text/look-alikes.ts';

/** A word of the article that looks like the term, and is not counted as it. */
export interface Hint {
  /** As it stands there. */
  surface: string;
  /** A sentence for the author of the query. */
  message: string;
}

/** Hints given at most for one term. */
const MAX_HINTS = 3;
/** Letters of a term below which much begins with it that has nothing to do with it. */
const MIN_LETTERS = 4;

/** Words that the author of a query of one word may have expected to be found. */
export function hintsFor({ text, spelling }: Pick<TermNode, 'text' | 'spelling'>, { fields }: Reading): Hint[] {
  if (/\s/.test(text.trim())) return [];
  const asked = foldWord(text.trim());
  const hints = new Map<string, Hint>();
  for (const field of fields) {
    for (let index = 0; index < field.tokens.count && hints.size < MAX_HINTS; index += 1) {
      const surface = field.text.slice(field.tokens.starts[index], field.tokens.textEnds[index]);
      if (hints.has(surface) || surface.length > 2 * text.length + 20) continue;
      const message = compare(asked.bare, surface, spelling);
      if (message) hints.set(surface, { surface, message });
    }
  }
  return [...hints.values()];
}

function compare(asked: string, surface: string, spelling: TermNode['spelling']): string | null {
  const looks = asItLooks(surface);
  if (looks === asked) return `${surface} only looks like it: some of its letters are of another script`;
  const found = foldWord(surface).bare;
  if (found === asked) {
    return spelling === 'exact' || spelling === 'spelled'
      ? `${surface} stands there, and the query asks for another spelling`
      : `${surface} stands there without the diacritics that the query asks for`;
  }
  if (asked.length >= MIN_LETTERS && found.startsWith(asked))
    return `${surface} begins with it, and is another word: a * behind the term finds it`;
  return null;
}
