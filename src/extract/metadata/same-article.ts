import { parseHttpUrl } from '../../net/url.ts';
import { lettersOf } from '../page/surroundings.ts';
import { isNode, type LinkedNode, listed, stringOf, type Verdict } from './linked-data.ts';

/** How a page calls its article. */
export interface ArticleNames {
  /** Paths of its addresses, the one it was fetched from first. */
  paths: ReadonlySet<string>;
  /** Words of its titles, each a set. */
  titles: ReadonlySet<string>[];
  /** Letters of its titles. */
  letters: string[];
}

/** Share of the words of a headline that must stand in a title, or the other way round. */
const ALIKE = 0.6;
const MIN_WORDS = 3;

/** @param urls Addresses of the article, the first absolute; the others may be relative to it. */
export function articleNames(urls: (string | null | undefined)[], titles: (string | null | undefined)[]): ArticleNames {
  const given = titles.flatMap((title) => title?.trim() || []);
  return {
    paths: new Set(urls.flatMap((url) => pathOf(url, urls[0] ?? undefined) ?? [])),
    titles: given.map(wordsOf),
    letters: given.map(lettersOf),
  };
}

/**
 * Whether a node of JSON-LD speaks of this article, of another one, or does not say. Its address tells; else its headline
 * does, but a headline for search engines may have other words than the visible one.
 */
export function speaksOf(node: LinkedNode, names: ArticleNames): Verdict {
  const paths = [node.url, node['@id'], node.mainEntityOfPage]
    .flatMap(listed)
    .map((value) => (isNode(value) ? (value['@id'] ?? value.url) : value))
    .flatMap((value) => (typeof value === 'string' ? (pathOf(value) ?? []) : []));
  if (paths.some((path) => names.paths.has(path))) return 'this';
  const headline = stringOf(node.headline) ?? stringOf(node.name) ?? '';
  if (headline && namesThis(headline, names)) return 'this';
  if (node.itemReviewed !== undefined && !headline) return 'another';
  // The home page stands in many a node that is the article's.
  return paths.some((path) => path.length > 1) && names.paths.size > 0 && names.letters.length > 0
    ? 'another'
    : 'unclear';
}

/** Whether a headline is one of the titles, or has most of its words. */
export function namesThis(headline: string, { titles, letters }: ArticleNames): boolean {
  const told = lettersOf(headline);
  if (told === '') return false;
  if (letters.some((title) => title === told || (told.length > 10 && title.includes(told)))) return true;
  const words = wordsOf(headline);
  return titles.some((title) => {
    const smaller = Math.min(words.size, title.size);
    if (smaller < MIN_WORDS) return false;
    let common = 0;
    for (const word of words) if (title.has(word)) common += 1;
    return common >= ALIKE * smaller;
  });
}

function pathOf(url: string | null | undefined, base?: string): string | null {
  const parsed = url ? parseHttpUrl(url, base) : null;
  if (!parsed) return null;
  return `${parsed.pathname.replace(/\/+$/, '')}${parsed.search}` || '/';
}

function wordsOf(text: string): Set<string> {
  return new Set(text.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? []);
}
