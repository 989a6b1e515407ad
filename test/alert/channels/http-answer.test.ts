import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { createServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import { ANSWER_BOUNDS, judgeAnswer } from '../../../src/alert/channels/http-answer.ts';
import type { AttemptOutcome } from '../../../src/model/delivery.ts';
import { createHttpClient, type HttpClientOptions } from '../../../src/net/client.ts';
import { type HttpAnswer, type HttpReceiver, startHttpReceiver } from '../support/http-receiver.ts';

const DAY_MS = 86_400_000;

let receiver: HttpReceiver;

beforeEach(async () => {
  receiver = await startHttpReceiver();
});
afterEach(() => receiver.close());

async function post(url: string, options: Partial<HttpClientOptions> = {}): Promise<AttemptOutcome> {
  const http = createHttpClient({ allow: ['127.0.0.0/8'], userAgent: 'Wirewatch test', ...options });
  try {
    return judgeAnswer(await http.request({ url, method: 'POST', body: '{}', deadlineMs: 5_000, ...ANSWER_BOUNDS }));
  } finally {
    await http.close();
  }
}

function outcomeOf(answer: HttpAnswer): Promise<AttemptOutcome> {
  receiver.answerWith(answer);
  return post(receiver.url);
}

describe('the answer to a post', () => {
  it.each<[AttemptOutcome['kind'], number[]]>([
    ['sent', [200, 201, 202, 204, 299]],
    ['retry', [301, 302, 303, 304, 307, 308, 404, 405, 408, 409, 421, 423, 425, 500, 501, 502, 503, 504, 511, 599]],
    ['throttled', [429]],
    ['held', [401, 402, 403, 407]],
    ['dead', [400, 406, 410, 411, 413, 414, 415, 418, 422, 426, 431, 451, 499]],
  ])('is %s by its status', async (kind, statuses) => {
    for (const status of statuses) {
      const outcome = await outcomeOf({ status, headers: { location: '/login' } });
      expect([status, outcome.kind]).toEqual([status, kind]);
      if ('reason' in outcome) expect(outcome.reason).toMatch(new RegExp(`^127\\.0\\.0\\.1 answered ${status}\\b`));
    }
    expect(receiver.posts).toHaveLength(statuses.length);
  });

  it.each<[number, string | undefined, number | null]>([
    [429, undefined, 30_000],
    [429, 'soon', 30_000],
    [429, '7', 7_000],
    [429, '0', 1_000],
    [429, 'Sun, 06 Nov 1994 08:49:37 GMT', 1_000],
    [429, '9999999999', DAY_MS],
    [503, '120', 120_000],
    [503, '9999999999', DAY_MS],
    [503, 'soon', null],
    // About how long an outage or a redirect lasts, nothing that all others have to heed.
    [500, '120', null],
    [302, '120', null],
  ])('of status %i with Retry-After %s asks for a rest of %s ms', async (status, retryAfter, inMs) => {
    const outcome = await outcomeOf({ status, headers: retryAfter === undefined ? {} : { 'retry-after': retryAfter } });
    if (inMs === null) expect(outcome.kind).toBe('retry');
    else expect(outcome).toEqual({ kind: 'throttled', reason: `127.0.0.1 answered ${status}`, inMs });
  });
});

describe('a post without an answer', () => {
  const failing = (code: string): Partial<HttpClientOptions> => ({
    lookup: (_host, _options, callback) =>
      callback(Object.assign(new Error(code), { code, syscall: 'getaddrinfo' }), []),
  });

  it('waits for the operator where the host does not exist', async () => {
    expect(await post('http://hooks.example/secret', failing('ENOTFOUND'))).toEqual({
      kind: 'held',
      reason: 'hooks.example does not exist in DNS',
    });
  });

  it('is made again when DNS is in trouble', async () => {
    expect(await post('http://hooks.example/secret', failing('EAI_AGAIN'))).toMatchObject({ kind: 'retry' });
  });

  it('waits for the operator where an address may not be talked to', async () => {
    expect(await post(receiver.url, { allow: [] })).toEqual({
      kind: 'held',
      reason: expect.stringMatching(/^127\.0\.0\.1 is not a public address; .*network\.allow$/),
    });
  });

  it('waits for the operator where the certificate does not hold, and is made again where there is no TLS', async () => {
    const [cert, key] = ['cert', 'key'].map((name) =>
      readFileSync(new URL(`../../fixtures/net/tls-${name}.pem`, import.meta.url), 'utf8'),
    );
    const server = createServer({ cert, key }).listen(0, '127.0.0.1');
    await once(server, 'listening');
    const { port } = server.address() as AddressInfo;
    expect(await post(`https://localhost:${port}/`)).toEqual({
      kind: 'held',
      reason: 'no secure connection to localhost (DEPTH_ZERO_SELF_SIGNED_CERT)',
    });
    server.close();
    expect(await post(receiver.url.replace('http:', 'https:'))).toMatchObject({ kind: 'retry' });
  });

  it('is of unknown fate once it may have arrived', async () => {
    expect(await outcomeOf('hang up')).toMatchObject({ kind: 'unknown' });
  });
});
