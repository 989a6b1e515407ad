import type { Logger } from '../../log.ts';
import type { Running } from '../../running.ts';
import { endRun, latestCanaryRun, progressOfRun, publishRun } from '../../store/canary/runs.ts';
import type { Database } from '../../store/database.ts';
import { isThere } from './stage.ts';

/** What the canary is kept with. */
export interface CanaryOptions {
  db: Database;
  running: Pick<Running, 'config' | 'http'>;
  log: Logger;
}

const PING_MS = 10_000;
const PING_BYTES = 64 * 1024;

/**
 * Sees whether the canary's article has arrived, and publishes the next one when it is due. To be called every few seconds,
 * by one process at a time.
 */
export async function keepCanary(options: CanaryOptions): Promise<void> {
  const { db, running, log } = options;
  const { canary } = running.config;
  if (canary === null) return;
  await seeArrival(options, canary.ping);
  const published = await publishRun(db, canary.everyMs);
  if (published?.lost != null) log.error({ number: published.lost }, 'a canary never arrived');
  if (published) log.debug({ number: published.number }, 'canary published');
}

async function seeArrival({ db, running, log }: CanaryOptions, ping: string | null): Promise<void> {
  const run = await latestCanaryRun(db);
  if (!run || run.arrivedAt !== null || run.lostAt !== null) return;
  const progress = await progressOfRun(db, run);
  if (!isThere(progress)) return;
  await endRun(db, run.number, progress.sentAt!);
  log.info({ number: run.number, tookMs: progress.sentAt!.getTime() - run.publishedAt.getTime() }, 'canary arrived');
  if (ping === null) return;
  const result = await running.http.request({ url: ping, deadlineMs: PING_MS, maxBytes: PING_BYTES });
  const isTaken = result.kind === 'response' && result.status >= 200 && result.status < 300;
  if (isTaken) return;
  const reason = result.kind === 'response' ? `status ${result.status}` : result.reason;
  log.warn({ reason }, 'the address that is to hear of the canary did not take it');
}
