import { createHash } from 'node:crypto';
import type { Article } from '../model.ts';

/** Letters and digits a text must have: shorter ones (notices, teasers, error pages) are the same in different articles. */
const MIN_LETTERS = 200;

/**
 * The same for every copy of a text, whatever its case, punctuation, white space and Unicode form; different as soon as
 * a letter or digit differs. SHA-256 in hex, or null for a text too short to tell articles apart.
 */
export function textFingerprint(text: string): string | null {
  // Marks belong to the letters of many scripts: without them, different Hindi or Thai words would be one.
  const letters = text
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[^\p{L}\p{M}\p{N}]+/gu, '');
  return letters.length < MIN_LETTERS ? null : createHash('sha256').update(letters).digest('hex');
}

/** The keys of an article. Two articles with a key in common tell the same story: same canonical URL, or same text. */
export function storyKeys({ canonicalUrl, text }: Pick<Article, 'canonicalUrl' | 'text'>): string[] {
  const fingerprint = textFingerprint(text);
  return [...(canonicalUrl ? [`url:${canonicalUrl}`] : []), ...(fingerprint ? [`text:${fingerprint}`] : [])];
}
