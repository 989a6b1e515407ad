import type { AttemptOutcome, ChannelConfig, NextStep } from '../model/delivery.ts';

/** Attempts that may fail; then a delivery is dead. */
export const MAX_FAILED = 14;

/**
 * Attempts that may each have arrived, where the receiver would see each: a second copy is a nuisance, a fourth is spam, and
 * three that were all lost are unlikely.
 */
const MAX_UNKNOWN = 3;

const FIRST_MS = 5_000;
const FACTOR = 2;
const LONGEST_MS = 3_600_000;
/** Share of the delay that chance adds or takes away, so that what failed together does not return together. */
const JITTER = 0.2;

/** ms to the last of them: where two are lost something is out of order, and tries in a row would all fall into it. */
const LAST_UNKNOWN_MS = 300_000;

/** ms between two tries at an endpoint that the operator has to mend: he may be at it, or asleep. */
const HELD = { firstMs: 15_000, longestMs: 900_000 };
/** ms after which what waits for the operator is no news any more. */
const MAX_HELD_MS = 7 * 86_400_000;

/** What the next step depends on, beside the outcome. */
export interface SoFar {
  /** Attempts before this one that failed, and those of them that may have arrived. */
  failed: number;
  unknown: number;
  /** ms since the delivery was made. */
  ageMs: number;
  /** Whether what arrives twice is seen twice. */
  showsCopies: boolean;
}

/** Those that take what they have for the same: a webhook and a homeserver by the delivery's id, and the inbox keeps it once. */
const TAKES_ONCE: ChannelConfig['kind'][] = ['webhook', 'matrix', 'inbox', 'canary'];

/** Whether people see what comes twice twice, as in chats and in mailboxes. */
export function showsCopies(channel: ChannelConfig['kind']): boolean {
  return !TAKES_ONCE.includes(channel);
}

/**
 * Turns the outcome of an attempt into the delivery's next step: the outcome itself, with the time of the next attempt, or
 * dead after {@link MAX_FAILED} that failed or three that may have arrived, the last of these five minutes later. That an endpoint wants to be left
 * alone, or has to be mended, counts as neither.
 *
 * @param random At least 0, below 1.
 */
export function nextAttempt(
  { failed, unknown, ageMs, showsCopies }: SoFar,
  outcome: AttemptOutcome,
  random = Math.random(),
): NextStep {
  switch (outcome.kind) {
    case 'held':
      return ageMs > MAX_HELD_MS
        ? { kind: 'dead', reason: `given up after a week: ${outcome.reason}` }
        : { ...outcome, ...HELD };
    case 'throttled':
      return ageMs > MAX_HELD_MS ? { kind: 'dead', reason: `given up after a week: ${outcome.reason}` } : outcome;
    case 'unknown':
      if (showsCopies && unknown + 1 >= MAX_UNKNOWN) {
        const reason = `given up after ${MAX_UNKNOWN} attempts that may each have arrived: ${outcome.reason}`;
        return { kind: 'dead', reason };
      }
      return showsCopies && unknown + 2 === MAX_UNKNOWN
        ? again(failed + 1, outcome, random, LAST_UNKNOWN_MS)
        : again(failed + 1, outcome, random);
    case 'retry':
      return again(failed + 1, outcome, random);
    default:
      return outcome;
  }
}

function again(
  failed: number,
  { kind, reason }: { kind: 'retry' | 'unknown'; reason: string },
  random: number,
  leastMs = 0,
): NextStep {
  if (failed >= MAX_FAILED) return { kind: 'dead', reason: `given up after ${failed} attempts: ${reason}` };
  return { kind, reason, retryInMs: Math.max(retryDelay(failed, random), leastMs) };
}

/**
 * ms from the `failed`th attempt that failed to the next one: exponential, a fifth more or less by chance.
 *
 * | after | 1   | 2    | 3    | 4    | 5          | 6          | … | 10     | 11 to 13  |
 * | ----- | --- | ---- | ---- | ---- | ---------- | ---------- | - | ------ | --------- |
 * | wait  | 5 s | 10 s | 20 s | 40 s | 1 min 20 s | 2 min 40 s | … | 43 min | 1 h each  |
 *
 * The last attempt is made four and a half hours after the first.
 *
 * @param random At least 0, below 1.
 */
export function retryDelay(failed: number, random: number): number {
  return Math.round(Math.min(FIRST_MS * FACTOR ** (failed - 1), LONGEST_MS) * (1 - JITTER + 2 * JITTER * random));
}
