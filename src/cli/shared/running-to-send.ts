import { createLogger } from '../../log.ts';
import type { Followed } from '../../pipeline/config/follow.ts';
import { createRunning, type Running } from '../../running.ts';
import { storeInboxMessage } from '../../store/alerts/inbox.ts';
import { latestCanaryRun } from '../../store/canary/runs.ts';
import type { Database } from '../../store/database.ts';
import { createHostTurns } from '../../store/work/host-turns.ts';

/** What a configuration decides about sending; building the index of all watches would take a second. */
export function runningToSend({ version, config }: Followed, db: Database, previous: Running | null = null): Running {
  const ground = {
    createTurns: (limits: Parameters<typeof createHostTurns>[1]) => createHostTurns(db, limits),
    storeInboxMessage: (message: Parameters<typeof storeInboxMessage>[1]) => storeInboxMessage(db, message),
    latestCanaryRun: () => latestCanaryRun(db),
    sendsAtOnce: 1,
    // Of what is not asked here.
    log: createLogger({ level: 'silent', pretty: false }),
  };
  return createRunning({ version, config: { ...config, watches: [] } }, ground, previous);
}
