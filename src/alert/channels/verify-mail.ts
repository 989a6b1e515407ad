import { isNativeError } from 'node:util/types';
import { createTransport } from 'nodemailer';
import type { NodemailerError } from 'nodemailer/lib/errors.js';
import { judgeSmtpError } from './smtp-outcome.ts';
import { createSmtpTransport } from './smtp-transport.ts';

/** Whether a mail server lets us in. The reason is for operators and holds no secret. */
export type MailServerState = { kind: 'ok' } | { kind: 'refused'; reason: string };

/**
 * Goes as far as a mail would before its first word: connection, greeting, STARTTLS, login. No mail is sent. Takes some
 * times `limitMs` at most.
 */
export async function verifyMailServer(smtpUrl: string, limitMs: number): Promise<MailServerState> {
  const host = URL.parse(smtpUrl)?.host ?? 'the SMTP server';
  const transporter = createTransport(createSmtpTransport(smtpUrl, limitMs));
  try {
    await transporter.verify();
    return { kind: 'ok' };
  } catch (error) {
    if (!isNativeError(error) || !('code' in error)) throw error;
    const outcome = judgeSmtpError(error as NodemailerError, { host, wasHandedOver: false });
    const reason = 'reason' in outcome && outcome.reason !== undefined ? outcome.reason : `${host} does not let us in`;
    return { kind: 'refused', reason };
  } finally {
    transporter.close();
  }
}
