import type { HttpRequest, HttpResult } from './http.ts';
import { parseRetryAfter } from './retry-after.ts';
import type { HostTurns, Turn } from './turns.ts';

/** ms to wait for a turn at a host. */
const TURN_WAIT_MS = 3_000;

/** ms beyond an exchange's deadline for which its turn is held: by then it has ended, or its process has. */
const TURN_SLACK_MS = 5_000;

/** Statuses with which a `Retry-After` speaks of all requests (RFC 6585 §4, RFC 9110 §15.6.4). */
const WANTS_QUIET = [429, 503];

/** Share by which a rest is stretched at random, so that not all come back in the same moment. */
const QUIET_JITTER = 0.1;

/** One exchange's turns at the hosts it leads to; a host that redirects to itself is one visit. */
export interface Visit {
  /** Waits for a turn at the host, having left the one before. Says so when that takes too long. */
  enter(host: string): Promise<Extract<HttpResult, { kind: 'postponed' }> | null>;
  /** Tells the others when the host wants to be left alone. */
  listenTo(answer: Pick<Extract<HttpResult, { kind: 'response' }>, 'status' | 'headers'>): Promise<void>;
  /** Ends the visit; may be called twice. */
  leave(): void;
}

/** @param turns Left out, every host may be entered at once. */
export function createVisit(turns: HostTurns | undefined, request: HttpRequest): Visit {
  let at: { host: string; turn: Extract<Turn, { kind: 'yours' }> } | null = null;
  const leave = () => {
    at?.turn.end();
    at = null;
  };
  return {
    async enter(host) {
      if (!turns || at?.host === host) return null;
      leave();
      const turn = await turns.take(host, request.waitMs ?? TURN_WAIT_MS, request.deadlineMs + TURN_SLACK_MS);
      if (turn.kind === 'later') return { kind: 'postponed', reason: turn.reason, inMs: turn.inMs };
      at = { host, turn };
      return null;
    },
    async listenTo({ status, headers }) {
      const retryAfter = headers['retry-after'];
      if (!turns || !at || !WANTS_QUIET.includes(status) || retryAfter === undefined) return;
      const ms = parseRetryAfter(retryAfter, new Date());
      if (ms !== null) await turns.quiet(at.host, ms * (1 + QUIET_JITTER * Math.random()));
    },
    leave,
  };
}
