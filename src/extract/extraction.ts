/** What an article page says of itself, as plain text: no markup, no NUL, no lone surrogate. */
export interface PageArticle {
  /** The address the page calls canonical where that is believable, else its own; normalised. Null when it has neither. */
  canonicalUrl: string | null;
  /** At most 1,000 UTF-16 code units. Null when the page has no title. */
  title: string | null;
  /** At most 500,000 UTF-16 code units; blocks (paragraphs, headings, list items) separated by `\n\n`. Never empty. */
  text: string;
  /** Lower-case BCP 47 tag as the page declares it, or null. It may be wrong: see `articleLanguage`. */
  language: string | null;
  /** Name of the outlet, or null. */
  outlet: string | null;
  authors: string[];
  publishedAt: Date | null;
}

/**
 * What became of a page. `brief`: so little text that it may be a teaser or a notice, and the feed item may say more.
 * An `unreadable` page costs nothing but itself; `reason` is for operators and quotes nothing of the page.
 */
export type Extraction =
  | { kind: 'read'; article: PageArticle; brief: boolean }
  | { kind: 'unreadable'; reason: string };
