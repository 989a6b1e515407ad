import type { AttemptOutcome, ChannelConfig } from '../../model/delivery.ts';
import type { HttpResult } from '../../net/http.ts';
import { objectOf } from './api.ts';
import { askedRestOf, describeAnswer, judgeAnswer, type Response, restFor } from './http-answer.ts';

/** The receiver's side of a homeserver. */
export type MatrixConfig = Extract<ChannelConfig, { kind: 'matrix' }>;

/** Error codes of Matrix (spec.matrix.org/v1.11/client-server-api/#standard-error-response), by what they mean to a delivery. */
const CODES = {
  /** The token, its user, or the room. */
  held: [
    'M_CONSENT_NOT_GIVEN',
    'M_FORBIDDEN',
    'M_GUEST_ACCESS_FORBIDDEN',
    'M_MISSING_TOKEN',
    'M_NOT_FOUND',
    'M_RESOURCE_LIMIT_EXCEEDED',
    'M_UNAUTHORIZED',
    'M_UNKNOWN_TOKEN',
    'M_UNRECOGNIZED',
    'M_USER_DEACTIVATED',
    'M_USER_LOCKED',
    'M_USER_SUSPENDED',
  ],
  /** It is this message that is refused. */
  dead: ['M_BAD_JSON', 'M_INVALID_PARAM', 'M_MISSING_PARAM', 'M_NOT_JSON', 'M_TOO_LARGE'],
};

/** The address of a method of the client-server API; the parts of its path are encoded. */
export function matrixUrl({ homeserverUrl }: MatrixConfig, ...path: string[]): string {
  return `${homeserverUrl}/_matrix/client/v3/${path.map(encodeURIComponent).join('/')}`;
}

/** The header that says who asks; a token in the address would stand in logs. */
export function authorizationOf({ token }: MatrixConfig): { authorization: string } {
  return { authorization: `Bearer ${token}` };
}

/** `M_FORBIDDEN`; null for an answer that is none of a homeserver's. */
export function matrixCodeOf(result: HttpResult): string | null {
  const { errcode } = objectOf(result);
  return typeof errcode === 'string' && /^M_[A-Z_]{1,60}$/.test(errcode) ? errcode : null;
}

/** Judges a refusal: by its code, or else by its status as in {@link judgeAnswer}. */
export function judgeMatrix(result: HttpResult): AttemptOutcome {
  const code = matrixCodeOf(result);
  if (result.kind !== 'response' || code === null) return judgeAnswer(result);
  const reason = describeAnswer(result, code);
  if (result.status === 429 || code === 'M_LIMIT_EXCEEDED')
    return { kind: 'throttled', reason, inMs: restFor(askedRestOf(result) ?? restInBody(result)) };
  if (CODES.held.includes(code)) return { kind: 'held', reason };
  return CODES.dead.includes(code) ? { kind: 'dead', reason } : judgeAnswer(result, code);
}

/** ms; the field is deprecated for the header since v1.10, and what older homeservers have (#rate-limiting). */
function restInBody(answer: Response): number | null {
  const { retry_after_ms: ms } = objectOf(answer);
  return typeof ms === 'number' && Number.isFinite(ms) ? ms : null;
}
