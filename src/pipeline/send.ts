import { MAX_ATTEMPTS, nextAttempt } from '../alert/retry.ts';
import type { AttemptOutcome, Delivery } from '../model.ts';
import { type BegunAttempt, finishAttempt } from '../store/alerts/deliveries.ts';
import type { Job } from './job.ts';
import type { Skipped } from './skipped.ts';

/** What came of a delivery. */
export type DeliveryResult =
  | Skipped
  | { kind: 'attempted'; outcome: AttemptOutcome; receiverId: string; watchId: string; attempt: number };

/** ms an alert waits for a receiver that is not in the configuration, and between two looks at whether it is. */
const UNKNOWN_FOR_MS = 24 * 3_600_000;
const UNKNOWN_AGAIN_MS = 60_000;

/** Makes the attempt that was begun, and writes down how it ended. */
export async function sendBegunAttempt(job: Job, begun: BegunAttempt): Promise<DeliveryResult> {
  const { receiverId, attempt, alert } = begun.delivery;
  const outcome: AttemptOutcome =
    attempt > MAX_ATTEMPTS
      ? { kind: 'dead', reason: `given up after ${MAX_ATTEMPTS} attempts, the last of which nobody finished` }
      : await attemptDelivery(job, begun.delivery);
  await finishAttempt(job.db, begun, outcome, nextAttempt(attempt, outcome));
  return { kind: 'attempted', outcome, receiverId, watchId: alert.watch.id, attempt };
}

async function attemptDelivery({ running }: Job, delivery: Delivery): Promise<AttemptOutcome> {
  const receiver = running.receivers.get(delivery.receiverId);
  if (receiver) return running.channels.send(receiver, delivery);
  const reason = `the receiver ${delivery.receiverId} is not in the configuration`;
  // Another process may have files that name it, or an edit may bring it back.
  return Date.now() - delivery.alert.createdAt.getTime() < UNKNOWN_FOR_MS
    ? { kind: 'postponed', reason, inMs: UNKNOWN_AGAIN_MS }
    : { kind: 'dead', reason };
}

/** Writes down that a fault of our own leaves open whether the attempt arrived, and throws it on. */
export function recordSendFault({ db }: Job, begun: BegunAttempt): (fault: unknown) => Promise<never> {
  return async (fault) => {
    const outcome: AttemptOutcome = { kind: 'unknown', reason: `a fault in Wirewatch: ${String(fault)}` };
    await finishAttempt(db, begun, outcome, nextAttempt(begun.delivery.attempt, outcome));
    throw fault;
  };
}
