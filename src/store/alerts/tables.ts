import type { ColumnType, Generated, JSONColumnType } from 'kysely';
import type { Alert, DeliveryState } from '../../model.ts';

/** Postgres fills it in; it can still be set. */
type Defaulted<T> = ColumnType<T, T | undefined, T>;

/** What a watch had to say of a story: once for each. */
export interface AlertsTable {
  id: Generated<string>;
  storyId: number;
  watchId: string;
  matchId: number;
  /** The watch as it was when it matched. */
  watch: JSONColumnType<Alert['watch']>;
  createdAt: Generated<Date>;
}

/** The ledger: what goes to whom, and how far it is. The work on those still open stands in `delivery_work`. */
export interface DeliveriesTable {
  id: Generated<string>;
  alertId: string;
  receiverId: string;
  state: Defaulted<DeliveryState>;
  attempts: Generated<number>;
  reason: string | null;
  createdAt: Generated<Date>;
  sentAt: Date | null;
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
