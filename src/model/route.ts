import type { Receiver } from './delivery.ts';

/** What routes, silences and inhibitions look at in an alert. */
export type Label = 'watch' | 'tag' | 'severity' | 'language' | 'country' | 'source' | 'story';

/** What an alert has of each label: none, one, or, of tags and names of its source, several. */
export type Labels = Readonly<Record<Label, readonly string[]>>;

/**
 * A condition on one label. It holds where one of the values satisfies it, a negated one where none does; a label without
 * values counts as one empty value, as in Alertmanager.
 */
export interface Matcher {
  label: Label;
  operator: '=' | '!=' | '=~' | '!~';
  /** Of `=~` and `!~`, a regular expression that the whole value has to meet. */
  value: string;
}

/** What a group has in common; `all`: everything, so that each alert is a group of its own. */
export type GroupBy = readonly Label[] | 'all';

/** A node of the route tree, with what it takes over from the one above it filled in. */
export interface Route {
  /** Where it stands in the tree, from the root on: `root`, `root/0`, `root/0/2`; `watch` for the receivers a watch names itself. */
  path: string;
  receiver: Receiver['id'];
  /** All have to hold; none: always. */
  matchers: readonly Matcher[];
  /** Whether the routes beside it that come after are asked, too. */
  continues: boolean;
  groupBy: GroupBy;
  /** ms from the first alert of a group to its first message. */
  groupWaitMs: number;
  /** ms from one message of a group to its next. */
  groupIntervalMs: number;
  /** ms from one message of a story to the next that tells where else it stands, in channels without threads; null: there is none. */
  repeatIntervalMs: number | null;
  /** Names of time intervals in which everything waits, and of those outside of which everything does (none: there are none). */
  mutes: readonly string[];
  actives: readonly string[];
  /** Alerts that go out all the same; each list of conditions by itself is enough. None: no alert does. */
  passing: readonly (readonly Matcher[])[];
  /** Everything waits for these times; null: nothing does. */
  digest: DigestTimes | null;
  flood: Flood | null;
  routes: readonly Route[];
}

/** When digests go out, by the clock on the wall. */
export interface DigestTimes {
  /** `HH:MM`, one at least. */
  at: readonly string[];
  /** IANA time zone. */
  location: string;
}

/** More messages than this within a time, and what follows comes in digests. */
export interface Flood {
  moreThan: number;
  withinMs: number;
  digestEveryMs: number;
}

/** A named set of times, as Alertmanager has them: it holds when one of its parts does. */
export interface TimeInterval {
  name: string;
  parts: readonly TimePart[];
}

/** Each range that is given has to hold; an empty list: any. Ranges are inclusive. */
export interface TimePart {
  /** Minutes since midnight, `to` exclusive; one whose `to` is not after `from` goes on into the next day. */
  times: readonly { from: number; to: number }[];
  /** 1 Monday to 7 Sunday (ISO 8601). */
  weekdays: readonly { from: number; to: number }[];
  /** 1 to 31; negative: from the end of the month. */
  daysOfMonth: readonly { from: number; to: number }[];
  /** 1 to 12. */
  months: readonly { from: number; to: number }[];
  years: readonly { from: number; to: number }[];
  /** IANA time zone. */
  location: string;
}

/** Alerts that keep others back while they stand. */
export interface InhibitRule {
  source: readonly Matcher[];
  target: readonly Matcher[];
  /** Labels in which both have the same values. */
  equal: readonly Label[];
}

/** Who is told what, when, and in how many messages. */
export interface Routing {
  /** Null: each watch names its receivers, who are told of everything at once. */
  root: Route | null;
  intervals: readonly TimeInterval[];
  inhibitions: readonly InhibitRule[];
}
