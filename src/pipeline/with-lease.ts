import type { Logger } from '../log.ts';
import type { Database } from '../store/database.ts';
import { type Held, renew, type WorkTable } from '../store/work/work.ts';

/** What is needed to keep a lease. */
export interface Keeper {
  db: Database;
  log: Logger;
}

/** A row of a table of work, as it was leased. */
export interface Leased<T extends WorkTable> {
  table: T;
  row: Held<T>;
  leaseMs: number;
}

/** Renewals in the time of a lease: two may fail before it is lost. */
const RENEWALS = 3;
/** ms. All work has deadlines and ends long before; what does not is left to another worker. */
const MAX_KEPT_MS = 15 * 60_000;

/**
 * Keeps a leased row as long as the work on it takes, which may stand in line behind other work before it begins. A process
 * that is killed loses the row as soon as it is found dead, after `leaseMs` at the latest. Ends as `work` does.
 */
export async function withLease<T extends WorkTable, R>(
  { db, log }: Keeper,
  { table, row, leaseMs }: Leased<T>,
  work: () => Promise<R>,
): Promise<R> {
  const keptUntil = performance.now() + MAX_KEPT_MS;
  const timer = setInterval(() => {
    if (performance.now() > keptUntil) clearInterval(timer);
    else
      renew(db, table, row, leaseMs).catch((error: unknown) =>
        log.warn({ err: error, table }, 'a lease was not renewed'),
      );
  }, leaseMs / RENEWALS);
  try {
    return await work();
  } finally {
    clearInterval(timer);
  }
}
