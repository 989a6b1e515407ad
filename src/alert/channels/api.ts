import type { HttpClient, HttpResult } from '../../net/http.ts';
import { ATTEMPT_MS } from './channel.ts';

/** Bytes, and ms: services repeat the whole message in their answer, and it is the answer that says whether they took it. */
const ANSWER = { maxBytes: 1_000_000, bodyWithinMs: 5_000 };

/** A call of a service that speaks JSON. */
export interface ApiCall {
  url: string;
  /** POST when not given. */
  method?: 'GET' | 'POST' | 'PUT';
  /** Lower-case names. */
  headers?: Record<string, string>;
  /** Left out, there is no body. */
  body?: object;
  /** See channels/channel.ts; left out, the call does not complete a message. */
  mayStart?: () => boolean;
}

/** The calls of one attempt, which all end within {@link ATTEMPT_MS} of the first. */
export function createApi(http: HttpClient): (call: ApiCall) => Promise<HttpResult> {
  const deadline = performance.now() + ATTEMPT_MS;
  return ({ url, method = 'POST', headers = {}, body, mayStart }) =>
    http.request({
      url,
      method,
      headers: { ...headers, ...(body && { 'content-type': 'application/json; charset=utf-8' }) },
      ...(body && { body: JSON.stringify(body) }),
      deadlineMs: Math.max(1, deadline - performance.now()),
      maxRedirects: 0,
      ...(mayStart && { mayStart }),
      ...ANSWER,
    });
}

/** The object that an answer is in JSON; empty for any other answer. */
export function objectOf(result: HttpResult): Record<string, unknown> {
  if (result.kind !== 'response') return {};
  try {
    return recordOf(JSON.parse(result.body.toString()));
  } catch {
    return {};
  }
}

/** The value as an object; empty when it is none. */
export function recordOf(value: unknown): Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? { ...value } : {};
}

/** An id in an answer, a string or a number, as text; null for anything else. */
export function idOf(value: unknown): string | null {
  if (typeof value === 'number' && Number.isSafeInteger(value)) return String(value);
  return typeof value === 'string' && value !== '' && value.length <= 255 ? value : null;
}
