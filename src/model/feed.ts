/** Where news comes from: one address that is polled. */
export interface Feed {
  /** Unique, stable: from the configuration, or derived from the URL. Letters, digits, `-`, `_`, `.`. */
  id: string;
  /** Absolute http(s) URL. */
  url: string;
  /** Shown to people; the feed's own title is used while this is null. */
  name: string | null;
  /** ISO 3166-1 alpha-2, upper case (`DE`), or null where the operator did not say. */
  country: string | null;
  tags: string[];
  /** A fixed poll interval in ms (1,000 at least), or null: the interval adapts to the feed. */
  everyMs: number | null;
  /** True: what the feed already holds at its first poll is treated as news, not as the baseline. */
  backfill: boolean;
}

/** One entry of a feed as the feed tells it. All strings are plain text, never markup, unless said otherwise. */
export interface FeedItem {
  /** The feed's own id for the item (`guid`, `atom:id`, `rdf:about`), else its link, else a hash of its content. */
  guid: string;
  /** Absolute http(s) URL of the article page, or null when the item has none. */
  link: string | null;
  title: string;
  /** Short text of the item, or null. */
  summary: string | null;
  /** Full text if the feed carries it, or null. Paragraphs are separated by a blank line. */
  content: string | null;
  publishedAt: Date | null;
  updatedAt: Date | null;
  authors: string[];
  categories: string[];
  /** BCP 47 tag as the item declares it, or null: then the feed's holds. */
  language: string | null;
  enclosures: Enclosure[];
}

/** A file that comes with a feed item: a picture, a sound, a film. */
export interface Enclosure {
  /** Absolute http(s) URL. */
  url: string;
  /** Media type as the feed says it, or null. */
  type: string | null;
  /** Length as the feed says it, or null. */
  bytes: number | null;
}

/** What a feed asks of those who poll it. */
export interface PublisherSchedule {
  /** ms between two polls (`ttl`, `sy:updatePeriod`), or null when it does not say. */
  everyMs: number | null;
  /** Hours of the day in UTC, 0 to 23, at which not to poll (RSS 2.0 `skipHours`). */
  skipHours: number[];
  /** Days of the week in UTC, 0 = Sunday, on which not to poll (RSS 2.0 `skipDays`). */
  skipDays: number[];
}

/** How a feed usually publishes. */
export interface FeedHabit {
  itemsPerDay: number;
  /** Share of its items in each hour of the day, UTC, 24 numbers. */
  hours: number[];
  /** The longest time between two items, in ms, that is nothing unusual. */
  usualGapMs: number;
}

/** What a feed document says, whatever its format. */
export interface ParsedFeed {
  title: string | null;
  /** Absolute URL of the site, or null. */
  link: string | null;
  /** BCP 47 tag as the feed declares it, or null. */
  language: string | null;
  items: FeedItem[];
  schedule: PublisherSchedule;
  /** Absolute URLs of the WebSub hubs the feed names (`rel="hub"`), in its order. */
  hubs: string[];
  /** The address the feed calls its own (`rel="self"`), absolute, or null: the topic to subscribe to at a hub. */
  self: string | null;
}
