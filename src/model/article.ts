/** Where an article's text was read: its page, or only a summary or what the feed item itself carries. */
export type ArticleSource = 'page' | 'feed_item';

/**
 * What is special about an article.
 *
 * `paywall`: the page keeps part of its text for subscribers. `consent_wall`: it asks to agree to something instead of
 * showing the article. `live_blog`: entries are added to it. `video`: it shows a film with little text. `scripts_only`: its
 * text is put there by scripts, which never run here. `summary_only`: what was read is a summary, not the text.
 * `zoneless_date`: its page tells no time zone with its date, which is taken as UTC and may be some hours off.
 */
export type ArticleFlag =
  | 'paywall'
  | 'consent_wall'
  | 'live_blog'
  | 'video'
  | 'scripts_only'
  | 'summary_only'
  | 'zoneless_date';

/** What an article is called in another place than the one its title is from. */
export interface OtherHeadline {
  text: string;
  /** `visible`, `opengraph`, `json-ld`, `meta`, `markup`, or `feed` for the feed item's. */
  place: string;
}

/** One published text, as read. `title` and `text` are the strings all offsets of a match refer to. */
export interface Article {
  /** The address the publisher calls canonical, normalised; null when the item had no link. */
  canonicalUrl: string | null;
  /** The address people are sent to; null when the item had no link. */
  url: string | null;
  title: string;
  /** What else page and feed item call it, none of them twice. */
  headlines: OtherHeadline[];
  /** Plain text; paragraphs separated by a blank line (`\n\n`). */
  text: string;
  /** Lower-case ISO 639 code or BCP 47 tag (`de`, `zh-hant`), or null when unknown. */
  language: string | null;
  /** The outlet, as people know it ("Der Spiegel"), or null. */
  outlet: string | null;
  authors: string[];
  /** ISO 3166-1 alpha-2, upper case (`DE`), or null: where the outlet is at home. */
  country: string | null;
  /** Labels: the feed's, given by operators, and the publisher's own. */
  tags: string[];
  /** Never later than it was read. */
  publishedAt: Date | null;
  source: ArticleSource;
  flags: ArticleFlag[];
  /** Where each field was found, for those who look into a badly read page: `{ title: 'json-ld', text: 'linkedom' }`. */
  places: Record<string, string>;
}
