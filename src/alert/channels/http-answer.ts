import type { AttemptOutcome } from '../../model.ts';
import type { HttpResult } from '../../net/http.ts';
import { parseRetryAfter } from '../../net/retry-after.ts';

/**
 * How an answer to a post is read: the status decides, and is there once the head is. Of the body it is enough to have what
 * comes soon, for the reason that is told; a body that cannot be read makes no delivered alert one of unknown fate, which
 * would be sent again and again. Bytes, and ms.
 */
export const ANSWER_BOUNDS = { maxBytes: 16_384, bodyWithinMs: 2_000 };

/** Client errors that another attempt may not meet again (RFC 9110 §15.5, RFC 8470 §5.2, RFC 6585 §4). */
const PASSING_STATUSES = [408, 409, 425, 429];

/**
 * Judges how a post to a receiver ended.
 *
 * @param detail What a refusal says of itself, if that can be told to operators.
 */
export function judgeAnswer(result: HttpResult, detail: string | null = null): AttemptOutcome {
  if (result.kind === 'refused') {
    return {
      kind: 'dead',
      reason: `${result.reason}; what else than public addresses may be talked to is said in network.allow`,
    };
  }
  if (result.kind === 'postponed') return { kind: 'postponed', inMs: result.inMs };
  if (result.kind === 'failed') return { kind: result.mayHaveArrived ? 'unknown' : 'retry', reason: result.reason };
  const { status } = result;
  if (status >= 200 && status < 300) return { kind: 'sent' };
  const reason = `${new URL(result.url).hostname} answered ${status}${detail === null ? '' : ` (${detail})`}`;
  if (status < 400) return { kind: 'dead', reason: `${reason}; redirects are not followed` };
  if (status < 500 && !PASSING_STATUSES.includes(status)) return { kind: 'dead', reason };
  const inMs = parseRetryAfter(result.headers['retry-after'] ?? '', new Date());
  return inMs === null ? { kind: 'retry', reason } : { kind: 'throttled', reason, inMs };
}
