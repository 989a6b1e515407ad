import type { ParsedFeed } from '../../model/feed.ts';
import type { HttpResult, Redirect } from '../../net/http.ts';
import { parseRetryAfter } from '../../net/retry-after.ts';
import { announcedHubs } from '../hubs/announced-hubs.ts';
import type { FeedReading } from '../readers/read-document.ts';
import { NO_VALIDATORS, type Validators } from './fetch.ts';
import { freshnessOf } from './freshness.ts';

/** 4xx that say "not now" rather than "not so": timeout, misdirected, too early. */
const PASSING_CLIENT_ERRORS = [408, 421, 425];

/** A permanent redirect is believed when it was seen this often in a row, over this many ms: some are slips. */
const BELIEVED_AFTER = { times: 3, ms: 3_600_000 };

/** A permanent redirect that was seen at the last polls. */
export interface Moving {
  to: string;
  /** Polls in a row that met it. */
  seen: number;
  since: Date;
}

/** What was asked. */
export interface FeedQuestion {
  validators: Validators;
  moving: Moving | null;
  /** The feed was asked where it moved to, not where the operator configured it. */
  hasMoved: boolean;
}

/**
 * What came: the exchange, and what its document turned out to be. `same`: it is, byte for byte, the one of last time.
 * Null: there was none.
 */
export interface FeedExchange {
  result: HttpResult;
  reading: FeedReading | 'same' | null;
}

/** What every good answer tells. */
interface Answer {
  status: number;
  /** To be sent at the next poll. */
  validators: Validators;
  /** ms for which the answer stays right, or null when it does not say. */
  freshMs: number | null;
  /** The permanent redirect that led to it, or null. */
  moving: Moving | null;
  reason: string;
}

/** A document that could be read. */
interface News {
  feed: ParsedFeed;
  warnings: string[];
}

/**
 * How a poll ended. `reason` is for operators and names a host at most.
 *
 * - `modified`: a document came, and could be read.
 * - `notModified`: the one of last time is still right.
 * - `moved`: as one of these two, and the feed has moved for good: `to` is polled from now on.
 * - `gone`: the publisher took it away for good; it is not asked for again.
 * - `throttled`: we ask too often, or at a bad time.
 * - `temporary`: may well be right next time.
 * - `permanent`: somebody has to do something about it, or the publisher may some day.
 * - `unreadable`: something came that is no feed.
 * - `postponed`: nothing was asked, since others are before us at the host; the feed stays due.
 */
export type PollOutcome =
  | ({ kind: 'modified'; news: News } & Answer)
  | ({ kind: 'notModified' } & Answer)
  | ({ kind: 'moved'; to: string; news: News | null } & Answer)
  | { kind: 'gone'; status: 410; reason: string }
  | {
      kind: 'throttled';
      status: 429 | 503;
      /** What the server asked for, a day at most; null when it did not say. */
      retryAfterMs: number | null;
      reason: string;
    }
  | {
      kind: 'temporary' | 'permanent';
      /** Null when there was no answer. */
      status: number | null;
      /** True when the server's certificate does not hold. */
      certificate: boolean;
      reason: string;
    }
  | { kind: 'unreadable'; status: number; reason: string }
  | { kind: 'postponed'; inMs: number; reason: string };

/** Every way a poll can end → what it means. */
export function classifyPoll({ result, reading }: FeedExchange, question: FeedQuestion, now: Date): PollOutcome {
  switch (result.kind) {
    case 'postponed':
      return { kind: 'postponed', inMs: result.inMs, reason: result.reason };
    case 'refused':
      return { kind: 'permanent', status: null, certificate: false, reason: result.reason };
    case 'failed': {
      const isLasting = result.why === 'too_large' || result.why === 'redirects';
      return {
        kind: isLasting ? 'permanent' : 'temporary',
        status: null,
        certificate: result.why === 'certificate',
        reason: result.reason,
      };
    }
  }
  const { status } = result;
  if (status >= 200 && status <= 299) return classifyDocument(result, reading, question, now);
  const wasConditional = question.validators.etag !== null || question.validators.lastModified !== null;
  if (status === 304 && wasConditional) {
    return good(result, question, now, 'HTTP 304: nothing new', null);
  }
  return classifyRefusal(status, result.headers, question, now);
}

type Response = Extract<HttpResult, { kind: 'response' }>;

