import type { Generated, JSONColumnType } from 'kysely';
import type { ProcessReport } from './process-report.ts';

/** Who has a row of work: a queue, in which a job for it waits, or a worker. */
export type Holder = 'queue' | 'worker';

/**
 * Work that is to be done: a narrow row that changes often, beside the wide one it is about. There is one as long as there
 * is something to do, and none after.
 */
interface WorkRow {
  /** From then on anybody may take it: when it is due, or when whoever has it counts as lost. */
  visibleAt: Generated<Date>;
  holder: Holder | null;
  /** The process that took the last lease; its row is in `processes` while it lives. */
  process: Generated<string | null>;
  /** A new number with each lease, greater than all before. A write must bring the one it was given, so that a worker that slept cannot overwrite. */
  fence: Generated<number>;
}

/** Feeds that are polled. */
export interface FeedWorkTable extends WorkRow {
  id: string;
  /** As in `feeds`. */
  host: string;
  /** When the next poll is due, or the one under way was. */
  dueAt: Generated<Date>;
  /** Its last polls failed. */
  failing: Generated<boolean>;
}

/** Feed items that are to be read. */
export interface ItemWorkTable extends WorkRow {
  id: number;
  /** Times a worker took it, but for those when it was given back as it was. */
  leases: Generated<number>;
}

/** Deliveries that are to be sent. */
export interface DeliveryWorkTable extends WorkRow {
  id: string;
  /** Whose turn it is there is told by `endpoints`. */
  endpoint: string;
  /** The line is in this order, then by age: 0 for the most severe. */
  rank: Generated<number>;
  madeAt: Generated<Date>;
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
  /** For each of these: the process that has it. */
  takers: Generated<(string | null)[]>;
}

/** When somebody last did his regular work. */
export interface HeartbeatsTable {
  name: string;
  at: Date;
}

/** Processes that work, or died a moment ago. */
export interface ProcessesTable {
  id: string;
  /** Every second a new one. */
  seenAt: Generated<Date>;
  /** What it says of itself; null: nothing yet. */
  report: JSONColumnType<ProcessReport> | null;
}
