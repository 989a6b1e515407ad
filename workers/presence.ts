import { randomUUID } from 'node:crypto';
import type { Logger } from '../src/log.ts';
import type { Feed } from '../src/model.ts';
import type { Database } from '../src/store/database.ts';
import { declareFeeds, stayDeclared, withdrawFeeds } from '../src/store/work/workers.ts';

/** ms between two signs of life. */
const EVERY_MS = 60_000;

/** What a worker says of itself to the others. */
export interface PresenceOptions {
  db: Database;
  /** The feeds of its configuration. */
  feeds: Feed[];
  log: Logger;
}

/** Tells the others that this worker runs, and with which feeds, until the function it returns is called. */
export async function keepPresent({ db, feeds, log }: PresenceOptions): Promise<() => Promise<void>> {
  const id = randomUUID();
  await declareFeeds(db, id, feeds);
  const stay = async () => {
    // After a long sleep of the machine, say.
    if (!(await stayDeclared(db, id))) await declareFeeds(db, id, feeds);
  };
  const failed = (error: unknown) => log.warn({ err: error }, 'the other workers could not be told of this one');
  const timer = setInterval(() => void stay().catch(failed), EVERY_MS);
  return async () => {
    clearInterval(timer);
    await withdrawFeeds(db, id).catch(failed);
  };
}
