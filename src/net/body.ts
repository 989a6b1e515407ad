import type { Readable } from 'node:stream';
import { type Decoding, decode, isCoding, markedCoding } from './coding.ts';

/** What {@link readBody} can decode, for `accept-encoding`. */
export const ACCEPTED_ENCODINGS = 'gzip, deflate, br, zstd';

/** Codings one over the other; servers that do not know their proxy compress twice, nobody needs more. */
const MAX_LAYERS = 2;

/** Codings without a mark, the likeliest first. */
const UNMARKED = ['br', 'deflate'];

/** Bytes at the beginning of a body that tell whether it is text. */
const START_BYTES = 1_000;

/** What undici says of an answer that ends before its end: the connection broke, or a chunk or a length is not right. */
const BROKEN_OFF = /^(?:ECONNRESET|UND_ERR_SOCKET|UND_ERR_RES_CONTENT_LENGTH_MISMATCH|HPE_.*)$/;

/** The body is longer than it may be. */
export class BodyTooLargeError extends Error {}

/** The body is in a coding that was not asked for. */
export class UnknownEncodingError extends Error {}

/** A body without its content codings. */
export interface Body {
  bytes: Buffer;
  /** Where it was not as its headers say, and could be read all the same: one line each, for operators. */
  faults: string[];
  /** The end is missing. */
  isCut: boolean;
}

/** The headers that speak of a body, and what may be done with it. */
export interface BodyOptions {
  /** `content-encoding`. */
  encoding: string | undefined;
  /** `content-type`. */
  type: string | undefined;
  /** Bytes after decompression. */
  maxBytes: number;
  /** Whether a body without its end is better than none. */
  acceptCut: boolean;
}

/**
 * Reads a body to its end and takes off its content codings: those it has, whatever its headers say. The limit holds for
 * the bytes as they come and for the decoded ones, which are never more in memory than that. The body is destroyed in any
 * case.
 *
 * @throws BodyTooLargeError, UnknownEncodingError, what zlib says of a damaged body, or what broke the connection.
 */
export async function readBody(stream: Readable, options: BodyOptions): Promise<Body> {
  const { bytes, isBroken } = await collect(stream, options).finally(() => discardBody(stream));
  return decodeBody(bytes, isBroken, options);
}

/**
 * Reads what comes of a body that nobody depends on, within `withinMs` and up to `maxBytes`, and takes off its content
 * codings as far as that goes. Never rejects: what cannot be read is missing. The body is destroyed in any case.
 */
export async function readWhatComes(
  stream: Readable,
  { withinMs, ...bounds }: Omit<BodyOptions, 'acceptCut'> & { withinMs: number },
): Promise<Body> {
  const { bytes, isCut } = await collectStart(stream, bounds.maxBytes, withinMs);
  return decodeBody(bytes, isCut, { ...bounds, acceptCut: true }).catch(() => {
    return { bytes: Buffer.alloc(0), faults: ['the body cannot be decoded'], isCut: true };
  });
}

async function decodeBody(bytes: Buffer, isCut: boolean, options: BodyOptions): Promise<Body> {
  const { encoding, type, maxBytes } = options;
  const body: Body = { bytes, faults: isCut ? ['the answer breaks off before its end'] : [], isCut };
  // An empty body stays empty, whatever coding its headers claim.
  if (bytes.length === 0) return body;
  const codings = codingsIn(encoding);
  if (codings.filter(isCoding).length > MAX_LAYERS) throw new UnknownEncodingError();
  // The coding applied last is named last (RFC 9110 §8.4).
  for (const coding of codings.reverse()) await takeOff(body, coding, options);
  for (let layers = 0; layers < MAX_LAYERS; layers += 1) {
    const marked = markedCoding(body.bytes);
    if (marked === null) break;
    if (!new RegExp(marked, 'i').test(type ?? ''))
      body.faults.push(`the body is ${marked}, and its headers do not say so`);
    add(body, await decode(body.bytes, marked, maxBytes, true), options);
  }
  return body;
}

