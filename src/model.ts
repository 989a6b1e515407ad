/**
 * The glossary. Every module speaks in these words; this file imports nothing.
 *
 * feed URL → poll → feed items → fetch and extract → article → match → story → alert → deliveries → Slack, mail, webhook.
 */

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

/** Where an article's text was read: its page, or only a summary or what the feed item itself carries. */
export type ArticleSource = 'page' | 'feed_item';

/**
 * What is special about an article.
 *
 * `paywall`: the page keeps part of its text for subscribers. `consent_wall`: it asks to agree to something instead of
 * showing the article. `live_blog`: entries are added to it. `video`: it shows a film with little text. `scripts_only`: its
 * text is put there by scripts, which never run here. `summary_only`: what was read is a summary, not the text.
 */
export type ArticleFlag = 'paywall' | 'consent_wall' | 'live_blog' | 'video' | 'scripts_only' | 'summary_only';

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
  publishedAt: Date | null;
  source: ArticleSource;
  flags: ArticleFlag[];
  /** Where each field was found, for those who look into a badly read page: `{ title: 'json-ld', text: 'linkedom' }`. */
  places: Record<string, string>;
}

/** What an operator wants to hear of. */
export interface Watch {
  id: string;
  name: string | null;
  /** In the watch language, see docs/watch-language.md. */
  query: string;
  tags: string[];
  /** A free label such as `low`, `high`, `critical`; shown in the alert. Null when not given. */
  severity: string | null;
  /** Ids of the receivers that hear of a match. Never empty once the configuration is loaded. */
  receivers: string[];
  /** The language the query is written in, as a BCP 47 tag, or null. */
  language: string | null;
  /** The query language of another product that the query is written in, or null for Wirewatch's own. */
  dialect: Dialect | null;
}

/** Query languages of other products that a watch may be written in. */
export type Dialect = 'factiva' | 'lexis';

/** Names for one thing, by alias name without the `@`: `bka` → [`Bundeskriminalamt`, `{BKA}`, …]. */
export type Aliases = Record<string, string[]>;

/**
 * The part of an article a query looks at. Nothing matches across two fields. All but `title`, `headline` and `text` are
 * looked at by a query that names them only. `headline` is one of the article's other headlines, each a field of its own,
 * which `title:` looks at as well.
 */
export type Field = 'title' | 'headline' | 'text' | 'url' | 'author' | 'source' | 'lang' | 'country' | 'tag';

/**
 * One mention that made a watch match. Offsets are UTF-16 code units into the article's own field, `end` exclusive; where a
 * field is a list (authors, tags), into its values with an empty line between two.
 */
export interface Hit {
  field: Field;
  /** Where the headline stood ({@link OtherHeadline.place}), for a hit in another one than the title. */
  place?: string;
  start: number;
  end: number;
  /** The words of the article, as they stand there. */
  surface: string;
  /** The term of the query, or the alias member, that met them. */
  term: string;
  /** The alias the term came from, without `@`, or null. */
  alias: string | null;
}

/** Two hits that stood near enough to each other. */
export interface Proximity {
  /** Indexes into {@link Evidence.hits}. */
  left: number;
  right: number;
  /** Words between the two, 0 = adjacent. */
  wordsBetween: number;
  /** What the query allowed: so many words, or the same sentence or paragraph. */
  allowed: number | 'sentence' | 'paragraph';
}

/** A sentence that holds hits, cut out so that it can be shown without the article. */
export interface Passage {
  field: Field;
  /** As of its hits. */
  place?: string;
  /** Offset of the passage in its field, in UTF-16 code units. */
  start: number;
  /** The article's own words. */
  text: string;
  /** Indexes into {@link Evidence.hits} of the hits inside, in the order of the text. */
  hits: number[];
}

/** Why a watch matched an article: enough to show and mark it without either. Plain JSON. */
export interface Evidence {
  hits: Hit[];
  proximities: Proximity[];
  /**
   * The best passage first: the one with the closest proximity, or the most different terms. Empty only when nothing in
   * title or text was asked for.
   */
  passages: Passage[];
}

/** A watch that an article satisfies. */
export interface Match {
  watchId: string;
  evidence: Evidence;
}

