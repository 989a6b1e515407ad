import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { type ParsedMail, simpleParser } from 'mailparser';
import { SMTPServer, type SMTPServerOptions } from 'smtp-server';

/** An SMTP server on loopback. */
export interface Mailbox {
  smtpUrl: string;
  mails: ParsedMail[];
  /** As they came over the wire. */
  sources: string[];
  close(): Promise<void>;
}

/** Starts an SMTP server that takes every mail, but for what `options` does otherwise. */
export async function startMailbox(options: SMTPServerOptions = {}): Promise<Mailbox> {
  const mails: ParsedMail[] = [];
  const sources: string[] = [];
  const server = new SMTPServer({
    disabledCommands: ['AUTH', 'STARTTLS'],
    disableReverseLookup: true,
    closeTimeout: 100,
    async onData(stream, _session, done) {
      const source = Buffer.concat(await stream.toArray()).toString();
      sources.push(source);
      mails.push(await simpleParser(source));
      done();
    },
    ...options,
  });
  server.on('error', () => {});
  server.listen(0, '127.0.0.1');
  await once(server.server, 'listening');
  return {
    smtpUrl: `smtp://127.0.0.1:${(server.server.address() as AddressInfo).port}`,
    mails,
    sources,
    close: () => new Promise((resolve) => server.close(resolve)),
  };
}
