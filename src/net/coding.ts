import {
  brotliDecompress,
  constants,
  type InflateRaw,
  inflate,
  inflateRaw,
  type ZlibOptions,
  zstdDecompress,
} from 'node:zlib';

/** The content coding whose body may have several members. */
const GZIP = 'gzip';

/** What came out of taking off a coding. */
export type Decoding =
  | {
      kind: 'decoded';
      bytes: Buffer;
      /** What is wrong with it, where the end is missing; `bytes` is then what came before. */
      error: Error | null;
      /** Something else stands behind. */
      hasTail: boolean;
    }
  | { kind: 'too_large' };

/** A zstd frame may ask for 8 MiB (2^23) of memory, not for the 128 MiB zlib would grant: RFC 9659 §3. */
const ZSTD_LIMITS = { [constants.ZSTD_d_windowLogMax]: 23 };

/** Members of one gzip body, which may be many (RFC 1952 §2.2). */
const MAX_MEMBERS = 1_000;

/** Header and trailer of a gzip member (RFC 1952 §2.3). */
const HEADER_BYTES = 10;
const TRAILER_BYTES = 8;
const FLAGS = { headerCrc: 2, extra: 4, name: 8, comment: 16 };

/** zlib's function for all at once, and what makes it give what there is where the end is missing. */
interface Decompressor {
  run(bytes: Buffer, options: ZlibOptions, done: (error: Error | null, result: unknown) => void): void;
  leniently: ZlibOptions;
  always?: ZlibOptions;
}

const RAW: Decompressor = { run: inflateRaw as never, leniently: { finishFlush: constants.Z_SYNC_FLUSH } };
const ZLIB: Decompressor = { run: inflate as never, leniently: { finishFlush: constants.Z_SYNC_FLUSH } };
const BROTLI: Decompressor = {
  run: brotliDecompress as never,
  leniently: { finishFlush: constants.BROTLI_OPERATION_FLUSH },
};
const ZSTD: Decompressor = {
  run: zstdDecompress as never,
  leniently: { finishFlush: constants.ZSTD_e_flush },
  always: { params: ZSTD_LIMITS } as ZlibOptions,
};

const CODINGS: Record<string, (bytes: Buffer, maxBytes: number) => Promise<Decoding>> = {
  gzip: gunzip,
  'x-gzip': gunzip,
  // This means the zlib format, but many servers send the bare one (RFC 9110 §8.4.1.2); its header tells (RFC 1950 §2.2).
  deflate: (bytes, maxBytes) => decompress(bytes, hasZlibHeader(bytes) ? ZLIB : RAW, maxBytes),
  br: (bytes, maxBytes) => decompress(bytes, BROTLI, maxBytes),
  zstd: (bytes, maxBytes) => decompress(bytes, ZSTD, maxBytes),
};

/** First bytes of those that have a mark (RFC 1952 §2.3.1, RFC 8878 §3.1.1). */
const MARKS: Record<string, Buffer> = {
  gzip: Buffer.from([0x1f, 0x8b, 8]),
  'x-gzip': Buffer.from([0x1f, 0x8b, 8]),
  zstd: Buffer.from([0x28, 0xb5, 0x2f, 0xfd]),
};

/** Whether this is a content coding that can be taken off; names are in lower case. */
export function isCoding(name: string): boolean {
  return Object.hasOwn(CODINGS, name);
}

/** The coding whose mark the bytes begin with, or null. */
export function markedCoding(bytes: Buffer): string | null {
  return Object.keys(MARKS).find((coding) => startsAs(bytes, coding)) ?? null;
}

/** Whether the bytes begin with the mark of a coding. */
function startsAs(bytes: Buffer, coding: string): boolean {
  const mark = MARKS[coding];
  return mark !== undefined && bytes.subarray(0, mark.length).equals(mark);
}

