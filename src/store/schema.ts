import type { ColumnType, Generated, JSONColumnType } from 'kysely';
import type {
  Alert,
  ArticleFlag,
  ArticleSource,
  DeliveryState,
  Enclosure,
  Evidence,
  FeedHabit,
  OtherHeadline,
} from '../model.ts';

/** Postgres fills it in; it can still be set. */
type Defaulted<T> = ColumnType<T, T | undefined, T>;

/** What became of a feed item. `baseline`: it was there before the feed was watched, and is not read. */
export type FeedItemState = 'baseline' | 'pending' | 'done' | 'failed';

/** Columns of work that the sweeper hands to a queue and a worker then takes. */
interface Claimable {
  /** The sweeper leaves the row alone until then: a job for it waits in the queue. */
  enqueuedUntil: Date | null;
  /** A worker has it until then; after that its work counts as lost and another may take it. */
  leaseUntil: Date | null;
  /** Grows with each lease. A write must bring the number it was given, so that a worker that slept cannot overwrite. */
  fence: Generated<number>;
}

export interface FeedsTable extends Claimable {
  id: string;
  url: string;
  name: string | null;
  country: string | null;
  tags: string[];
  everyMs: number | null;
  backfill: boolean;
  /** False once the feed has left the configuration. */
  active: boolean;
  /** When it did; null for one that is in it. */
  leftAt: Date | null;
  /** When the feed said that it is gone for good (410); it is not polled any more. */
  goneAt: Date | null;
  /** The feed's own title and language. */
  title: string | null;
  language: string | null;
  /** Opaque validators, sent back verbatim (RFC 9110 §13.1). */
  etag: string | null;
  lastModified: string | null;
  addedAt: Generated<Date>;
  /** First poll that could be read; null before. */
  baselineAt: Date | null;
  nextPollAt: Generated<Date>;
  lastPolledAt: Date | null;
  lastOutcome: string | null;
  lastStatus: number | null;
  lastReason: string | null;
  /** Failed polls in a row. */
  failures: Generated<number>;
  /** Since when it fails without a break. */
  failingSince: Date | null;
  /** Host name of the address that is polled. */
  host: string;
  /** Since when the operator has the feed paused. */
  pausedAt: Date | null;
  /** The address taken over after it redirected there for good; null: `url` is polled. */
  movedUrl: string | null;
  /** A permanent redirect that is not believed yet: where to, how often in a row it was seen, and since when. */
  movingTo: string | null;
  movingSeen: Generated<number>;
  movingSince: Date | null;
  /** SHA-256 of the last document. */
  bodyHash: string | null;
  /** When the feed was last asked for without validators. */
  wholeAt: Date | null;
  /** How long the last answer said it stays right, in ms (RFC 9111); null when it did not say. */
  freshMs: number | null;
  /** What the feed itself asks of those who poll it; see `PublisherSchedule`. */
  askedEveryMs: number | null;
  skipHours: Generated<number[]>;
  skipDays: Generated<number[]>;
  /** When its latest items appeared, newest first, 30 at most. */
  itemTimes: Generated<Date[]>;
  /** ms from when the last poll was due to when it began. */
  lastLagMs: number | null;
  /** ms that the last good answer took, its turn at the host included. */
  tookMs: number | null;
  /** What had to be mended in the last document. */
  lastWarnings: Generated<string[]>;
  /** When the last new item was seen. */
  lastItemAt: Date | null;
  habit: JSONColumnType<FeedHabit> | null;
  habitAt: Date | null;
  /** WebSub hubs that the feed names, and what it calls itself there. */
  hubs: Generated<string[]>;
  topic: string | null;
}

/** Whose turn it is at a host; one row for each host name that was ever asked. */
export interface HostsTable {
  host: string;
  /** No request begins before. */
  nextAt: Date;
  /** The host wants to be left alone until then. */
  quietUntil: Generated<Date>;
  /** For each request under way: when its turn ends at the latest. */
  turns: Date[];
}

/** What operators must know of a feed. Open while `clearedAt` is null; of a kind one is open at most. */
export interface NoticesTable {
  id: Generated<number>;
  feedId: string;
  kind: string;
  reason: string;
  raisedAt: Generated<Date>;
  clearedAt: Date | null;
}

/** Where a WebSub subscription stands. `asked`: the hub has not verified it yet. */
export type SubscriptionState = 'asked' | 'verified' | 'denied' | 'failed';

