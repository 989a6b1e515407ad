import { counted } from '../../language/counted.ts';
import { dueWork } from '../../store/doctor/due-work.ts';
import { processSigns, SILENT_MS } from '../../store/doctor/signs-of-life.ts';
import { msSinceBeat } from '../../store/work/heartbeats.ts';
import { type Check, failed, ok, skipped, warning } from '../check.ts';
import { isAlone } from '../database-state.ts';
import { spanOf } from '../words.ts';

/** ms that work may wait before somebody should look; as for notices to operators (src/store/alerts/troubles.ts). */
const LATE_MS = 5 * 60_000;
/** ms without a tick, which is due every second. */
const LATE_TICK_MS = 60_000;

const MORE =
  'Set WIREWATCH_POLLS, WIREWATCH_READS or WIREWATCH_PAGE_THREADS higher, or start another worker; see docs/operating.md';

/** Whether what is due is taken, and for how long the oldest of it has waited. */
export const workCheck: Check = {
  name: 'work',
  needs: 'database',
  async look({ database }, db) {
    const [due, tickMs, processes] = await Promise.all([dueWork(db), msSinceBeat(db, 'tick'), processSigns(db)]);
    const kinds: [string, number, number | null][] = [
      [counted(due.polls, 'poll'), due.polls, due.pollsMs],
      [`${counted(due.reads, 'article')} to read`, due.reads, due.readsMs],
      [`${counted(due.deliveries, 'message')} to send`, due.deliveries, due.deliveriesMs],
    ];
    const [name, , oldestMs] = kinds.reduce((oldest, kind) => ((kind[2] ?? 0) > (oldest[2] ?? 0) ? kind : oldest));
    const isDue = (oldestMs ?? 0) > 0;
    const found = isDue
      ? `the oldest work that is due has waited ${spanOf(oldestMs!)} (${name})`
      : 'nothing that is due waits';
    if ((await isAlone(database)) || processes.every(({ silentMs }) => silentMs > SILENT_MS))
      return [skipped(`${found}; no process is at work`, isDue ? 'Start Wirewatch: wirewatch start' : null)];
    if (tickMs === null || tickMs > LATE_TICK_MS) {
      const since = tickMs === null ? 'yet' : `for ${spanOf(tickMs)}`;
      return [
        failed(
          `nothing has been put into the queues ${since}; ${found}`,
          'Look at the queue above and at the log of the workers, and start them again',
        ),
      ];
    }
    return [(oldestMs ?? 0) > LATE_MS ? warning(found, MORE) : ok(found)];
  },
};
