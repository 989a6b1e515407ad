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
  const result = await fetchBody(Buffer.from('this is not compressed at all'), encoding);
  expect(result).toMatchObject({ kind: 'failed', why: 'protocol' });
  expect(result.kind === 'failed' && result.reason).toContain('damaged compressed body');
});

it.each(['gzip', 'br', 'zstd'])('an empty %s body is empty', async (encoding) => {
  const result = await fetchBody(Buffer.alloc(0), encoding);
  expect(result.kind === 'response' && result.body).toHaveLength(0);
});

it.each(['compress', 'gzip, gzip, gzip'])('a coding nobody asked for (%s) is a failure', async (encoding) => {
  expect(await fetchBody(Buffer.from('x'), encoding)).toMatchObject({ kind: 'failed', why: 'protocol' });
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
