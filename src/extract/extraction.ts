import type { ArticleFlag, OtherHeadline } from '../model/article.ts';

/** Where on a page something stood. */
export type Place =
  /** JSON-LD of schema.org. */
  | 'json-ld'
  | 'opengraph'
  /** Any other `<meta>`. */
  | 'meta'
  /** `<link rel>`, `<a rel>`. */
  | 'rel'
  /** HTML's own elements and microdata: `<html lang>`, `<time>`, `<title>`, `itemprop`. */
  | 'markup'
  /** The address of the page. */
  | 'url'
  /** What a reader sees: a headline, a byline, a date in words. */
  | 'visible';

/**
 * Who found the text: Readability on linkedom's tree or on jsdom's, the page's JSON-LD, the data of its scripts, or its
 * description.
 */
export type TextPlace = 'linkedom' | 'jsdom' | 'json-ld' | 'script' | 'description';

/** What an article page says of itself, as plain text: no markup, no NUL, no lone surrogate. */
export interface PageArticle {
  /** The address the page calls canonical where that is believable, else its own; normalised. Null when it has neither. */
  canonicalUrl: string | null;
  /** At most 1,000 UTF-16 code units. Null when the page has no title. */
  title: string | null;
  /** What else the page calls the article, none of them twice, and where. Each as long as a title. */
  headlines: OtherHeadline[];
  /** At most 500,000 UTF-16 code units; blocks (paragraphs, headings, list items) separated by `\n\n`. Never empty. */
  text: string;
  /** Lower-case BCP 47 tag as the page declares it, or null. It may be wrong: see `articleLanguage`. */
  language: string | null;
  /** Name of the outlet, or null. */
  outlet: string | null;
  /** Names of people and agencies, without job titles and without the outlet's own name. */
  authors: string[];
  publishedAt: Date | null;
  /** True: `publishedAt` was written without a time zone, and taken as UTC. */
  isDateZoneless: boolean;
  modifiedAt: Date | null;
  /** Absolute http(s) URL of the picture that stands for the article, or null. */
  image: string | null;
  /** Keywords of the publisher. */
  tags: string[];
  flags: ArticleFlag[];
  /** Where each of the above was found; fields that were not found are missing. */
  places: Partial<Record<MetadataField, Place>> & { text: TextPlace };
}

/** The fields of an article that are metadata. */
export type MetadataField =
  | 'canonicalUrl'
  | 'title'
  | 'language'
  | 'outlet'
  | 'authors'
  | 'publishedAt'
  | 'modifiedAt'
  | 'image'
  | 'tags';

/**
 * What became of a page. `brief`: so little text that it may be a teaser or a notice, and the feed item may say more.
 * An `unreadable` page costs nothing but itself; `reason` is for operators and quotes nothing of the page.
 */
export type Extraction =
  | { kind: 'read'; article: PageArticle; brief: boolean }
  | { kind: 'unreadable'; reason: string; flags: ArticleFlag[] };
