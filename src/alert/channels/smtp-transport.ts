import SMTPTransport from 'nodemailer/lib/smtp-transport/index.js';
import { requiresTls } from './smtp-security.ts';

/** A way to the SMTP server of an `smtp_url`, not connected yet: each step may take `limitMs`, and TLS is insisted on where {@link requiresTls} says so. */
export function createSmtpTransport(smtpUrl: string, limitMs: number): SMTPTransport {
  const transport = new SMTPTransport(smtpUrl);
  // What the URL says in its query comes first for all but these.
  Object.assign(transport.options, {
    requireTLS: requiresTls(transport.options),
    dnsTimeout: limitMs,
    connectionTimeout: limitMs,
    greetingTimeout: limitMs,
    socketTimeout: limitMs,
    debug: false,
  });
  return transport;
}
