import type { ColumnType, Generated, JSONColumnType } from 'kysely';
import type { Alert, DeliveryState, Development, Receipt } from '../../model/delivery.ts';
import type { Matcher, Route } from '../../model/route.ts';
import type { StoredPayload } from './payload.ts';

/** Postgres fills it in; it can still be set. */
type Defaulted<T> = ColumnType<T, T | undefined, T>;

/** What a watch had to say of a story: once for each, and once for each of its developments. */
export interface AlertsTable {
  id: Generated<string>;
  storyId: number;
  watchId: string;
  matchId: number;
  /** The watch as it was when it matched. */
  watch: JSONColumnType<Alert['watch']>;
  createdAt: Generated<Date>;
  /** 0: that there is a story; then its developments. */
  turn: Generated<number>;
  /** What is new; null: the story is. */
  development: JSONColumnType<Development> | null;
  /** Number of the configuration by which it was raised; null: from before they had numbers. */
  configVersion: number | null;
}

/** The ledger: what goes to whom, and how far it is. The work on those still open stands in `delivery_work`. */
export interface DeliveriesTable {
  id: Generated<string>;
  receiverId: string;
  /** Which of the receiver's addresses; empty where it has one. */
  recipient: Defaulted<string>;
  /** What is told; never changed. */
  payload: JSONColumnType<StoredPayload>;
  state: Defaulted<DeliveryState>;
  attempts: Generated<number>;
  reason: string | null;
  createdAt: Generated<Date>;
  sentAt: Date | null;
  /** When it was given up. */
  diedAt: Date | null;
  /** When an operator last had it sent again although it had been given up. */
  retriedAt: Date | null;
  /** Attempts before that, which do not count any more. */
  retriedAfter: Generated<number>;
  /** What the service said of it, by which it is found again. */
  receipt: JSONColumnType<Receipt> | null;
  /** The silence that keeps it back; null: none does. */
  silenceId: number | null;
  /** When its receiver was told that it was kept back. */
  countedAt: Date | null;
}

/** What keeps alerts back. */
export interface SilencesTable {
  id: Generated<number>;
  /** Null: of all receivers. */
  receiverId: string | null;
  /** Null: of all addresses. */
  recipient: string | null;
  matchers: JSONColumnType<Matcher[]>;
  reason: string;
  author: string;
  tellsEnd: boolean;
  startsAt: Generated<Date>;
  endsAt: Date;
  createdAt: Generated<Date>;
}

/** What was done by links in messages. */
export interface LinkActsTable {
  deliveryId: string;
  action: string;
  /** The silence that it made; null: none. */
  silenceId: number | null;
  actedAt: Generated<Date>;
  undoneAt: Date | null;
}

/** What is told together: alerts of one receiver by one route that have something in common. */
export interface AlertGroupsTable {
  id: Generated<number>;
  receiverId: string;
  /** {@link Route.path}. */
  route: string;
  /** What its alerts have in common, or what they wait for. */
  key: string;
  /** Why they wait. */
  because: string;
  /** When those that wait are told; null: none waits. */
  flushAt: Date | null;
  /** When some were told last; null: none was yet. */
  flushedAt: Date | null;
  openedAt: Generated<Date>;
}

/** Alerts that wait in a group. */
export interface GroupAlertsTable {
  groupId: number;
  alertId: string;
  /** Their place in the line. */
  rank: number;
  addedAt: Generated<Date>;
}

/** Threads in which receivers hear of further coverage, each begun by the first message of its story at an address. */
export interface ThreadsTable {
  storyId: number;
  receiverId: string;
  /** See {@link DeliveriesTable.recipient}. */
  recipient: string;
  /** The message that it begins with. */
  deliveryId: string;
  /** {@link Route.path}. */
  route: string;
  /** ms between two messages in it. */
  intervalMs: number;
  /** What its receiver knows of: outlets by name or host, languages without their region. */
  outlets: string[];
  languages: string[];
  /** When its story got an article last. */
  coveredAt: Generated<Date>;
  /** When it was written to last. */
  spokenAt: Generated<Date>;
  /** When something may be to be said; null: nothing is. */
  dueAt: Date | null;
}

/** The alerts a delivery tells of: each once at an address. */
export interface DeliveryAlertsTable {
  deliveryId: string;
  alertId: string;
  receiverId: string;
  recipient: string;
  toldAt: Generated<Date>;
  /** Articles of the story when it was last spoken of there; null: nobody counted. */
  articles: number | null;
}

/** Where receivers were ever told. */
export interface AddressesTable {
  receiverId: string;
  /** See {@link DeliveriesTable.recipient}. */
  recipient: string;
  /** Where it is, as the active configuration has it; null: it had no such address. */
  endpoint: string | null;
  /** Since when the active configuration has it not; null: it has. */
  removedAt: Date | null;
}

/** Where messages go, and whose turn it is there. */
export interface EndpointsTable {
  /** Tells endpoints apart and holds no secret. */
  key: string;
  /** For people; no secret either. */
  label: string;
  /** Messages under way at once. */
  places: number;
  /** ms between the beginnings of two. */
  gapMs: number;
  /** The next may begin then. */
  nextAt: Generated<Date>;
  /** Nothing goes there before: it asked for that, or waits for the operator. */
  quietUntil: Generated<Date>;
  /** Attempts that failed since the last that did not. */
  failures: Generated<number>;
  /** Messages since the last one taken that were refused for their own sake: it answers, but takes none. */
  refusals: Generated<number>;
  /** Since when it wants to be left alone, with no message taken in between; null: it does not. */
  throttledSince: Date | null;
  /** Since when something has to be mended; null: nothing has. */
  heldSince: Date | null;
  /** Why the last attempt failed; null: it did not. */
  reason: string | null;
}

/** Each attempt at a delivery, written down before it is made. */
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
  /** Of the lease under which it was begun. */
  /** Number of the configuration by which it was made; null: of none. */
  configVersion: number | null;
  fence: Generated<number>;
}

/** Messages in the built-in inbox. */
export interface InboxMessagesTable {
  deliveryId: string;
  receiverId: string;
  subject: string;
  text: string;
  html: string;
  receivedAt: Generated<Date>;
}
