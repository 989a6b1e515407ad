import { setTimeout as sleep } from 'node:timers/promises';
import { addressesOf } from '../alert/addresses.ts';
import { MAX_FAILED, nextAttempt, type SoFar, showsCopies } from '../alert/retry.ts';
import type { AttemptOutcome, Receiver } from '../model/delivery.ts';
import type { BegunAttempt } from '../store/alerts/begin-attempt.ts';
import { finishAttempt } from '../store/alerts/finish-attempt.ts';
import type { Job } from './job.ts';
import { writeDown } from './write-down.ts';

/** What came of an attempt at a delivery. */
export interface Attempted {
  deliveryId: string;
  receiverId: string;
  /** Its number. */
  attempt: number;
  outcome: AttemptOutcome;
  /** There will be no other attempt, and none has arrived for certain. */
  isDead: boolean;
}

/** ms a message waits for an address that was taken out of the configuration: an edit may bring it back. */
const REMOVED_FOR_MS = 24 * 3_600_000;
/** ms between two looks at whether somebody knows the address: soon at first, when another process has newer files. */
const LOOK_AGAIN_MS = { soonest: 1_000, latest: 60_000 };

/** Makes the attempt that was begun, when its turn comes, and writes down how it ended. */
export async function sendBegunAttempt(job: Job, begun: BegunAttempt): Promise<Attempted> {
  const { delivery } = begun;
  const receiver = job.running.receivers.get(delivery.receiverId);
  const soFar = soFarOf(begun, receiver);
  const outcome = outOfTries(soFar) ?? (await attemptDelivery(job, begun, receiver));
  const result = nextAttempt(soFar, outcome);
  // What is known of an attempt must not become unknown; when Wirewatch stops first, the attempt counts as unfinished.
  await writeDown(job, () => finishAttempt(job.db, begun, outcome, result));
  const { id: deliveryId, receiverId, attempt } = delivery;
  return { deliveryId, receiverId, attempt, outcome, isDead: result.kind === 'dead' };
}

function soFarOf(begun: BegunAttempt, receiver: Receiver | undefined): SoFar {
  return {
    failed: begun.failed,
    unknown: begun.unknown,
    ageMs: begun.ageMs,
    showsCopies: receiver === undefined || showsCopies(receiver.channel.kind),
  };
}

/**
 * Processes that died over their attempts have used them up. Three of them are not enough where copies are seen: that a
 * process died says nothing of the receiver, and somebody who starts it again and again is not to lose the message.
 */
function outOfTries({ failed }: SoFar): AttemptOutcome | null {
  if (failed < MAX_FAILED) return null;
  return { kind: 'dead', reason: `given up after ${failed} attempts, the last of which nobody finished` };
}

async function attemptDelivery(
  { running, stopping, heardSince, log }: Job,
  begun: BegunAttempt,
  receiver: Receiver | undefined,
): Promise<AttemptOutcome> {
  const { delivery, waitMs, askedAt } = begun;
  if (!receiver) return withoutAddress(begun, `the receiver ${delivery.receiverId} is not in the configuration`);
  const address = addressesOf(receiver).find(({ recipient }) => recipient === delivery.recipient);
  if (!address)
    return withoutAddress(
      begun,
      `${delivery.recipient || receiver.id} is no address of ${receiver.id} in the configuration`,
    );
  const { declaredEndpoint } = begun;
  if (declaredEndpoint !== null && declaredEndpoint !== address.endpoint.key)
    return withoutAddress(begun, `${receiver.id} is told elsewhere by now: this process has older files`);
  try {
    await sleep(waitMs, undefined, { signal: stopping });
  } catch {
    return { kind: 'postponed', inMs: 0 };
  }
  // A process that stood still may have been thought dead: whoever took the message up would be followed by a copy that does
  // not say it is one.
  const isOurs = () => heardSince() <= askedAt;
  if (!isOurs()) return { kind: 'postponed', inMs: 0 };
  try {
    return await running.channels.send(receiver, delivery, isOurs);
  } catch (fault) {
    log.error({ err: fault, deliveryId: delivery.id }, 'sending failed by a fault of our own');
    // Whether the message was on its way by then is not known.
    return { kind: 'unknown', reason: `a fault in Wirewatch: ${String(fault)}` };
  }
}

/** Not for this process to decide, whose files may be older than those of another. */
function withoutAddress(begun: BegunAttempt, reason: string): AttemptOutcome {
  const { removedMs, wasDeclared, ageMs } = begun;
  const removedForMs = wasDeclared ? (removedMs ?? 0) : ageMs;
  if (removedForMs > REMOVED_FOR_MS) return { kind: 'dead', reason };
  const { soonest, latest } = LOOK_AGAIN_MS;
  return { kind: 'postponed', reason, inMs: Math.min(Math.max(soonest, ageMs / 4), latest) };
}
