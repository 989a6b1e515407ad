/// <reference lib="dom" />
import { decodeHTML } from 'entities';
import { type Elements, elementsOf, holdsWord } from '../page/elements.ts';
import { findHeadline, type Headline } from '../page/surroundings.ts';
import { plainLine } from '../text/plain.ts';
import { type LinkedData, linkedData, stringOf } from './linked-data.ts';
import { type MetaTags, metaTags } from './meta-tags.ts';
import { type ArticleNames, articleNames, speaksOf } from './same-article.ts';

/** UTF-16 code units. */
export const MAX_TITLE = 1_000;
/** Headings that may be the article's; below stand those of others. */
const MAX_HEADINGS = 5;

/** Where a page may tell what. */
export interface Sources {
  document: Document;
  elements: Elements;
  meta: MetaTags;
  data: LinkedData;
  /** Absolute URL of the page. */
  url: string;
  headline: Headline | null;
  /** How the page calls its article. */
  names(): ArticleNames;
}

/** @param url Absolute URL of the page. */
export function sourcesOf(document: Document, url: string): Sources {
  const elements = elementsOf(document);
  const meta = metaTags(elements.named('meta'));
  let known: ArticleNames | null = null;
  const names = () => {
    known ??= namesOnPage(elements, meta, url);
    return known;
  };
  const data = linkedData(elements.named('script'), (node) => speaksOf(node, names()));
  const titles = [stringOf(data.article.headline), meta.first('og:title'), longestPiece(elements)].map(
    (title) => line(title, MAX_TITLE) ?? '',
  );
  return { document, elements, meta, data, url, headline: findHeadline(elements, titles), names };
}

/** Of a `<title>` such as "Headline | Section | Outlet" the headline, most often. */
function longestPiece(elements: Elements): string | null {
  const pieces = elements.named('title')[0]?.textContent?.split(/\s[|–—-]\s/) ?? [];
  return pieces.reduce<string | null>(
    (longest, piece) => (piece.length > (longest?.length ?? 0) ? piece : longest),
    null,
  );
}

/** How the page calls its article besides its JSON-LD. */
function namesOnPage(elements: Elements, meta: MetaTags, url: string): ArticleNames {
  const highest = elements.named('h1');
  const headings = (highest.length > 0 ? highest : elements.named('h2'))
    .slice(0, MAX_HEADINGS)
    .map((one) => one.textContent);
  const link = elements.named('link').find((one) => holdsWord(one, 'rel', 'canonical'));
  return articleNames(
    [url, link?.getAttribute('href'), meta.first('og:url')],
    [meta.first('og:title'), meta.first('twitter:title'), elements.named('title')[0]?.textContent, ...headings],
  );
}

/**
 * The text as a plain line, or null when nothing is left. JSON-LD and meta tags are often escaped once too often
 * (`Rock &amp;amp; Roll`), so references to characters are resolved; what looks like a tag stays as it stands: text.
 */
export function line(text: string | null | undefined, maxLength: number): string | null {
  return (text && plainLine(decodeHTML(text), maxLength)) || null;
}