function classifyDocument(
  result: Response,
  reading: FeedExchange['reading'],
  question: FeedQuestion,
  now: Date,
): PollOutcome {
  const { status } = result;
  if (reading === null) throw new Error('a document that came was not read');
  if (reading === 'same') return good(result, question, now, `HTTP ${status}: the same document`, null);
  if (reading.kind === 'unreadable') return { kind: 'unreadable', status, reason: reading.reason };
  const feed = { ...reading.feed, ...announcedHubs(result.headers.link, result.url, reading.feed) };
  const warnings = [...result.faults, ...reading.warnings];
  return good(result, question, now, `HTTP ${status}: new content`, { feed, warnings });
}

/** Not an answer to be glad of. */
function classifyRefusal(
  status: number,
  headers: Record<string, string>,
  { hasMoved }: FeedQuestion,
  now: Date,
): PollOutcome {
  // Gone from where it moved to: the configured address may still have it.
  if (status === 410 && !hasMoved)
    return { kind: 'gone', status, reason: 'HTTP 410: the publisher has withdrawn the feed for good' };
  const retryAfter = headers['retry-after'];
  if (status === 429 || (status === 503 && retryAfter !== undefined)) {
    const retryAfterMs = retryAfter === undefined ? null : parseRetryAfter(retryAfter, now);
    return { kind: 'throttled', status, retryAfterMs, reason: `HTTP ${status}: ${throttledReason(retryAfterMs)}` };
  }
  const isPassing = status === 304 || status >= 500 || PASSING_CLIENT_ERRORS.includes(status);
  return {
    kind: isPassing ? 'temporary' : 'permanent',
    status,
    certificate: false,
    reason: `HTTP ${status}: ${failureReason(status)}`,
  };
}

/** What a good answer tells: `modified` with news, `notModified` without, `moved` once its redirect is believed. */
function good(result: Response, question: FeedQuestion, now: Date, reason: string, news: News | null): PollOutcome {
  const { status, headers } = result;
  const to = lastingTarget(result.redirects);
  const answer: Answer = {
    status,
    validators: validatorsOf(result, question),
    freshMs: freshnessOf(headers, now),
    moving: to === null ? null : movingTo(to, question.moving, now),
    reason,
  };
  const { moving } = answer;
  if (moving && moving.seen >= BELIEVED_AFTER.times && now.getTime() - moving.since.getTime() >= BELIEVED_AFTER.ms) {
    const whereto = `the feed has moved for good to ${new URL(moving.to).hostname}`;
    return { kind: 'moved', ...answer, moving: null, to: moving.to, news, reason: `${reason}; ${whereto}` };
  }
  return news ? { kind: 'modified', ...answer, news } : { kind: 'notModified', ...answer };
}

/** What is missing of a document would not come again for as long as the rest is the same. */
function validatorsOf({ status, headers, isCut }: Response, question: FeedQuestion): Validators {
  if (isCut) return NO_VALIDATORS;
  // A 304 may renew the validators, and else keeps them: RFC 9111 §4.3.4.
  return status === 304 ? renewed(question.validators, headers) : renewed(NO_VALIDATORS, headers);
}

function renewed(validators: Validators, headers: Record<string, string>): Validators {
  return {
    etag: headers.etag ?? validators.etag,
    lastModified: headers['last-modified'] ?? validators.lastModified,
  };
}

/** Where the leading permanent redirects end. What comes after a temporary one holds for this time only. */
export function lastingTarget(redirects: Redirect[]): string | null {
  const firstPassing = redirects.findIndex(({ status }) => status !== 301 && status !== 308);
  const lasting = firstPassing === -1 ? redirects : redirects.slice(0, firstPassing);
  return lasting.at(-1)?.to ?? null;
}

function movingTo(to: string, before: Moving | null, now: Date): Moving {
  return before?.to === to ? { ...before, seen: before.seen + 1 } : { to, seen: 1, since: now };
}

function throttledReason(retryAfterMs: number | null): string {
  if (retryAfterMs === null) return 'the server wants to be asked less often';
  return `the server wants to be left alone for ${Math.ceil(retryAfterMs / 1_000)} s`;
}

function failureReason(status: number): string {
  if (status === 304) return 'the server says "not modified" to a first request';
  if (status === 401 || status === 403) return 'the server does not let us read the feed';
  if (status === 404) return 'there is no feed at this address';
  if (status === 410) return 'the feed is withdrawn from where it had moved to';
  if (status === 451) return 'the feed is withheld for legal reasons';
  if (status >= 500) return 'the server has a fault';
  if (status >= 400) return 'the server refuses the request';
  return 'not an answer to a request for a feed';
}
