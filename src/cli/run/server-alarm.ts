import { keepAlarm } from '../../../workers/canary.ts';
import type { Logger } from '../../log.ts';
import type { Followed } from '../../pipeline/config/follow.ts';
import type { Running } from '../../running.ts';
import type { Database } from '../../store/database.ts';
import { runningToSend } from '../shared/running-to-send.ts';

/** What the alarm of a process without workers stands on. */
export interface ServerAlarmOptions {
  db: Database;
  /** See `createActiveConfig`. */
  active: () => Promise<Followed | null>;
  log: Logger;
}

/**
 * Looks after the canary where the pages are shown, for no worker that died tells that it did. `open` gets what is to be
 * closed.
 */
export function keepServerAlarm({ db, active, log }: ServerAlarmOptions, open: AsyncDisposableStack): void {
  let running: Running | null = null;
  const latest = async () => {
    // Without the database, what was active last tells whom to tell.
    const now = await active().catch(() => null);
    if (now && now.version !== running?.version) running = runningToSend(now, db, running);
    return running;
  };
  const stop = keepAlarm({ db, running: latest, log });
  open.defer(async () => {
    stop();
    await running?.close();
  });
}