/** Ends a body that nobody will read. */
export function discardBody(body: Readable): void {
  // A stream that is destroyed before its end reports that as an error, which without a listener ends the process.
  body.on('error', () => {});
  body.destroy();
}

function codingsIn(encoding: string | undefined): string[] {
  return (encoding ?? '')
    .toLowerCase()
    .split(',')
    .map((coding) => coding.trim())
    .filter((coding) => coding !== '' && coding !== 'identity');
}

async function takeOff(body: Body, coding: string, options: BodyOptions): Promise<void> {
  const isPlain = isText(body.bytes);
  if (!isCoding(coding)) {
    if (!isPlain && markedCoding(body.bytes) === null) throw new UnknownEncodingError();
    body.faults.push(`the headers name a compression that does not exist, ${JSON.stringify(coding.slice(0, 40))}`);
    return;
  }
  const marked = markedCoding(body.bytes);
  // What has the mark of another coding is in that one, and is read by it.
  if (marked !== null && !coding.endsWith(marked)) return;
  const decoding = await decode(body.bytes, coding, options.maxBytes, isPlain).catch((error) =>
    unmarked(body, error, options),
  );
  if (decoding) return add(body, decoding, options);
  body.faults.push(`the headers say ${coding}, and the body is not compressed`);
}

/** Bytes that are not in the coding the headers say: read by another one that leaves no mark, if that makes text of them. */
async function unmarked(body: Body, error: unknown, { maxBytes }: BodyOptions): Promise<Decoding> {
  if (markedCoding(body.bytes) !== null) throw error;
  for (const coding of UNMARKED) {
    const decoding = await decode(body.bytes, coding, maxBytes, true).catch(() => null);
    if (decoding?.kind !== 'decoded' || decoding.error || !isText(decoding.bytes)) continue;
    body.faults.push(`the body is ${coding}, and its headers do not say so`);
    return decoding;
  }
  throw error;
}

/** Goes on with what came out. */
function add(body: Body, decoding: Decoding | null, { acceptCut, maxBytes }: BodyOptions): void {
  if (decoding === null) return;
  if (decoding.kind === 'too_large') throw new BodyTooLargeError(`more than ${maxBytes} bytes`);
  if (decoding.error && !acceptCut) throw decoding.error;
  if (decoding.error) body.faults.push('the compressed body is cut off');
  if (decoding.hasTail) body.faults.push('something stands behind the compressed body');
  body.isCut ||= decoding.error !== null;
  body.bytes = decoding.bytes;
}

/** Text has no such characters, and what is compressed always has. */
function isText(bytes: Buffer): boolean {
  return !/[\0-\x06\x0e-\x1a]/.test(bytes.toString('latin1', 0, START_BYTES));
}

async function collect(
  stream: Readable,
  { maxBytes, acceptCut }: BodyOptions,
): Promise<{ bytes: Buffer; isBroken: boolean }> {
  const read: Buffer[] = [];
  let bytes = 0;
  try {
    for await (const chunk of stream) {
      bytes += chunk.length;
      if (bytes > maxBytes) throw new BodyTooLargeError();
      read.push(chunk);
    }
    return { bytes: Buffer.concat(read, bytes), isBroken: false };
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? String(error.code) : '';
    if (!acceptCut || bytes === 0 || !BROKEN_OFF.test(code)) throw error;
    return { bytes: Buffer.concat(read, bytes), isBroken: true };
  }
}

/** The bytes that come before the limit, the time or the connection ends. */
async function collectStart(
  stream: Readable,
  maxBytes: number,
  withinMs: number,
): Promise<{ bytes: Buffer; isCut: boolean }> {
  const read: Buffer[] = [];
  let left = maxBytes;
  const timer = setTimeout(() => stream.destroy(new Error('took too long')), withinMs);
  try {
    for await (const chunk of stream) {
      read.push(chunk.subarray(0, left));
      if (chunk.length > left) return { bytes: Buffer.concat(read), isCut: true };
      left -= chunk.length;
    }
    return { bytes: Buffer.concat(read), isCut: false };
  } catch {
    return { bytes: Buffer.concat(read), isCut: true };
  } finally {
    clearTimeout(timer);
    discardBody(stream);
  }
}