/** The way a receiver is reached. */
export type ChannelConfig =
  | { kind: 'slack'; webhookUrl: string }
  | { kind: 'email'; to: string[]; from: string; smtpUrl: string }
  | { kind: 'webhook'; url: string; secret: string }
  | { kind: 'inbox' };

/** Who is told. */
export interface Receiver {
  id: string;
  channel: ChannelConfig;
}

/** Where messages go: one mail server, one webhook. What goes there goes by turns. */
export interface Endpoint {
  /** Tells endpoints apart, the same in all processes, and holds no secret. */
  key: string;
  /** For operators; no secret either: `Slack at hooks.slack.com`. */
  label: string;
  /** Messages under way at once. */
  places: number;
  /** ms between the beginnings of two. */
  gapMs: number;
}

/** One of the places where a receiver is told. */
export interface Address {
  receiverId: Receiver['id'];
  /** A mail address; empty where the channel has no more than one address. */
  recipient: string;
  endpoint: Endpoint;
}

/** What a watch has to say of a story: once for each. */
export interface Alert {
  /** UUID. */
  id: string;
  /** As it was when it matched. */
  watch: { id: string; name: string | null; query: string; severity: string | null; tags: string[] };
  evidence: Evidence;
}

/** Another article of a story. */
export interface Coverage {
  outlet: string | null;
  title: string;
  url: string | null;
  publishedAt: Date | null;
}

/**
 * What a receiver is told: an article, and all the watches that it met and that he has not been told of. Plain data, nothing
 * escaped yet. It never changes, so that every attempt says the same.
 */
export interface News {
  kind: 'news';
  article: Pick<Article, 'url' | 'title' | 'language' | 'outlet' | 'authors' | 'publishedAt' | 'source' | 'flags'> & {
    /** How its text begins; empty when it has none. */
    lead: string;
  };
  /** The most severe first; one at least. */
  alerts: Alert[];
  /** Where the story stood before, the earliest first. */
  coverage: Coverage[];
  /** When the match was committed. */
  createdAt: Date;
}

/** What operators are told of Wirewatch itself. */
export interface Notice {
  kind: 'notice';
  title: string;
  /** Sentences. */
  lines: string[];
  /** It only tries whether a receiver is told. */
  isTest?: boolean | undefined;
  createdAt: Date;
}

/** News, or a notice, on its way to one address of one receiver. */
export interface Delivery {
  /** UUID; also the mail's Message-ID and the webhook's id. */
  id: string;
  receiverId: string;
  /** See {@link Address.recipient}. */
  recipient: string;
  payload: News | Notice;
  /** 1 for the first try. */
  attempt: number;
  /** True when an earlier attempt may have arrived although its outcome is not known. */
  possibleDuplicate: boolean;
}

/** Where a delivery stands. `unknown`: sent, but whether it arrived cannot be told; it is sent again. */
export type DeliveryState = 'pending' | 'sending' | 'sent' | 'retry' | 'unknown' | 'dead';

/** How one attempt ended. `reason` is for operators and never holds a secret. */
export type AttemptOutcome =
  | { kind: 'sent' }
  | {
      kind: 'retry';
      reason: string /** It is about this message alone, as a full mailbox is: the endpoint takes others. */;
      ofMessage?: true;
    }
  /** The endpoint wants to be left alone, by all that goes to it, for `inMs`, a day at most. */
  | { kind: 'throttled'; reason: string; inMs: number }
  | { kind: 'unknown'; reason: string }
  /** The operator's to mend, as a wrong password is: all that goes to the endpoint waits for that. */
  | { kind: 'held'; reason: string }
  | { kind: 'dead'; reason: string }
  /** Not made: others are before it at this receiver, or for the `reason` given, which operators should know. */
  | { kind: 'postponed' /** ms from now. */; inMs: number; reason?: string };

/** What becomes of a delivery after an attempt. Times in ms from now. */
export type NextStep =
  | { kind: 'sent' }
  | { kind: 'dead'; reason: string }
  | { kind: 'retry' | 'unknown'; reason: string; retryInMs: number }
  /** First in line again, once its endpoint takes messages. */
  | { kind: 'throttled'; reason: string; inMs: number }
  /** The same; the endpoint is tried after `firstMs`, then ever less often, and after `longestMs` at the latest. */
  | { kind: 'held'; reason: string; firstMs: number; longestMs: number }
  | { kind: 'postponed'; inMs: number; reason?: string };
