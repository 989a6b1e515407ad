import { counted } from '../../language/counted.ts';
import { deliveryFacts, failingEndpoints, heldEndpoints } from '../../store/doctor/due-work.ts';
import { type Check, failed, ok, warning } from '../check.ts';
import { spanOf } from '../words.ts';

/** ms that a message may wait before somebody should look. */
const LONG_MS = 15 * 60_000;

/** Whether messages go out: what was given up, what has to be mended, and how long the oldest has waited. */
export const deliveriesCheck: Check = {
  name: 'deliveries',
  needs: 'database',
  async look(_ground, db) {
    const [{ waiting, oldestMs, dead, lastReason }, held, failing] = await Promise.all([
      deliveryFacts(db),
      heldEndpoints(db),
      failingEndpoints(db),
    ]);
    const findings = held.map((one) =>
      failed(
        `has to be mended since ${spanOf(one.sinceMs)}: ${one.reason ?? 'no reason is known'}; ${counted(one.waiting, 'message waits', 'messages wait')}`,
        'Mend it in the configuration or at the receiver: what waits is sent within minutes',
        one.label,
      ),
    );
    for (const one of failing)
      findings.push(
        warning(
          `has failed ${counted(one.failures, 'time')} in a row: ${one.reason ?? 'no reason is known'}; ${counted(one.waiting, 'message waits', 'messages wait')}`,
          'It is tried again by itself. Run: wirewatch receiver list',
          one.label,
        ),
      );
    if (dead > 0)
      findings.push(
        warning(
          `${counted(dead, 'message was', 'messages were')} given up in the last day, the last since ${lastReason ?? 'nobody knows why'}`,
          'Run: wirewatch delivery list --state dead; once mended: wirewatch delivery retry --receiver ID',
        ),
      );
    if (findings.length > 0) return findings;
    if (waiting === 0) return [ok('no message waits, none was given up in the last day')];
    const found = `${counted(waiting, 'message waits', 'messages wait')}, the oldest for ${spanOf(oldestMs ?? 0)}`;
    return [
      (oldestMs ?? 0) > LONG_MS
        ? warning(found, 'Run: wirewatch receiver list, which says what they wait for')
        : ok(found),
    ];
  },
};