/** Subscriptions at WebSub hubs, one a feed. */
export interface SubscriptionsTable {
  feedId: string;
  /** UUID, part of the callback's address: nobody can guess it. */
  id: Generated<string>;
  hub: string;
  topic: string;
  /** Key of the signatures on what the hub sends. */
  secret: string;
  state: SubscriptionState;
  reason: string | null;
  askedAt: Generated<Date>;
  verifiedAt: Date | null;
  /** End of the lease that the hub granted. */
  expiresAt: Date | null;
  /** When to ask the hub next: to renew, or again after a failure. */
  dueAt: Generated<Date>;
  /** Failed requests in a row. */
  failures: Generated<number>;
  lastPushAt: Date | null;
}

export interface FeedItemsTable extends Claimable {
  id: Generated<number>;
  feedId: string;
  guid: string;
  /** By what the item is known beside its id; its first letter says of which kind that is. */
  mark: string | null;
  link: string | null;
  title: string;
  summary: string | null;
  content: string | null;
  publishedAt: Date | null;
  updatedAt: Date | null;
  authors: string[];
  categories: string[];
  language: string | null;
  enclosures: JSONColumnType<Enclosure[]>;
  seenAt: Generated<Date>;
  state: FeedItemState;
  dueAt: Generated<Date>;
  /** Times the page was asked for, or the work on the item was lost. */
  attempts: Generated<number>;
  /** Times a worker took it, but for those when it was given back as it was. */
  leases: Generated<number>;
  reason: string | null;
  articleId: number | null;
}

export interface StoriesTable {
  id: Generated<number>;
  createdAt: Generated<Date>;
}

export interface StoryKeysTable {
  key: string;
  storyId: number;
}

export interface ArticlesTable {
  id: Generated<number>;
  storyId: number;
  canonicalUrl: string | null;
  url: string | null;
  title: string;
  text: string;
  language: string | null;
  outlet: string | null;
  authors: string[];
  country: string | null;
  tags: string[];
  publishedAt: Date | null;
  source: ArticleSource;
  flags: Defaulted<ArticleFlag[]>;
  places: JSONColumnType<Record<string, string>, string | undefined, string>;
  headlines: JSONColumnType<OtherHeadline[], string | undefined, string>;
  readAt: Defaulted<Date>;
}

export interface MatchesTable {
  id: Generated<number>;
  articleId: number;
  watchId: string;
  evidence: JSONColumnType<Evidence>;
  createdAt: Generated<Date>;
}

export interface AlertsTable {
  id: Generated<string>;
  storyId: number;
  watchId: string;
  matchId: number;
  /** The watch as it was when it matched. */
  watch: JSONColumnType<Alert['watch']>;
  createdAt: Generated<Date>;
}

export interface DeliveriesTable extends Claimable {
  id: Generated<string>;
  alertId: string;
  receiverId: string;
  state: Defaulted<DeliveryState>;
  dueAt: Generated<Date>;
  attempts: Generated<number>;
  reason: string | null;
  createdAt: Generated<Date>;
  sentAt: Date | null;
}

export interface AttemptsTable {
  deliveryId: string;
  number: number;
  startedAt: Generated<Date>;
  /** Null while under way, or when the process died over it. */
  finishedAt: Date | null;
  outcome: string | null;
  reason: string | null;
  /** An earlier attempt may have arrived. */
  possibleDuplicate: boolean;
}

export interface InboxMessagesTable {
  deliveryId: string;
  receiverId: string;
  subject: string;
  text: string;
  html: string;
  receivedAt: Generated<Date>;
}

export interface HeartbeatsTable {
  name: string;
  at: Date;
}

/** Workers that run, or ended lately. */
export interface WorkersTable {
  id: string;
  /** The feeds of its configuration. */
  feedIds: string[];
  seenAt: Date;
}

export interface CredentialsTable {
  name: string;
  passwordHash: string;
}

/** Every table of Wirewatch, in camel case; the database has them in snake case. */
export interface Schema {
  feeds: FeedsTable;
  feedItems: FeedItemsTable;
  stories: StoriesTable;
  storyKeys: StoryKeysTable;
  articles: ArticlesTable;
  matches: MatchesTable;
  alerts: AlertsTable;
  deliveries: DeliveriesTable;
  attempts: AttemptsTable;
  inboxMessages: InboxMessagesTable;
  heartbeats: HeartbeatsTable;
  workers: WorkersTable;
  credentials: CredentialsTable;
  hosts: HostsTable;
  notices: NoticesTable;
  subscriptions: SubscriptionsTable;
}
