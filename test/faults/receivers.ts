import { once } from 'node:events';
import { createServer, type IncomingHttpHeaders, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { simpleParser } from 'mailparser';
import { SMTPServer } from 'smtp-server';
import { Webhook } from 'standardwebhooks';
import { startTcpProxy, type TcpProxy } from '../support/tcp-proxy.ts';

/** A message as a receiver has it. */
export interface Message {
  receiver: string;
  words: string;
  /** It says that it may be a second copy. */
  saysSecond: boolean;
  /** ms, of `performance.now()`. */
  at: number;
}

/**
 * What a receiver does with a message it has heard to the end. `take`: acknowledges it, once `after` has come. `hang`: has it
 * and never says so. `stall`: says so in the head of an answer that never ends (HTTP). `refuse`: does not have it (HTTP).
 */
export type Reply =
  | { kind: 'take'; after?: Promise<unknown> }
  | { kind: 'hang' }
  | { kind: 'stall' }
  | { kind: 'refuse'; status: number; headers?: Record<string, string> };

/** A receiver's server on loopback, reached through a proxy. */
export interface Receiver {
  id: string;
  proxy: TcpProxy;
  /** Messages that it has, also those it did not acknowledge, in the order of arrival. */
  has(): Message[];
  /** When each message came whole, also those that were refused: ms of `performance.now()`. */
  heard(): number[];
  /** From now on each message is replied to so. */
  reply(to: (message: Message) => Reply): void;
  /** From now on it takes whatever comes, as it did at first. */
  takeAll(): void;
  /** What was wrong with what came: a signature, say. */
  complaints(): string[];
  close(): Promise<void>;
}

/** A receiver that is called by HTTP. */
export interface HttpReceiver extends Receiver {
  /** Its address by this path; any will do. */
  urlAt(path: string): string;
  /** From now on what comes by this path is refused with this status. */
  refuseAt(path: string, status: number): void;
}

/** A mail server that wants a login. */
export interface MailReceiver extends Receiver {
  user: string;
  /** From now on only this password is right. */
  setPassword(password: string): void;
  /** From now on who names a recipient hears no answer before this has come. Returns how many have named one since. */
  holdRecipients(until: Promise<unknown>): () => number;
}

/** The secret of the signed webhook. */
export const SECRET = `whsec_${Buffer.from('a secret of thirty-two characters').toString('base64')}`;

/** How a message for people, and one for programs, says so. */
const SECOND = /may be a second copy|"possible_duplicate":true/;

function createBook(id: string) {
  const kept: Message[] = [];
  const heard: number[] = [];
  const complaints: string[] = [];
  const take = (): Reply => ({ kind: 'take' });
  let replyTo: (message: Message) => Reply = take;
  return {
    enter(words: string): Reply {
      const message = { receiver: id, words, saysSecond: SECOND.test(words), at: performance.now() };
      heard.push(message.at);
      const reply = replyTo(message);
      if (reply.kind !== 'refuse') kept.push(message);
      return reply;
    },
    complain: (what: string) => complaints.push(`${id}: ${what}`),
    has: () => kept,
    heard: () => heard,
    complaints: () => complaints,
    reply(to: (message: Message) => Reply) {
      replyTo = to;
    },
    takeAll() {
      replyTo = take;
    },
  };
}

/** @param check What is wrong with a message, or null. */
async function startHttpReceiver(
  id: string,
  check: (words: string, headers: IncomingHttpHeaders) => string | null,
): Promise<HttpReceiver> {
  const { enter, complain, ...book } = createBook(id);
  const refusals = new Map<string, number>();
  const server = createServer(async (request, response) => {
    const words = await text(request).catch(() => null);
    // The sender broke off: there is no message.
    if (words === null || !request.complete) return;
    const status = refusals.get(request.url ?? '');
    if (status !== undefined) return answer({ kind: 'refuse', status }, response);
    const wrong = check(words, request.headers);
    if (wrong) complain(wrong);
    answer(enter(words), response);
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const proxy = await startTcpProxy(`http://127.0.0.1:${(server.address() as AddressInfo).port}/`);
  return {
    id,
    ...book,
    proxy,
    urlAt: (path) => new URL(path, proxy.url).href,
    refuseAt: (path, status) => void refusals.set(path, status),
    async close() {
      await proxy.close();
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
}

function answer(reply: Reply, response: ServerResponse): void {
  switch (reply.kind) {
    case 'take':
      if (reply.after) void reply.after.then(() => response.end('ok'));
      else response.end('ok');
      return;
    case 'stall':
      response.writeHead(200, { 'content-length': '1000' }).flushHeaders();
      return;
    case 'refuse':
      response.writeHead(reply.status, reply.headers).end();
      return;
    case 'hang':
      return;
  }
}

/** Starts a webhook that answers as Slack's do. */
export function startSlack(): Promise<HttpReceiver> {
  return startHttpReceiver('slack', () => null);
}

/** Starts a webhook that checks the signature (Standard Webhooks). */
export function startHook(): Promise<HttpReceiver> {
  const webhook = new Webhook(SECRET);
  return startHttpReceiver('hook', (words, headers) => {
    try {
      webhook.verify(words, headers as Record<string, string>);
      return null;
    } catch (error) {
      return `a wrong signature (${(error as Error).message})`;
    }
  });
}

/** Starts a mail server. */
export async function startMail(): Promise<MailReceiver> {
  const { enter, complain, ...book } = createBook('mail');
  const user = 'wirewatch';
  let right = 'first';
  let held: Promise<unknown> = Promise.resolve();
  let named = 0;
  const server = new SMTPServer({
    disabledCommands: ['STARTTLS'],
    allowInsecureAuth: true,
    disableReverseLookup: true,
    closeTimeout: 100,
    onAuth({ username, password }, _session, done) {
      if (username === user && password === right) done(null, { user });
      else done(Object.assign(new Error('authentication credentials invalid'), { responseCode: 535 }));
    },
    onRcptTo(_address, _session, done) {
      named += 1;
      void held.then(() => done());
    },
    onData(stream, _session, done) {
      simpleParser(stream, { skipImageLinks: true, skipTextToHtml: true, skipHtmlToText: true }).then((mail) => {
        const reply = enter(`${mail.subject}\n${mail.text}`);
        if (reply.kind === 'take') void (reply.after ?? Promise.resolve()).then(() => done());
      }, done);
    },
  });
  // A client that breaks off is what it is there for.
  server.on('error', () => {});
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const proxy = await startTcpProxy(`smtp://127.0.0.1:${(server.server.address() as AddressInfo).port}`);
  return {
    id: 'mail',
    ...book,
    proxy,
    user,
    setPassword(password) {
      right = password;
    },
    holdRecipients(until) {
      held = until;
      named = 0;
      return () => named;
    },
    async close() {
      await proxy.close();
      await new Promise<void>((resolve) => server.close(() => resolve()));
    },
  };
}
