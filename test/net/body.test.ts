import { brotliCompressSync, deflateRawSync, deflateSync, gzipSync, zstdCompressSync } from 'node:zlib';
import { createHttpClient } from '../../src/net/client.ts';
import type { HttpClient } from '../../src/net/http.ts';
import { type Site, startSite } from '../support/site.ts';

const MAX_BYTES = 100_000;
const codings: [string, string, (data: Buffer) => Buffer][] = [
  ['gzip', 'gzip', gzipSync],
  ['x-gzip', 'x-gzip', gzipSync],
  ['deflate', 'deflate', deflateSync],
  ['deflate without its zlib header', 'deflate', deflateRawSync],
  ['brotli', 'br', brotliCompressSync],
  ['zstd', 'zstd', zstdCompressSync],
  ['gzip over brotli', 'br, gzip', (data) => gzipSync(brotliCompressSync(data))],
  ['no coding', 'identity', (data) => data],
];

/** A gzip body that tells the name of a file (RFC 1952 §2.3.1). */
function withName(gzip: Buffer, name: string): Buffer {
  const header = Buffer.from(gzip.subarray(0, 10));
  header[3] = 8;
  return Buffer.concat([header, Buffer.from(`${name}\0`), gzip.subarray(10)]);
}

it.each([
  ['gzip', 'br', gzipSync],
  ['gzip', 'deflate', gzipSync],
  ['zstd', 'gzip', zstdCompressSync],
  ['zstd', 'identity', zstdCompressSync],
  ['br', 'gzip', brotliCompressSync],
  ['deflate', 'gzip', deflateSync],
] as const)('reads %s that the headers call %s, and says so', async (coding, said, compress) => {
  const answer = await fetchBody(compress(Buffer.from('<rss/>'.repeat(50))), said);
  expect(answer).toMatchObject({ kind: 'response', faults: [`the body is ${coding}, and its headers do not say so`] });
  expect(answer.kind === 'response' && answer.body.toString()).toBe('<rss/>'.repeat(50));
});

let site: Site;
let http: HttpClient;

beforeEach(async () => {
  site = await startSite();
  http = createHttpClient({ allow: ['127.0.0.1'], userAgent: 'test' });
});

afterEach(async () => {
  await http.close();
  await site.close();
});

function fetchBody(body: Buffer, encoding: string) {
  site.on('/', (_, response) => response.writeHead(200, { 'content-encoding': encoding }).end(body));
  return http.request({ url: `${site.url}/`, deadlineMs: 10_000, maxBytes: MAX_BYTES });
}

describe.each(codings)('%s', (_, encoding, encode) => {
  it('is taken off', async () => {
    const text = 'Ämter und Behörden. '.repeat(200);
    const result = await fetchBody(encode(Buffer.from(text)), encoding);
    expect(result.kind === 'response' && result.body.toString()).toBe(text);
  });

  it('may hold exactly the limit, and not a byte more', async () => {
    expect(await fetchBody(encode(Buffer.alloc(MAX_BYTES)), encoding)).toMatchObject({ kind: 'response' });
    expect(await fetchBody(encode(Buffer.alloc(MAX_BYTES + 1)), encoding)).toMatchObject({ why: 'too_large' });
  });

  it('ends where it unpacks to a hundred times the limit', async () => {
    const bomb = encode(Buffer.alloc(100 * MAX_BYTES));
    expect(await fetchBody(bomb, encoding)).toEqual({
      kind: 'failed',
      why: 'too_large',
      reason: '127.0.0.1 sent more than 100000 bytes',
      mayHaveArrived: true,
    });
  });
});

it.each(['gzip', 'deflate', 'br', 'zstd'])('a damaged %s body is a failure', async (encoding) => {
  const result = await fetchBody(Buffer.from([0x1f, 0x8b, 8, 0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 250, 251, 252]), encoding);
  expect(result).toMatchObject({ kind: 'failed', why: 'protocol' });
  expect(result.kind === 'failed' && result.reason).toContain('damaged compressed body');
});

