import type { ServerResponse } from 'node:http';
import { gzipSync } from 'node:zlib';
import { createChannels } from '../../../src/alert/channels.ts';
import type { AttemptOutcome, ChannelConfig } from '../../../src/model/delivery.ts';
import { createHttpClient } from '../../../src/net/client.ts';
import { deliveryOf, telegramNews } from '../support/alerts.ts';
import { type HttpAnswer, startHttpReceiver } from '../support/http-receiver.ts';

const secret = `whsec_${Buffer.from('a key of twenty-four bytes').toString('base64')}`;

/** ms from the head of an answer to the outcome, on a machine that is busy with other things; an attempt has 15 s. */
const SOON_MS = 8_000;

/** A byte at once and one a second from then on, without end. */
const trickle = (text: string) => (response: ServerResponse) => {
  let at = 0;
  const next = () => response.write(text[at++ % text.length]);
  response.writeHead(200);
  next();
  const timer = setInterval(next, 1_000);
  response.on('close', () => clearInterval(timer));
};

/** A head and the beginning of a body, whose rest never comes. */
const stall =
  (status: number, body: string, headers: Record<string, string> = {}) =>
  (response: ServerResponse) =>
    response.writeHead(status, { 'content-length': '1000', ...headers }).write(body);

const gzipped = (bytes: Buffer, status = 200): HttpAnswer => {
  return (response) => response.writeHead(status, { 'content-encoding': 'gzip' }).end(bytes);
};

type Kind = AttemptOutcome['kind'];

const answers: [what: string, answer: HttpAnswer, webhook: Kind, slack: Kind][] = [
  ['a success that trickles', trickle('<html>'), 'sent', 'retry'],
  ['a success of 2 MB', { status: 200, body: 'x'.repeat(2_000_000) }, 'sent', 'unknown'],
  ['a success without end', (response) => flood(response), 'sent', 'retry'],
  ['a success in broken gzip', gzipped(Buffer.from('\x1f\x8b\x08\0broken', 'latin1')), 'sent', 'unknown'],
  ['a success in gzip that is cut', gzipped(gzipSync('{"long": true}').subarray(0, -9)), 'sent', 'unknown'],
  ['a success that unpacks to 50 MB', gzipped(gzipSync(Buffer.alloc(50_000_000))), 'sent', 'unknown'],
  ['a 404 that stalls', stall(404, '<html>'), 'retry', 'retry'],
  ['a 404 that stalls behind its word', stall(404, 'no_service\n'), 'retry', 'dead'],
  ['a 410 that stalls', stall(410, ''), 'dead', 'dead'],
  ['a 429 that stalls', stall(429, ''), 'throttled', 'throttled'],
  ['a 401 in broken gzip', gzipped(Buffer.from('\x1f\x8b\x08\0broken', 'latin1'), 401), 'held', 'held'],
  ['a 503 that stalls', stall(503, '<html>', { 'retry-after': '7' }), 'throttled', 'throttled'],
];

function flood(response: ServerResponse): void {
  response.on('error', () => {});
  response.writeHead(200);
  const more = () => {
    while (!response.destroyed && response.write('<p>'.repeat(10_000)));
  };
  response.on('drain', more);
  more();
}

describe('an answer whose body is hostile', () => {
  const attempt = async (answer: HttpAnswer, channelAt: (url: string) => ChannelConfig) => {
    const receiver = await startHttpReceiver();
    const http = createHttpClient({ allow: ['127.0.0.0/8'], userAgent: 'Wirewatch test' });
    try {
      receiver.answerWith(answer);
      const channels = createChannels({ http, storeInboxMessage: async () => {} });
      const startedAt = performance.now();
      const outcome = await channels.send(
        { id: 'r', timeZone: 'UTC', channel: channelAt(receiver.url) },
        deliveryOf(telegramNews),
      );
      return { kind: outcome.kind, posts: receiver.posts.length, isSoon: performance.now() - startedAt < SOON_MS };
    } finally {
      await http.close();
      await receiver.close();
    }
  };

  it.concurrent.each(answers)('%s is judged by its head, and soon', async (_what, answer, webhook, slack) => {
    const once = { posts: 1, isSoon: true };
    expect(await attempt(answer, (url) => ({ kind: 'webhook', url, secret }))).toEqual({ kind: webhook, ...once });
    expect(await attempt(answer, (webhookUrl) => ({ kind: 'slack', webhookUrl }))).toEqual({ kind: slack, ...once });
  });
});
