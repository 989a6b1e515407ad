import type { Article } from './article.ts';
import type { Evidence } from './watch.ts';

/** The way a receiver is reached. */
export type ChannelConfig =
  | { kind: 'slack'; webhookUrl: string }
  /** `channel`: its id. `apiUrl`: without a slash at its end. */
  | { kind: 'slackBot'; token: string; channel: string; apiUrl: string }
  | { kind: 'email'; to: string[]; from: string; smtpUrl: string }
  | { kind: 'webhook'; url: string; secret: string }
  /** A webhook of the Workflows app in Microsoft Teams. */
  | { kind: 'teams'; webhookUrl: string }
  /** `homeserverUrl`: without a slash at its end. `room`: its id. */
  | { kind: 'matrix'; homeserverUrl: string; token: string; room: string }
  /** The Apprise API at `url`, without a slash at its end: those under `serviceKey`, or `urls`, or whom it knows itself. */
  | { kind: 'apprise'; url: string; serviceKey: string | null; urls: string[]; tag: string | null }
  /** `thread`: the id of a thread in the webhook's channel; null: the channel itself. */
  | { kind: 'discord'; webhookUrl: string; thread: string | null }
  /** `url`: of the server, without a slash at its end. `topic` may be all the secret there is. */
  | { kind: 'ntfy'; url: string; topic: string; token: string | null }
  /** `chat`: its id, or `@name`. `topic`: of a group with topics; null: its general one. `apiUrl`: without a slash at its end. */
  | { kind: 'telegram'; token: string; chat: string; topic: number | null; apiUrl: string }
  | { kind: 'inbox' }
  /** Where the canary's own message ends, and nobody is told. */
  | { kind: 'canary' };

/** Who is told. */
export interface Receiver {
  id: string;
  channel: ChannelConfig;
  /** IANA name of the zone that times are told in. */
  timeZone: string;
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
  /** A mail address without its name, in lower case; empty where the channel has no more than one address. */
  recipient: string;
  endpoint: Endpoint;
  /** Further coverage of a story is told in the thread of its first message; left out: it is not. */
  hasThreads?: true;
}

/** What a watch has to say of a story: once for each, and once for each development where the operator wants that. */
export interface Alert {
  /** UUID. */
  id: string;
  /** As it was when it matched. */
  watch: { id: string; name: string | null; query: string; severity: string | null; tags: string[] };
  evidence: Evidence;
  /** What is new in a story that was told before; null: the story is. */
  development: Development | null;
}

/** A turn that a story takes. */
export interface Development {
  /** Numbers and names in the headline that nobody had before, as they are written there. */
  words: string[];
}

/** Another article of a story. */
export interface Coverage {
  outlet: string | null;
  title: string;
  url: string | null;
  publishedAt: Date | null;
}

/** A story as it stands when somebody is told of it, with the article that he is told of. */
export interface StoryFacts {
  id: number;
  reach: Reach;
  /** The article that was published first; null: it is that of the message, or nobody knows. */
  earliest: Coverage | null;
  /** The one that looks most like the source of the others; null: it is that of the message, or it is the earliest. */
  original: Coverage | null;
  /** How the story began of which this is another chapter; null: it is none. */
  continues: Coverage | null;
}

/** How far a story has come. */
export interface Reach {
  articles: number;
  /** Outlets, by name or else by host. */
  sources: number;
  languages: number;
}

/** What has become of a story since a receiver was last told of it. */
export interface StoryUpdate {
  storyId: number;
  /** Of the article he was told of. */
  title: string;
  reach: Reach;
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
  /** Null where nobody counted. */
  story: StoryFacts | null;
  /** Stories that were told of at the same address before and stand in more places by now. */
  updates: StoryUpdate[];
  /** Where the pages are to be reached, as the configuration had it; null: it did not say. */
  pagesUrl: string | null;
  /** When the match was committed. */
  createdAt: Date;
}

/** Who else tells a story that a receiver was told of, in the thread of that message. It never changes. */
export interface FollowUp {
  kind: 'followUp';
  /** Id of the delivery that the thread begins with. */
  rootId: Delivery['id'];
  story: { id: number; title: string; reach: Reach };
  /** In outlets and languages that it was not told in before: the earliest of them, and how many there are. */
  coverage: Coverage[];
  added: number;
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

/**
 * Many stories in one message: those of a digest's time, those that waited while it was quiet, or a flood. It never changes, so
 * that every attempt says the same.
 */
export interface Digest {
  kind: 'digest';
  /** Why they come together. */
  because: 'schedule' | 'mute' | 'flood' | 'group' | 'silence';
  /** When the first of them was raised. */
  since: Date;
  /** The most severe first, not all of them where there are many. */
  stories: DigestStory[];
  /** Of all. */
  totals: { stories: number; alerts: number; bySeverity: { severity: string | null; alerts: number }[] };
  /** Silences that have ended since the last digest, and how many messages each kept back. */
  silenced: { silenceId: number; reason: string; messages: number }[];
  updates: StoryUpdate[];
  pagesUrl: string | null;
  createdAt: Date;
}

/** A story of a digest: as {@link News} has it. */
export type DigestStory = Pick<News, 'article' | 'alerts' | 'coverage' | 'story'>;

/** What a service said of a message that it took, by which it is found again: `ts` and `channel` of Slack, `event` and `room` of Matrix. No secret. */
export type Receipt = Readonly<Record<string, string>>;

/** What one message tells. */
export type Payload = News | Notice | Digest | FollowUp;

/** What is told, on its way to one address of one receiver. */
export interface Delivery {
  /** UUID; also the mail's Message-ID and the webhook's id. */
  id: string;
  receiverId: string;
  /** See {@link Address.recipient}. */
  recipient: string;
  payload: Payload;
  /** What was said of the first message of its story at the same address, of a follow-up that of its thread; null: there was none, or nothing was said. */
  thread: Receipt | null;
  /** Of a follow-up: the message that its thread begins with, which tells by now how far the story has come. */
  root?: { id: string; payload: News } | undefined;
  /** 1 for the first try. */
  attempt: number;
  /** True when an earlier attempt may have arrived although its outcome is not known. */
  possibleDuplicate: boolean;
}

/**
 * Where a delivery stands. `unknown`: sent, but whether it arrived cannot be told; it is sent again. `suppressed`: a silence, or
 * another alert, keeps it back.
 */
export type DeliveryState = 'pending' | 'sending' | 'sent' | 'retry' | 'unknown' | 'dead' | 'suppressed';

/** How one attempt ended. `reason` is for operators and never holds a secret. */
export type AttemptOutcome =
  | {
      kind: 'sent' /** By what it is found again there; left out: by nothing. */;
      receipt?: Receipt;
      /** What the service said, for operators; no secret. Left out: nothing. */
      answer?: string;
      /** The service took it to pass it on, and does not say that it arrives, as a mail server does. */
      isAccepted?: true;
    }
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
  | {
      kind: 'dead';
      reason: string /** Nothing can go to the endpoint any more: a webhook was deleted. */;
      ofEndpoint?: true;
    }
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

/** What a feed for feed readers is of: all alerts of a watch, or all that a receiver is told. */
export interface FeedSubject {
  kind: 'watch' | 'receiver';
  id: string;
}
