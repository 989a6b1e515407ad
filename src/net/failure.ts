import { errors } from 'undici';
import { BodyTooLargeError, UnknownEncodingError } from './body.ts';
import { AddressRefusedError, ConnectError } from './connector.ts';
import type { HttpResult } from './http.ts';

/** An exchange that brought no response. */
export type NoResponse = Exclude<HttpResult, { kind: 'response' }>;

/** What was going on when it broke. */
export interface Exchange {
  /** The host that was talked to last. */
  host: string;
  deadlineMs: number;
  maxBytes: number;
  /** The request may have been written to a socket. */
  sent: boolean;
}

/** The exchange took longer than its deadline. */
export class DeadlineError extends Error {}

/** The request may not be made any more. */
export class WithdrawnError extends Error {}

/** What zlib, Brotli and zstd say of bytes that are not theirs. */
const ZLIB_CODE = /^(?:Z_|ERR__|ZSTD_)/;

const CERTIFICATE_CODE = /CERT|ISSUER|SELF_SIGNED|LEAF_SIGNATURE|CRL|INVALID_CA|INVALID_PURPOSE|HOSTNAME_MISMATCH/;

/** Whether this is what Node and OpenSSL say of a certificate that does not hold. */
export function isCertificateCode(code: string): boolean {
  return CERTIFICATE_CODE.test(code);
}

/** Node's name for EAI_NONAME of getaddrinfo (RFC 3493 §6.1) and EAI_NODATA: there is no such name, or no address to it. */
export const NO_SUCH_HOST = 'ENOTFOUND';

/** Puts what broke an exchange into words. Only the host is named: paths and queries may hold secrets. */
export function describeFailure(error: unknown, exchange: Exchange): NoResponse {
  const { host, sent } = exchange;
  if (error instanceof WithdrawnError) return { kind: 'postponed', reason: 'it may not be sent any more', inMs: 0 };
  if (error instanceof AddressRefusedError) return { kind: 'refused', reason: error.message };
  if (error instanceof ConnectError)
    return { kind: 'failed', why: connectWhy(error), reason: connectReason(error, host), mayHaveArrived: sent };
  const failed = (why: 'timeout' | 'too_large' | 'protocol', reason: string): NoResponse => {
    return { kind: 'failed', why, reason, mayHaveArrived: sent };
  };
  if (error instanceof DeadlineError)
    return failed('timeout', `${host} took longer than ${seconds(exchange.deadlineMs)}`);
  if (error instanceof BodyTooLargeError)
    return failed('too_large', `${host} sent more than ${megabytes(exchange.maxBytes)}`);
  if (error instanceof UnknownEncodingError) return failed('protocol', `${host} sent a body in an unknown compression`);
  // Some of its parser's errors have no code.
  if (error instanceof errors.HTTPParserError) return failed('protocol', `${host} does not answer in proper HTTP`);
  return failed('protocol', protocolReason(codeOf(error), host));
}

function connectWhy({ stage, cause }: ConnectError): Extract<NoResponse, { kind: 'failed' }>['why'] {
  const code = codeOf(cause);
  if (stage === 'tls' && isCertificateCode(code)) return 'certificate';
  return stage === 'dns' && code === NO_SUCH_HOST ? 'unknown_host' : stage;
}

function connectReason(error: ConnectError, host: string): string {
  const code = codeOf(error.cause);
  switch (error.stage) {
    case 'dns':
      return code === NO_SUCH_HOST
        ? `${host} does not exist in DNS`
        : `${host} could not be looked up in DNS (${code})`;
    case 'connect':
      if (code === 'ECONNREFUSED') return `${host} refused the connection`;
      return isTimeout(code) ? `${host} does not answer` : `${host} cannot be reached (${code})`;
    case 'tls':
      return isTimeout(code) ? `${host} does not answer in TLS` : `no secure connection to ${host} (${code})`;
  }
}

function protocolReason(code: string, host: string): string {
  if (ZLIB_CODE.test(code)) return `${host} sent a damaged compressed body (${code})`;
  if (code === 'UND_ERR_HEADERS_OVERFLOW') return `${host} sent too many headers`;
  if (code === 'UND_ERR_DESTROYED' || code === 'UND_ERR_CLOSED') return `the exchange with ${host} was cut short by us`;
  return `${host} broke off the exchange (${code})`;
}

function isTimeout(code: string): boolean {
  return code === 'UND_ERR_CONNECT_TIMEOUT' || code === 'ETIMEDOUT';
}

/** `ECONNRESET` and its like, which say nothing of what was sent. */
function codeOf(error: unknown): string {
  const { code, errors } = error as { code?: string; errors?: unknown[] };
  // Each address of a host failed: the first failure stands for all.
  if (errors?.length) return codeOf(errors[0]);
  return code ?? 'unknown error';
}

function seconds(ms: number): string {
  return `${Math.round(ms / 100) / 10} s`;
}

function megabytes(bytes: number): string {
  return bytes < 1_000_000 ? `${bytes} bytes` : `${Math.round(bytes / 100_000) / 10} MB`;
}
