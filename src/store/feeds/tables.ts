import type { Generated, JSONColumnType } from 'kysely';
import type { FeedHabit } from '../../model/feed.ts';

/** What is known of a feed, and what came of its last poll. When it is polled next stands in `feed_work`. */
export interface FeedsTable {
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
  /** Items it ever brought. */
  items: Generated<number>;
  /** When the last new item was seen. */
  lastItemAt: Date | null;
  habit: JSONColumnType<FeedHabit> | null;
  habitAt: Date | null;
  /** WebSub hubs that the feed names, and what it calls itself there. */
  hubs: Generated<string[]>;
  topic: string | null;
}

/** What operators must know. Open while `clearedAt` is null; of a kind and subject one is open at most. */
export interface NoticesTable {
  id: Generated<number>;
  /** What the subject is: `feed`, the `articles` of one, `endpoint`, `receiver` or `wirewatch`. */
  about: Generated<string>;
  /** Its id. */
  subject: string;
  kind: string;
  reason: string;
  /** Messages that wait for its end; null: none can. */
  waiting: number | null;
  raisedAt: Generated<Date>;
  clearedAt: Date | null;
  /** When its beginning, and its end, was given to the receivers of notices. */
  toldAt: Date | null;
  endToldAt: Date | null;
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
