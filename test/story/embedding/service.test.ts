import type { Logger } from '../../../src/log.ts';
import type { HttpClient } from '../../../src/net/http.ts';
import { createOneOriginClient } from '../../../src/net/one-origin.ts';
import { createEmbeddingService, type EmbeddingService } from '../../../src/story/embedding/service.ts';
import {
  answerWith,
  closedPort,
  type EmbeddingAnswerer,
  type EmbeddingServer,
  startEmbeddingServer,
} from '../../support/embedding-server.ts';

const KEY = 'sk-do-not-log-me';
const PAUSE = { first: 200, longest: 500 };

let server: EmbeddingServer;
let http: HttpClient;
let logged: { level: string; fields: unknown; message: string }[];

beforeEach(async () => {
  server = await startEmbeddingServer();
  http = createOneOriginClient({ url: server.url, userAgent: 'test', connections: 4 });
  logged = [];
});
afterEach(async () => {
  await http.close();
  await server.close();
});

const note = (level: string) => (fields: unknown, message: string) => logged.push({ level, fields, message });
const log = { info: note('info'), warn: note('warn') } as unknown as Logger;

function serviceAt(url = server.url, key: string | null = KEY): EmbeddingService {
  return createEmbeddingService({ url, model: 'bge-m3', key }, { http, log, pause: PAUSE });
}

const sleep = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));
/** Answers with a status and a body. */
const saying =
  (status: number, body: string, headers = {}): EmbeddingAnswerer =>
  (_asked, response) =>
    response.writeHead(status, headers).end(body);
const wellFormed = (embedding: string) => saying(200, `{"data":[{"embedding":${embedding}}]}`);

it('asks for one text as the API has it, and gives back the direction of the answer', async () => {
  server.answers((_asked, response) => answerWith(response, [3, 0, 4]));
  expect(await serviceAt().embed('A headline', null)).toEqual(Float32Array.from([0.6, 0, 0.8]));
  expect(server.asked).toEqual([
    { path: '/v1/embeddings', authorization: `Bearer ${KEY}`, model: 'bge-m3', input: 'A headline' },
  ]);
  expect(logged).toEqual([]);
});

it('sends no key where there is none', async () => {
  await serviceAt(undefined, null).embed('A headline', null);
  expect(server.asked[0]?.authorization).toBeUndefined();
});

it('asks again with a shorter text when the text is refused, as models for short ones do', async () => {
  server.answers(({ input }, response) => {
    if (input.length > 600) response.writeHead(400).end('{"error":{"message":"too many tokens"}}');
    else answerWith(response, [1, 0]);
  });
  expect(await serviceAt().embed('字'.repeat(1_500), null)).not.toBeNull();
  expect(server.asked.map(({ input }) => input.length)).toEqual([1_500, 500]);
});

describe.each<[about: string, answer: EmbeddingAnswerer, reason: RegExp]>([
  ['500', saying(500, 'oops'), /answered 500/],
  ['a wrong key', saying(401, `{"error":"Incorrect API key provided: ${KEY}"}`), /answered 401/],
  ['a page', saying(200, '<!doctype html><h1>It works</h1>'), /something else than JSON/],
  ['a redirect', saying(307, '', { location: '/v1/elsewhere' }), /answered 307, and redirects are not followed/],
  ['other JSON', saying(200, '{"embedding":[1,0]}'), /something else than an embedding/],
  ['no vector', saying(200, '{"data":[]}'), /something else than an embedding/],
  ['an empty vector', wellFormed('[]'), /something else than an embedding/],
  ['two vectors', saying(200, '{"data":[{"embedding":[1]},{"embedding":[1]}]}'), /something else than an embedding/],
  ['NaN', wellFormed('[1,NaN]'), /something else than JSON/],
  ['null for a number', wellFormed('[1,null]'), /something else than an embedding/],
  ['a number beyond all bounds', wellFormed('[1,1e999]'), /something else than an embedding/],
  ['zeros', wellFormed('[0,0]'), /a vector without a direction/],
  ['another dimension', wellFormed('[1,0,0]'), /3 dimensions, and what is kept of this model has 2/],
  ['more dimensions than there may be', wellFormed(JSON.stringify(Array(8_193).fill(1))), /else than an embedding/],
  ['more than there may be', saying(200, ' '.repeat(400_001)), /more than 400000 bytes/],
  ['a connection that breaks', (_asked, response) => response.destroy(), /broke off/],
])('a service that answers with %s', (_about, answer, reason) => {
  it('has nothing to say, is left alone, and is told of once, without the key', async () => {
    server.answers(answer);
    const service = serviceAt();
    for (let count = 0; count < 3; count += 1) expect(await service.embed('A headline', 2)).toBeNull();
    expect(server.asked).toHaveLength(1);
    expect(logged).toEqual([
      {
        level: 'warn',
        fields: { host: new URL(server.url).host, model: 'bge-m3', reason: expect.stringMatching(reason) },
        message: expect.stringContaining('left alone'),
      },
    ]);
    expect(JSON.stringify(logged)).not.toContain(KEY);
  });
});

it('has nothing to say when nobody is there', async () => {
  const url = `http://127.0.0.1:${await closedPort()}/v1`;
  const client = createOneOriginClient({ url, userAgent: 'test', connections: 4 });
  const service = createEmbeddingService({ url, model: 'm', key: null }, { http: client, log, pause: PAUSE });
  expect(await service.embed('A headline', null)).toBeNull();
  expect(logged).toHaveLength(1);
  await client.close();
});

it('holds up those that ask a server that hangs for some seconds, and nobody after them', async () => {
  server.answers(() => {});
  const service = serviceAt();
  const began = performance.now();
  expect(await Promise.all(Array.from({ length: 16 }, (_, at) => service.embed(`Text ${at}`, null)))).toEqual(
    Array(16).fill(null),
  );
  expect(performance.now() - began).toBeLessThan(5_000);
  expect(server.asked).toHaveLength(4);
  const after = performance.now();
  await service.embed('Another', null);
  expect(performance.now() - after).toBeLessThan(100);
  expect(logged).toHaveLength(1);
}, 15_000);

it('is asked again after a pause that grows, by one text at a time, and logs that it answers again', async () => {
  server.answers(saying(503, ''));
  const service = serviceAt();
  await service.embed('1', null);
  await sleep(PAUSE.first + 50);
  server.answers((_asked, response) => void setTimeout(() => response.writeHead(503).end(), 500));
  const trial = service.embed('2', null);
  const began = performance.now();
  await service.embed('3', null);
  expect(performance.now() - began).toBeLessThan(250);
  await trial;
  expect(server.asked.map(({ input }) => input)).toEqual(['1', '2']);
  await sleep(PAUSE.first + 50);
  await service.embed('4', null);
  expect(server.asked).toHaveLength(2);
  await sleep(PAUSE.first);
  server.answers((_asked, response) => answerWith(response, [1, 0]));
  expect(await service.embed('5', null)).not.toBeNull();
  expect(await service.embed('6', null)).not.toBeNull();
  expect(logged.map(({ level }) => level)).toEqual(['warn', 'info']);
});
