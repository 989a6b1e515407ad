import type { NodemailerError } from 'nodemailer/lib/errors.js';
import type { AttemptOutcome } from '../../model/delivery.ts';
import { isCertificateCode, NO_SUCH_HOST } from '../../net/failure.ts';
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

/** What nodemailer says of a mail that it will not send: it never reached the server, and never will. */
const HOPELESS = ['EMESSAGE', 'EENVELOPE'];

/** What nodemailer says of a configuration that does not do. */
const MISCONFIGURED = ['EAUTH', 'ENOAUTH', 'ECONFIG'];

/**
 * Replies about who we are, to whatever command: authentication required, mechanism too weak, credentials invalid,
 * encryption required first (RFC 4954 §6, RFC 3207 §4).
 */
const LOGIN_REPLIES = [530, 534, 535, 538];

/**
 * What a server says of the sender in its reply to a recipient, where it refuses no sooner: the sender's address is not valid
 * (RFC 3463 §3.2, X.1.7 and X.1.8), or, as Postfix has it, not his to use.
 */
const SENDER_REFUSED = /^\d{3}[ -]5\.1\.[78]\b|\bsender address rejected\b/i;

/** More than is allowed: of all replies to MAIL FROM the one that is about the mail (RFC 1870 §6.1). */
const TOO_LARGE = 552;

/**
 * Judges a mail that could not be sent.
 *
 * | what happened | outcome | since |
 * | ------------- | ------- | ----- |
 * | a reply of 4yz, 421 too | retry | passing (RFC 5321 §4.2.1) |
 * | 5yz to STARTTLS, or to EHLO or the greeting | held | no TLS, or no mail service for us at all (RFC 3207 §4, RFC 5321 §3.1) |
 * | 5yz to AUTH; 530, 534, 535, 538 to anything but RCPT | held | the login (RFC 4954 §6) |
 * | 530, 534, 535, 538 to RCPT | retry | we may send, and not to everybody |
 * | 503 to anything else | retry | it is about the session |
 * | 5yz but 552 (too large) to MAIL FROM, or to RCPT and of the sender | held | `from` is not to send here (RFC 5321 §3.3) |
 * | any other 5yz | dead | recipient or mail are refused for good (RFC 5321 §4.2.1) |
 * | no such host, a certificate that does not hold, no common TLS, options that contradict each other | held | |
 * | a mail that cannot be put into words | dead | |
 * | no connection, or lost before the last byte | retry | it did not arrive |
 * | lost after the last byte | unknown | it may have been taken (RFC 1047) |
 */
export function judgeSmtpError(error: NodemailerError, { host, wasHandedOver }: SmtpExchange): AttemptOutcome {
  const { code = '', responseCode = 0 } = error;
  if (responseCode >= 500) return judgeRefusal(error, responseCode, host);
  // A reply to a recipient or to the mail itself is about this mail: a full mailbox holds up no other.
  if (responseCode >= 400) {
    const isOfMessage = responseCode !== 421 && ['RCPT TO', 'DATA'].includes(error.command ?? '');
    return { kind: 'retry', reason: refusal(error, host), ...(isOfMessage && { ofMessage: true as const }) };
  }
  if (HOPELESS.includes(code)) return { kind: 'dead', reason: `${host}: the mail cannot be sent (${code})` };
  if (MISCONFIGURED.includes(code))
    return { kind: 'held', reason: `${host}: no mail can be sent with this smtp_url (${code})` };
  const reason = `${host} ${trouble(error)}`;
  if (isUnmended(error)) return { kind: 'held', reason };
  return wasHandedOver
    ? { kind: 'unknown', reason: `${reason} before it said whether it took the mail` }
    : { kind: 'retry', reason };
}

function judgeRefusal(error: NodemailerError, responseCode: number, host: string): AttemptOutcome {
  const { code, command = '' } = error;
  const reason = refusal(error, host);
  const isOfLogin = LOGIN_REPLIES.includes(responseCode);
  if (isOfLogin && command === 'RCPT TO') return { kind: 'retry', reason, ofMessage: true };
  if (code === 'ETLS' || code === 'EAUTH' || isOfLogin) return { kind: 'held', reason };
  // Before the first mail, a reply is about us.
  if (code === 'EPROTOCOL' || ['EHLO', 'HELO'].includes(command)) return { kind: 'held', reason };
  if (!error.permanent) return { kind: 'retry', reason };
  if (command === 'MAIL FROM' && responseCode !== TOO_LARGE) return { kind: 'held', reason };
  if (command === 'RCPT TO' && SENDER_REFUSED.test(error.response ?? '')) return { kind: 'held', reason };
  return { kind: 'dead', reason };
}

/** A connection that will not come about until somebody changes something. */
function isUnmended({ code, command, originalCode = '' }: NodemailerError): boolean {
  if (code === 'EDNS') return originalCode === NO_SUCH_HOST;
  // A server that hangs up during the handshake is none that has refused it, and has no command.
  if (code === 'ETLS') return command === 'STARTTLS';
  return code === 'ESOCKET' && isTlsRefusal(originalCode);
}

function isTlsRefusal(code: string): boolean {
  return isCertificateCode(code) || code.startsWith('ERR_SSL_') || code.startsWith('ERR_TLS_');
}

/** `mail.example answered 250 2.0.0 Ok: queued`: a mail that was taken (RFC 5321 §4.2.1, §6.1). */
export function describeReply(host: string, reply: string): string {
  return `${host} answered ${asReply(reply)}`;
}

function refusal(error: NodemailerError, host: string): string {
  const { code, command, responseCode } = error;
  // The reply to a login may repeat what was sent.
  if (command?.startsWith('AUTH')) return `${host} refused the login (${responseCode})`;
  if (code === 'ETLS')
    return `${host} offers no STARTTLS (${responseCode}), and gets nothing in clear text unless smtp_url ends in ?requireTLS=false`;
  return `${host} refused the mail (${replyOf(error)})`;
}

function replyOf({ response, responseCode }: NodemailerError): string {
  return asReply(response ?? String(responseCode));
}

function asReply(text: string): string {
  return shorten(asOneLine(text).trim(), MAX_REPLY);
}

function trouble({ code, originalCode, cause }: NodemailerError): string {
  if (originalCode === 'ECONNREFUSED') return 'refused the connection';
  if (code === 'ETIMEDOUT' || (code === 'EABORT' && isTimeout(cause))) return 'took too long';
  if (code === 'EABORT') return 'was left by Wirewatch, which is stopping,';
  if (code === 'EDNS') return originalCode === NO_SUCH_HOST ? 'does not exist in DNS' : 'could not be looked up in DNS';
  if (code === 'ETLS' || isTlsRefusal(originalCode ?? ''))
    return `offers no secure connection (${originalCode ?? code})`;
  return `broke off the connection (${originalCode ?? code ?? 'unknown error'})`;
}

/** True for what `AbortSignal.timeout` aborts with. */
function isTimeout(reason: unknown): boolean {
  return (reason as { name?: unknown } | undefined)?.name === 'TimeoutError';
}
