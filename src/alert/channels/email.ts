import { domainToASCII } from 'node:url';
import { isNativeError } from 'node:util/types';
import { createTransport } from 'nodemailer';
import type { NodemailerError } from 'nodemailer/lib/errors.js';
import type SMTPTransport from 'nodemailer/lib/smtp-transport/index.js';
import type { AttemptOutcome, ChannelConfig, Payload } from '../../model/delivery.ts';
import { mailAddressOf } from '../../net/mail-address.ts';
import { layoutMail } from '../layout/mail.ts';
import type { Letter } from '../letter.ts';
import { ATTEMPT_MS, type Channel, type IsOurs } from './channel.ts';
import { describeReply, judgeSmtpError } from './smtp-outcome.ts';
import { createSmtpTransport } from './smtp-transport.ts';

type EmailConfig = Extract<ChannelConfig, { kind: 'email' }>;

/** A channel that holds connections while it sends. */
export interface EmailChannel {
  send: Channel<'email'>;
  /** Breaks off what is being sent; each attempt ends with what is known of it. */
  close(): void;
}

/**
 * Sends mail over SMTP, a connection a mail, with STARTTLS where the server offers it, and only with it where
 * `requiresTls` says so. The SMTP server is the operator's own: its address may be a private one.
 */
export function createEmailChannel(): EmailChannel {
  const closing = new AbortController();
  return {
    send: (config, letter, isOurs) =>
      sendMail(config, letter, isOurs, AbortSignal.any([closing.signal, AbortSignal.timeout(ATTEMPT_MS)])),
    close: () => closing.abort(),
  };
}

async function sendMail(
  config: EmailConfig,
  letter: Letter,
  isOurs: IsOurs,
  signal: AbortSignal,
): Promise<AttemptOutcome> {
  const exchange = { host: URL.parse(config.smtpUrl)?.host ?? 'the SMTP server', wasHandedOver: false };
  const lost = new AbortController();
  const transport = openTransport(config.smtpUrl, {
    onExchange() {
      if (!exchange.wasHandedOver && !isOurs()) lost.abort();
    },
    onHandedOver() {
      exchange.wasHandedOver = true;
    },
  });
  const mail = { ...mailOf(config, letter), signal: AbortSignal.any([signal, lost.signal]) };
  try {
    const { response } = await createTransport(transport).sendMail(mail);
    return { kind: 'sent', answer: describeReply(exchange.host, response), isAccepted: true };
  } catch (error) {
    if (!isNodemailerError(error)) throw error;
    if (lost.signal.aborted) return { kind: 'postponed', inMs: 0 };
    return judgeSmtpError(error, exchange);
  }
}

/** What nodemailer rejects with always has a code. */
function isNodemailerError(error: unknown): error is NodemailerError {
  return isNativeError(error) && 'code' in error;
}

/** What nodemailer tells of a mail under way to nobody but its log. */
interface Steps {
  /** Called before a command is written, and when a reply is there, before anything is made of it. */
  onExchange(): void;
  /** Called when the last byte of the mail has been given to the connection. */
  onHandedOver(): void;
}

function openTransport(smtpUrl: string, { onExchange, onHandedOver }: Steps): SMTPTransport {
  const transport = createSmtpTransport(smtpUrl, ATTEMPT_MS);
  Object.assign(transport.options, {
    transactionLog: true,
    // nodemailer's errors do not tell how far a mail came, its log does: `message` is the end of the DATA phase.
    logger: {
      debug: ({ tnx }: { tnx?: string }) => (tnx === 'client' || tnx === 'server') && onExchange(),
      info: ({ tnx }: { tnx?: string }) => tnx === 'message' && onHandedOver(),
    },
  });
  return transport;
}

function mailOf({ from, to }: EmailConfig, { delivery, message }: Letter) {
  const { id, receiverId, recipient, payload } = delivery;
  const host = hostOf(from);
  const watches = watchesOf(payload);
  const topic = payload.kind === 'digest' ? 'digests' : (watches[0] ?? 'operators');
  return {
    from,
    // With the name it has in the configuration.
    to: to.find((mailbox) => mailAddressOf(mailbox) === recipient) ?? recipient,
    ...layoutMail(message),
    // The same at every attempt, so that mail programs can tell copies (RFC 5322 §3.6.4).
    messageId: `<${id}@${host}>`,
    ...(payload.kind !== 'notice' &&
      payload.kind !== 'digest' &&
      payload.story &&
      threadOf(payload.story.id, receiverId, host)),
    headers: {
      // RFC 3834: no out-of-office replies.
      'Auto-Submitted': 'auto-generated',
      // RFC 2919: mail programs sort by it.
      'List-Id': `<${topic}.wirewatch.${host}>`,
      'X-Wirewatch-Watch': watches.join(', ') || topic,
      ...(message.unsubscribe !== null && unsubscribeBy(message.unsubscribe)),
    },
    disableFileAccess: true,
    disableUrlAccess: true,
  };
}

/** Ids, each once; of a digest, those of the stories it names. */
function watchesOf(payload: Payload): string[] {
  if (payload.kind === 'notice' || payload.kind === 'followUp') return [];
  const alerts = payload.kind === 'news' ? payload.alerts : payload.stories.flatMap((story) => story.alerts);
  return [...new Set(alerts.map(({ watch }) => watch.id))];
}

/**
 * What mail programs show as one conversation: all that a receiver is told of a story refers to a message that never was, so that
 * none has to be known that was sent before (RFC 5322 §3.6.4).
 */
function threadOf(storyId: number, receiverId: string, host: string) {
  const root = `<story-${storyId}.${receiverId}@${host}>`;
  return { inReplyTo: root, references: root };
}

/**
 * The link by which mail programs offer to unsubscribe (RFC 2369 §3.2); over https with one click, which is a POST
 * (RFC 8058 §3.1).
 */
function unsubscribeBy(link: string): Record<string, string> {
  const oneClick = { 'List-Unsubscribe-Post': 'List-Unsubscribe=One-Click' };
  return { 'List-Unsubscribe': `<${link}>`, ...(link.startsWith('https:') && oneClick) };
}

/** The domain of a mail address with or without a name. */
function hostOf(from: string): string {
  const address = mailAddressOf(from);
  return domainToASCII(address.slice(address.lastIndexOf('@') + 1)) || 'localhost';
}