describe('a body that is not as its headers say', () => {
  const text = 'Fähre und Hafen. '.repeat(20);
  const plain = Buffer.from(text);
  const unsaid = 'the body is gzip, and its headers do not say so';
  const named = (name: string) => `the headers name a compression that does not exist, "${name}"`;
  const tail = 'something stands behind the compressed body';

  it.each<[string, Record<string, string>, Buffer, string[]]>([
    ['gzip that is not said', {}, gzipSync(plain), [unsaid]],
    ['gzip that the type says', { 'content-type': 'application/x-gzip' }, gzipSync(plain), []],
    ['gzip once more than is said', { 'content-encoding': 'gzip' }, gzipSync(gzipSync(plain)), [unsaid]],
    ['gzip in another coding', { 'content-encoding': 'UTF-8' }, gzipSync(plain), [named('utf-8'), unsaid]],
    [
      'plain, and said to be gzip',
      { 'content-encoding': 'GZIP' },
      plain,
      ['the headers say gzip, and the body is not compressed'],
    ],
    [
      'gzip, and said to be that twice',
      { 'content-encoding': 'gzip, gzip' },
      gzipSync(plain),
      ['the headers say gzip, and the body is not compressed'],
    ],
    [
      'plain, and said to be deflate',
      { 'content-encoding': 'deflate' },
      plain,
      ['the headers say deflate, and the body is not compressed'],
    ],
    [
      'plain, and said to be br',
      { 'content-encoding': 'br' },
      plain,
      ['the headers say br, and the body is not compressed'],
    ],
    [
      'plain, and said to be zstd',
      { 'content-encoding': 'zstd' },
      plain,
      ['the headers say zstd, and the body is not compressed'],
    ],
    ['plain in a coding that is none', { 'content-encoding': 'none' }, plain, [named('none')]],
    ['plain in no coding', { 'content-encoding': 'identity,' }, plain, []],
    [
      'more behind gzip',
      { 'content-encoding': 'gzip' },
      Buffer.concat([gzipSync(plain), Buffer.from('<!-- 0.02 s -->')]),
      [tail],
    ],
    ['zeros behind gzip', { 'content-encoding': 'gzip' }, Buffer.concat([gzipSync(plain), Buffer.alloc(512)]), []],
    [
      'more behind deflate',
      { 'content-encoding': 'deflate' },
      Buffer.concat([deflateSync(plain), Buffer.from('\n\n')]),
      [tail],
    ],
    ['gzip without its checksum', { 'content-encoding': 'gzip' }, gzipSync(plain).subarray(0, -8), []],
    [
      'gzip in two parts',
      { 'content-encoding': 'gzip' },
      Buffer.concat([gzipSync(plain.subarray(0, 9)), gzipSync(plain.subarray(9))]),
      [],
    ],
    ['gzip with a name', { 'content-encoding': 'gzip' }, withName(gzipSync(plain), 'feed.xml'), []],
  ])('is read all the same: %s', async (_, headers, body, faults) => {
    site.on('/', (_, response) => response.writeHead(200, headers).end(body));
    const result = await http.request({ url: `${site.url}/`, deadlineMs: 10_000, maxBytes: MAX_BYTES });
    if (result.kind !== 'response') throw new Error(result.reason);
    expect(result.body.toString()).toBe(text);
    expect(result).toMatchObject({ faults, isCut: false });
  });

  it('holds no more than the limit either', async () => {
    const bomb = gzipSync(Buffer.alloc(100 * MAX_BYTES));
    for (const body of [bomb, gzipSync(bomb)]) {
      site.on('/', (_, response) => response.writeHead(200).end(body));
      const result = await http.request({ url: `${site.url}/`, deadlineMs: 10_000, maxBytes: MAX_BYTES });
      expect(result).toMatchObject({ kind: 'failed', why: 'too_large' });
    }
  });
});

describe('a body that breaks off', () => {
  const text = Array.from({ length: 5_000 }, (_, index) => `line ${index}`).join('\n');
  const ask = (acceptCut: boolean) =>
    http.request({ url: `${site.url}/`, deadlineMs: 10_000, maxBytes: MAX_BYTES, acceptCut });

  it.each<[string, Record<string, string>, Buffer]>([
    ['plain', {}, Buffer.from(text)],
    ['gzip', { 'content-encoding': 'gzip' }, gzipSync(text)],
    ['deflate', { 'content-encoding': 'deflate' }, deflateSync(text)],
    ['br', { 'content-encoding': 'br' }, brotliCompressSync(text)],
    ['zstd', { 'content-encoding': 'zstd' }, zstdCompressSync(text)],
  ])('is read as far as it goes where that is wanted: %s', async (_, headers, body) => {
    const half = body.subarray(0, body.length / 2);
    site.on('/', (_, response) => {
      response.writeHead(200, { ...headers, 'content-length': body.length });
      response.write(half, () => response.destroy());
    });
    expect(await ask(false)).toMatchObject({ kind: 'failed', why: 'protocol' });
    const result = await ask(true);
    if (result.kind !== 'response') throw new Error(result.reason);
    expect(result.isCut).toBe(true);
    expect(result.faults).toContain('the answer breaks off before its end');
    expect(text.startsWith(result.body.toString().slice(0, -9))).toBe(true);
  });

  it('is a failure where nothing came', async () => {
    site.on('/', (_, response) => {
      response.writeHead(200, { 'content-length': 10 }).flushHeaders();
      response.destroy();
    });
    expect(await ask(true)).toMatchObject({ kind: 'failed', why: 'protocol' });
  });
});

it.each(['gzip', 'br', 'zstd'])('an empty %s body is empty', async (encoding) => {
  const result = await fetchBody(Buffer.alloc(0), encoding);
  expect(result.kind === 'response' && result.body).toHaveLength(0);
});

it.each(['compress', 'gzip, gzip, gzip'])('a coding nobody asked for (%s) is a failure', async (encoding) => {
  expect(await fetchBody(Buffer.from([1, 2, 3]), encoding)).toMatchObject({ kind: 'failed', why: 'protocol' });
});

it('a body without end ends at the limit', async () => {
  site.on('/', (_, response) => {
    const pour = () => {
      while (response.write(Buffer.alloc(16_384)));
      response.once('drain', pour);
    };
    pour();
  });
  expect(await http.request({ url: `${site.url}/`, deadlineMs: 10_000, maxBytes: MAX_BYTES })).toMatchObject({
    why: 'too_large',
  });
});

it('a zstd frame may not ask for more memory than the RFC grants', async () => {
  // Magic number, descriptor without checksum, window descriptor of 2^27 bytes, one empty last block.
  const frame = Buffer.from([0x28, 0xb5, 0x2f, 0xfd, 0x00, (27 - 10) << 3, 0x01, 0x00, 0x00]);
  expect(await fetchBody(frame, 'zstd')).toMatchObject({ kind: 'failed', why: 'protocol' });
});
