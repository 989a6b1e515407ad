import type { AddressInfo } from 'node:net';
import { type AddressObject, type ParsedMail, simpleParser } from 'mailparser';
import { SMTPServer, type SMTPServerSession } from 'smtp-server';

/** A mail that was delivered. */
export interface CapturedMail {
  /** 1, 2, 3 in the order of arrival. */
  id: number;
  receivedAt: Date;
  /** Who the SMTP client said it is from and for, whatever the headers say. */
  envelope: { from: string; to: string[] };
  /** As the headers have it, names included. */
  from: string;
  to: string;
  subject: string;
  /** With its angle brackets; null when the mail has none. */
  messageId: string | null;
  /** By lower-case name; the first one where a name is repeated, unfolded, otherwise as sent. */
  headers: ReadonlyMap<string, string>;
  /** The alternatives as they came; null when there is none. */
  text: string | null;
  html: string | null;
}

/** A running SMTP server and what it has taken, oldest first. */
export interface MailCapture {
  /** `smtp://127.0.0.1:PORT` */
  smtpUrl: string;
  mails: CapturedMail[];
  close(): Promise<void>;
}

const MAX_BYTES = 5 * 1024 * 1024;

/** Starts an SMTP server on 127.0.0.1 that takes every mail up to 5 MiB, for whomever, and keeps it in memory. */
export async function captureMail(onMail: () => void): Promise<MailCapture> {
  const mails: CapturedMail[] = [];
  const server = new SMTPServer({
    size: MAX_BYTES,
    banner: 'captured inbox, nothing leaves this machine',
    disabledCommands: ['AUTH', 'STARTTLS'],
    disableReverseLookup: true,
    // ms that open connections get to end once the server is closed.
    closeTimeout: 500,
    onData(stream, session, done) {
      simpleParser(stream, { skipImageLinks: true, skipTextToHtml: true, skipHtmlToText: true }).then((parsed) => {
        if (stream.sizeExceeded) return done(Object.assign(new Error('message too large'), { responseCode: 552 }));
        mails.push(mailOf(mails.length + 1, parsed, session));
        onMail();
        done();
      }, done);
    },
  });
  // A client that breaks off must not take the demo down.
  server.on('error', () => {});
  await new Promise<void>((resolve, reject) => {
    server.server.once('error', reject);
    server.listen(0, '127.0.0.1', resolve);
  });
  const { port } = server.server.address() as AddressInfo;
  return {
    smtpUrl: `smtp://127.0.0.1:${port}`,
    mails,
    close: () => new Promise((resolve) => server.close(() => resolve())),
  };
}

function mailOf(id: number, parsed: ParsedMail, { envelope }: SMTPServerSession): CapturedMail {
  const headers = new Map<string, string>();
  for (const { key, line } of parsed.headerLines) {
    if (!headers.has(key))
      headers.set(
        key,
        line
          .slice(line.indexOf(':') + 1)
          .replace(/\r?\n/g, '')
          .trim(),
      );
  }
  return {
    id,
    receivedAt: new Date(),
    envelope: {
      from: envelope.mailFrom ? envelope.mailFrom.address : '',
      to: envelope.rcptTo.map(({ address }) => address),
    },
    from: addressText(parsed.from),
    to: addressText(parsed.to),
    subject: parsed.subject ?? '',
    messageId: parsed.messageId ?? null,
    headers,
    text: parsed.text ?? null,
    html: parsed.html || null,
  };
}

function addressText(addresses: AddressObject | AddressObject[] | undefined): string {
  return [addresses ?? []]
    .flat()
    .map(({ text }) => text)
    .join(', ');
}
