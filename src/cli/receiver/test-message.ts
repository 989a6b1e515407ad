import { hostname, userInfo } from 'node:os';
import type { AttemptOutcome, Notice } from '../../model/delivery.ts';

/** What is sent to try a receiver: it says that it is a test, and who asked for it, where and when. */
export function testMessage(): Notice {
  const createdAt = new Date();
  return {
    kind: 'notice',
    isTest: true,
    title: 'A test message of Wirewatch',
    lines: [`${userName()} on ${hostname()} asked for it at ${createdAt.toISOString()}; nothing was found.`],
    createdAt,
  };
}

function userName(): string {
  try {
    return userInfo().username;
  } catch {
    // A container may run as a user that has no name.
    return 'Somebody';
  }
}

/**
 * What became of a test, before people: what a service only took to pass it on was accepted, as mail is, and nobody here knows
 * whether it arrives.
 */
export function toldOf({
  outcome,
  accepted,
  detail,
}: {
  outcome: string;
  accepted: boolean;
  detail: string | null;
}): string {
  const words = [accepted ? 'accepted' : outcome, detail].filter((part) => part !== null).join(', ');
  return accepted ? `${words}; look whether it arrives` : words;
}

/** Why an attempt did not end well, or null. */
export function reasonOf(outcome: AttemptOutcome): string | null {
  return 'reason' in outcome && outcome.reason !== undefined ? outcome.reason : null;
}
