import type { AttemptOutcome, NextStep } from '../model.ts';

/** Attempts a delivery gets; then it is dead. */
export const MAX_ATTEMPTS = 14;

const FIRST_MS = 5_000;
const FACTOR = 2;
const LONGEST_MS = 3_600_000;
/** ms between two looks at an endpoint that the operator has to mend. */
const HELD_MS = 300_000;
/** Share of the delay that chance adds or takes away, so that what failed together does not return together. */
const JITTER = 0.2;

/**
 * Turns the outcome of attempt number `attempt` (1 for the first) into the delivery's next step: the outcome itself, with
 * the time of the next attempt, or dead after {@link MAX_ATTEMPTS}.
 *
 * @param random At least 0, below 1.
 */
export function nextAttempt(attempt: number, outcome: AttemptOutcome, random = Math.random()): NextStep {
  if (outcome.kind === 'throttled') return { ...outcome, kind: 'postponed' };
  if (outcome.kind === 'held') return { kind: 'postponed', reason: outcome.reason, inMs: HELD_MS };
  if (outcome.kind !== 'retry' && outcome.kind !== 'unknown') return outcome;
  const { kind, reason } = outcome;
  if (attempt >= MAX_ATTEMPTS) return { kind: 'dead', reason: `given up after ${attempt} attempts: ${reason}` };
  return { kind, reason, retryInMs: retryDelay(attempt, random) };
}

/**
 * ms from attempt number `attempt` to the next one: exponential, a fifth more or less by chance.
 *
 * | after attempt | 1   | 2    | 3    | 4    | 5          | 6          | … | 10     | 11 to 13  |
 * | ------------- | --- | ---- | ---- | ---- | ---------- | ---------- | - | ------ | --------- |
 * | wait          | 5 s | 10 s | 20 s | 40 s | 1 min 20 s | 2 min 40 s | … | 43 min | 1 h each  |
 *
 * The last attempt is made four and a half hours after the first.
 *
 * @param random At least 0, below 1.
 */
export function retryDelay(attempt: number, random: number): number {
  return Math.round(Math.min(FIRST_MS * FACTOR ** (attempt - 1), LONGEST_MS) * (1 - JITTER + 2 * JITTER * random));
}
