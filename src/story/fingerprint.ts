import { createHash } from 'node:crypto';
import type { Article } from '../model/article.ts';
import { addressKey } from '../net/address-key.ts';

/**
 * Letters and digits that make a text telling. A shorter one (a notice, a teaser, an error page) may stand in different
 * articles, unless it holds the very words that were looked for.
 */
const TELLING_LETTERS = { ofItself: 200, whenMatched: 40 };

/**
 * The same for every copy of a text, whatever its case, punctuation, white space and Unicode form; different as soon as
 * a letter or digit differs. SHA-256 in hex, or null for a text of fewer than `minLetters`.
 */
export function textFingerprint(text: string, minLetters: number): string | null {
  // Marks belong to the letters of many scripts: without them, different Hindi or Thai words would be one.
  const letters = text
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[^\p{L}\p{M}\p{N}]+/gu, '');
  return letters.length < minLetters ? null : createHash('sha256').update(letters).digest('hex');
}

/**
 * The keys of an article. Two articles with a key in common tell the same story: same canonical URL in whatever form of
 * address, or same text. The URL as it stands is a key, too: stories stored by earlier versions have only that.
 *
 * @param matchedInText A watch met words of the text, not only of the headline.
 */
export function storyKeys(
  { canonicalUrl, text }: Pick<Article, 'canonicalUrl' | 'text'>,
  { matchedInText }: { matchedInText: boolean },
): string[] {
  const fingerprint = textFingerprint(text, matchedInText ? TELLING_LETTERS.whenMatched : TELLING_LETTERS.ofItself);
  const addresses = canonicalUrl ? [`url:${canonicalUrl}`, `address:${addressKey(canonicalUrl)}`] : [];
  return [...addresses, ...(fingerprint ? [`text:${fingerprint}`] : [])];
}
