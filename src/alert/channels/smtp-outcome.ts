import type { NodemailerError } from 'nodemailer/lib/errors.js';
import type { AttemptOutcome } from '../../model.ts';
import { asOneLine, shorten } from '../text.ts';

/** What happened on the wire. */
export interface SmtpExchange {
  /** Host, with the port if it is given; never the user or the password. */
  host: string;
  /** The last byte of the mail was on its way to the server. */
  wasHandedOver: boolean;
}

/** UTF-16 code units of a server's reply that are told. */
const MAX_REPLY = 200;

/** Never reached the server, and never will: what we ask for is not possible. */
const HOPELESS = ['EMESSAGE', 'EENVELOPE', 'EAUTH', 'ENOAUTH', 'ECONFIG'];

/**
 * Judges a mail that could not be sent. The reply code decides where there is one: 4yz is passing, 5yz final (RFC 5321
 * §4.2.1) but for 503, which is about the session. A connection that is lost once the mail was handed over leaves open
 * whether it was taken (RFC 1047).
 */
export function judgeSmtpError(error: NodemailerError, { host, wasHandedOver }: SmtpExchange): AttemptOutcome {
  if (error.responseCode !== undefined)
    return { kind: error.permanent ? 'dead' : 'retry', reason: refusal(error, host) };
  if (HOPELESS.includes(error.code ?? ''))
    return { kind: 'dead', reason: `${host}: the mail cannot be sent (${error.code})` };
  const reason = `${host} ${trouble(error)}`;
  return wasHandedOver
    ? { kind: 'unknown', reason: `${reason} before it said whether it took the mail` }
    : { kind: 'retry', reason };
}

/**
 * Judges a mail that a server took for some of its recipients only. Refused for good: dead, so that the ledger shows it,
 * since another attempt would tell the others twice and never the refused. Refused for now: unknown, so that it is sent
 * again, as a possible second copy to those who have it.
 *
 * @param rejections Of the refused recipients, one at least.
 */
export function judgePartialRejection(rejections: readonly NodemailerError[], host: string): AttemptOutcome {
  const refused = rejections.map((error) => `${error.recipient} (${replyOf(error)})`).join(', ');
  return {
    kind: rejections.every(({ permanent }) => permanent) ? 'dead' : 'unknown',
    reason: `${host} took the mail for some, but not for ${refused}`,
  };
}

function refusal(error: NodemailerError, host: string): string {
  // The reply to a login may repeat what was sent.
  if (error.command?.startsWith('AUTH')) return `${host} refused the login (${error.responseCode})`;
  return `${host} refused the mail (${replyOf(error)})`;
}

function replyOf({ response, responseCode }: NodemailerError): string {
  return shorten(asOneLine(response ?? String(responseCode)).trim(), MAX_REPLY);
}

function trouble({ code, originalCode, cause }: NodemailerError): string {
  if (originalCode === 'ECONNREFUSED') return 'refused the connection';
  if (code === 'ETIMEDOUT' || (code === 'EABORT' && isTimeout(cause))) return 'took too long';
  if (code === 'EABORT') return 'was left by Wirewatch, which is stopping,';
  if (code === 'EDNS') return 'could not be looked up in DNS';
  if (code === 'ETLS') return `offers no secure connection (${originalCode ?? code})`;
  return `broke off the connection (${originalCode ?? code ?? 'unknown error'})`;
}

/** True for what `AbortSignal.timeout` aborts with. */
function isTimeout(reason: unknown): boolean {
  return (reason as { name?: unknown } | undefined)?.name === 'TimeoutError';
}
