import type { AttemptOutcome } from '../../model/delivery.ts';
import type { HttpResult } from '../../net/http.ts';
import { parseRetryAfter } from '../../net/retry-after.ts';

/** An answer, whatever its status. */
export type Response = Extract<HttpResult, { kind: 'response' }>;

/**
 * How an answer to a post is read: the status decides, and is there once the head is. Of the body it is enough to have what
 * comes soon, for the reason that is told; a body that cannot be read makes no delivered alert one of unknown fate, which
 * would be sent again and again. Bytes, and ms.
 */
export const ANSWER_BOUNDS = { maxBytes: 16_384, bodyWithinMs: 2_000 };

/** ms that a receiver is left alone which has had too many requests and does not say for how long (RFC 6585 §4). */
const UNSAID_REST_MS = 30_000;
/** ms that any rest lasts: `Retry-After: 0` asks for none, and the next request would follow at once, and for ever. */
const SHORTEST_REST_MS = 1_000;

/** ms; a service that asks for more is asked again after a day. */
const LONGEST_REST_MS = 86_400_000;

/** RFC 9110 §15.3.3: what is asked for may still come to nothing. */
const ACCEPTED = 202;

/** RFC 9110 §15.5.11. */
const GONE = 410;

/** Who we are is what they do not accept: the credentials are in the configuration, or belong there. */
const HELD_STATUSES = [401, 402, 403, 407];

/** Client errors that say nothing against the message, and may be over soon. */
const PASSING_STATUSES = [404, 405, 408, 409, 421, 423, 425];

/** Without a connection, and the operator's to mend. */
const HELD_FAILURES = ['unknown_host', 'certificate'];

/**
 * Judges how a post to a receiver ended.
 *
 * | answer | outcome | since |
 * | ------ | ------- | ----- |
 * | 2xx | sent | the head of the answer acknowledges; 202, that it was accepted (RFC 9110 §15.3.3) |
 * | 3xx | retry | a post is not redirected; proxies do it while a service is moved or logs in anew |
 * | 429 | throttled | RFC 6585 §4; half a minute without `Retry-After` |
 * | 503 with `Retry-After` | throttled | RFC 9110 §15.6.4 |
 * | 408, 409, 421, 423, 425, other 5xx | retry | RFC 9110 §15.5.9, §15.5.10, §15.5.20 and §15.6, RFC 4918 §11.3, RFC 8470 §5.2 |
 * | 404, 405 | retry | a service that is being deployed: its proxy knows no such path, or serves a file in its place |
 * | 401, 402, 403, 407 | held | RFC 9110 §15.5.2 to §15.5.4 and §15.5.8: a key, an account or a rule |
 * | 410 | dead | RFC 9110 §15.5.11: gone for good |
 * | 400, 413, 422, other 4xx | dead | it is this message that is refused; what is not known is a 400 (RFC 9110 §15) |
 *
 * | no answer | outcome |
 * | --------- | ------- |
 * | an address that `network.allow` does not permit | held |
 * | a host that does not exist, a certificate that does not hold | held |
 * | nothing was sent: no connection, no TLS, DNS in trouble | retry |
 * | it may have arrived | unknown |
 *
 * A rest is a second at least and a day at most.
 *
 * @param detail What a refusal says of itself, if that can be told to operators.
 */
export function judgeAnswer(result: HttpResult, detail: string | null = null): AttemptOutcome {
  switch (result.kind) {
    case 'refused':
      return {
        kind: 'held',
        reason: `${result.reason}; what else than public addresses may be talked to is said in network.allow`,
      };
    case 'postponed':
      return { kind: 'postponed', inMs: result.inMs };
    case 'failed':
      if (HELD_FAILURES.includes(result.why)) return { kind: 'held', reason: result.reason };
      return { kind: result.mayHaveArrived ? 'unknown' : 'retry', reason: result.reason };
    case 'response':
      return judgeStatus(result, describeAnswer(result, detail));
  }
}

function judgeStatus(answer: Response, reason: string): AttemptOutcome {
  const { status } = answer;
  if (status === ACCEPTED) return { kind: 'sent', answer: reason, isAccepted: true };
  if (status >= 200 && status < 300) return { kind: 'sent', answer: reason };
  if (status < 400) return { kind: 'retry', reason: `${reason}; redirects are not followed` };
  const askedMs = askedRestOf(answer);
  if (status === 429 || (status === 503 && askedMs !== null))
    return { kind: 'throttled', reason, inMs: restFor(askedMs) };
  if (HELD_STATUSES.includes(status)) return { kind: 'held', reason };
  if (status === GONE) return { kind: 'dead', reason, ofEndpoint: true };
  return { kind: status >= 500 || PASSING_STATUSES.includes(status) ? 'retry' : 'dead', reason };
}

/** ms that an endpoint is left alone which asks for so many; null: it does not say for how long. */
export function restFor(askedMs: number | null): number {
  return Math.min(Math.max(askedMs ?? UNSAID_REST_MS, SHORTEST_REST_MS), LONGEST_REST_MS);
}

/** What a `Retry-After` asks for in ms; null where there is none that can be read. */
export function askedRestOf({ headers }: Response): number | null {
  return parseRetryAfter(headers['retry-after'] ?? '', new Date());
}

/**
 * Judges an answer with a status of success that does not say what the service says when it has a message. A page of HTML
 * is what proxies, filters and login pages in between say 200 with: the service has nothing. Without a page nobody can tell.
 *
 * @param acknowledgement What was missed: `Slack's “ok”`.
 */
export function judgeUnacknowledged(answer: Response, acknowledgement: string): AttemptOutcome {
  const answered = describeAnswer(answer);
  if (isPage(answer))
    return {
      kind: 'retry',
      reason: `${answered} with a page instead of ${acknowledgement}: a proxy or a login is in between`,
    };
  return { kind: 'unknown', reason: `${answered} without ${acknowledgement}` };
}

/** Whether the body is a page of HTML, which no service that programs talk to answers with. */
export function isPage({ body }: Response): boolean {
  return /^\ufeff?\s*</.test(body.toString());
}

/** `hooks.example answered 404 (no_service)`: never more of the address than the host. */
export function describeAnswer({ url, status }: Response, detail: string | null = null): string {
  return `${new URL(url).hostname} answered ${status}${detail === null ? '' : ` (${detail})`}`;
}
