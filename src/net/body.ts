import { pipeline, type Readable, type Transform } from 'node:stream';
import {
  constants,
  createBrotliDecompress,
  createGunzip,
  createInflate,
  createInflateRaw,
  createZstdDecompress,
} from 'node:zlib';

/** What {@link readBody} can decode, for `accept-encoding`. */
export const ACCEPTED_ENCODINGS = 'gzip, deflate, br, zstd';

/** Codings one over the other; servers that do not know their proxy compress twice, nobody needs more. */
const MAX_LAYERS = 2;

/** A zstd frame may ask for 8 MiB (2^23) of memory, not for the 128 MiB zlib would grant: RFC 9659 §3. */
const ZSTD_LIMITS = { [constants.ZSTD_d_windowLogMax]: 23 };

/** The body is longer than it may be. */
export class BodyTooLargeError extends Error {}

/** The body is in a coding that was not asked for. */
export class UnknownEncodingError extends Error {}

type Chunks = AsyncIterable<Buffer>;

/**
 * Reads a body to its end and takes off its content codings. The limit holds for the decoded bytes, counted while they
 * are decoded, so a small body that unpacks to a huge one costs little. The body is destroyed in any case.
 *
 * @param encoding The `content-encoding` header.
 * @throws BodyTooLargeError, UnknownEncodingError, what zlib says of a damaged body, or what broke the connection.
 */
export async function readBody(body: Readable, encoding: string | undefined, maxBytes: number): Promise<Buffer> {
  try {
    const codings = (encoding ?? '')
      .toLowerCase()
      .split(',')
      .map((coding) => coding.trim());
    if (codings.length > MAX_LAYERS) throw new UnknownEncodingError();
    // The coding applied last is named last (RFC 9110 §8.4).
    return await collect(codings.reduceRight<Chunks>(decode, body), maxBytes);
  } finally {
    discardBody(body);
  }
}

/** Ends a body that nobody will read. */
export function discardBody(body: Readable): void {
  // A stream that is destroyed before its end reports that as an error, which without a listener ends the process.
  body.on('error', () => {});
  body.destroy();
}

async function collect(chunks: Chunks, maxBytes: number): Promise<Buffer> {
  const read: Buffer[] = [];
  let bytes = 0;
  for await (const chunk of chunks) {
    bytes += chunk.length;
    if (bytes > maxBytes) throw new BodyTooLargeError();
    read.push(chunk);
  }
  return Buffer.concat(read, bytes);
}

function decode(chunks: Chunks, coding: string): Chunks {
  switch (coding) {
    case '':
    case 'identity':
      return chunks;
    case 'gzip':
    case 'x-gzip':
      return through(chunks, () => createGunzip());
    case 'deflate':
      // This means the zlib format, but many servers send the bare one (RFC 9110 §8.4.1.2); the first byte tells.
      return through(chunks, (firstByte) => ((firstByte & 0x0f) === 8 ? createInflate() : createInflateRaw()));
    case 'br':
      return through(chunks, () => createBrotliDecompress());
    case 'zstd':
      return through(chunks, () => createZstdDecompress({ params: ZSTD_LIMITS }));
    default:
      throw new UnknownEncodingError();
  }
}

/** An empty body stays empty, whatever coding its headers claim. */
async function* through(chunks: Chunks, createDecoder: (firstByte: number) => Transform): Chunks {
  const iterator = chunks[Symbol.asyncIterator]();
  const { value: first, done } = await iterator.next();
  if (done) return;
  // Errors of either side reach the one who reads the decoder.
  yield* pipeline(prepend(first, iterator), createDecoder(first[0] ?? 0), () => {});
}

async function* prepend(first: Buffer, rest: AsyncIterator<Buffer>): Chunks {
  yield first;
  yield* { [Symbol.asyncIterator]: () => rest };
}