/**
 * Takes off a coding. Null where the bytes are not in it; that is told by their mark or, when they could just as well be
 * plain, by what its decoder says.
 *
 * @param maxBytes Of what comes out; nothing beyond is decoded.
 * @throws what zlib says of damaged bytes.
 */
export async function decode(
  bytes: Buffer,
  coding: string,
  maxBytes: number,
  maybePlain: boolean,
): Promise<Decoding | null> {
  if (coding in MARKS && !startsAs(bytes, coding) && maybePlain) return null;
  try {
    return await CODINGS[coding]!(bytes, maxBytes);
  } catch (error) {
    if (maybePlain && !(coding in MARKS)) return null;
    throw error;
  }
}

function hasZlibHeader(bytes: Buffer): boolean {
  return ((bytes[0] ?? 0) & 0x0f) === 8 && bytes.length > 1 && bytes.readUInt16BE(0) % 31 === 0;
}

/** Member by member: zlib's own reader throws everything away for what stands behind the last one. */
async function gunzip(bytes: Buffer, maxBytes: number): Promise<Decoding> {
  const members: Buffer[] = [];
  let decoded = 0;
  let rest = bytes;
  for (let count = 0; count < MAX_MEMBERS && startsAs(rest, GZIP); count += 1) {
    const start = headerLength(rest);
    const member = await decompress(rest.subarray(start), RAW, maxBytes - decoded);
    if (member.kind === 'too_large') return member;
    members.push(member.bytes);
    decoded += member.bytes.length;
    rest = rest.subarray(start + member.consumed + TRAILER_BYTES);
    if (member.error) return { ...member, bytes: Buffer.concat(members, decoded), hasTail: false };
  }
  if (members.length === 0) throw damaged();
  // Zeros fill up the last block of what was once a tape.
  return {
    kind: 'decoded',
    bytes: Buffer.concat(members, decoded),
    error: null,
    hasTail: rest.some((byte) => byte !== 0),
  };
}

function damaged(): Error {
  return Object.assign(new Error('not gzip'), { code: 'Z_DATA_ERROR' });
}

function headerLength(bytes: Buffer): number {
  const flags = bytes[3] ?? 0;
  let at = HEADER_BYTES;
  if (flags & FLAGS.extra) at += 2 + (at + 2 <= bytes.length ? bytes.readUInt16LE(at) : 0);
  for (const flag of [FLAGS.name, FLAGS.comment]) {
    if (flags & flag) at = bytes.indexOf(0, at) + 1 || bytes.length;
  }
  return at + (flags & FLAGS.headerCrc ? 2 : 0);
}

async function decompress(
  bytes: Buffer,
  how: Decompressor,
  maxBytes: number,
): Promise<Exclude<Decoding, { kind: 'decoded' }> | (Extract<Decoding, { kind: 'decoded' }> & { consumed: number })> {
  let cut: Error | null = null;
  for (;;) {
    try {
      const { buffer, engine } = await run(bytes, how, maxBytes, cut !== null);
      const consumed = engine.bytesWritten;
      return { kind: 'decoded', bytes: buffer, error: cut, hasTail: consumed < bytes.length, consumed };
    } catch (error) {
      const { code } = error as { code?: string };
      if (code === 'ERR_BUFFER_TOO_LARGE') return { kind: 'too_large' };
      if (code !== 'Z_BUF_ERROR' || cut !== null) throw error;
      cut = error as Error;
    }
  }
}

function run(
  bytes: Buffer,
  { run: decompressor, leniently, always }: Decompressor,
  maxBytes: number,
  isCut: boolean,
): Promise<{ buffer: Buffer; engine: InflateRaw }> {
  // zlib takes no limit of 0.
  const options = { ...always, ...(isCut && leniently), maxOutputLength: Math.max(1, maxBytes), info: true };
  return new Promise((resolve, reject) => {
    decompressor(bytes, options, (error, result) => {
      if (error) reject(error);
      else resolve(result as { buffer: Buffer; engine: InflateRaw });
    });
  });
}
