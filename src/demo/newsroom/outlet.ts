/** One part of an article's text: a paragraph, or a subheading between two. Plain text. */
export type Block = string | { subhead: string };

/** One article of an invented outlet, and the feed item that announces it. Plain text throughout. */
export interface NewsItem {
  /** Unique in its outlet; the last part of the article's path. */
  slug: string;
  /** `background`: in the feed from the start. `breaking`: added when the story breaks. */
  wave: 'background' | 'breaking';
  /** Minutes between publication and the start of its wave. 0 for what breaks: it is news at that moment. */
  minutesBefore: number;
  section: string;
  /** A desk or an agency; the newsroom employs no persons. */
  byline: string;
  title: string;
  summary: string;
  body: Block[];
  /** What the article page answers instead of the article. */
  pageStatus?: 404 | 500;
  /** The article this one is a licensed copy of: named by `rel=canonical`. */
  canonical?: { outletId: string; slug: string };
  /** Query that the feed's link carries, as campaign trackers add it. Without `?`. */
  tracking?: string;
}

/** The format of a feed, as people call it. */
export type FeedFormat = 'RSS 2.0' | 'Atom' | 'RSS 1.0';

/** An invented news outlet: one feed, one page design. */
export interface Outlet {
  /** First part of every path of the outlet, the name of its page template, and its feed's id. */
  id: string;
  name: string;
  claim: string;
  /** BCP 47. */
  language: string;
  format: FeedFormat;
  items: NewsItem[];
}

/** The path of an outlet's feed. */
export const feedPath = (outlet: Pick<Outlet, 'id'>): string => `/${outlet.id}/feed.xml`;

/** The path of an article, without any tracking. */
export const articlePath = (outletId: string, slug: string): string => `/${outletId}/news/${slug}`;
