import { createHash } from 'node:crypto';
import { Transform } from 'node:stream';

/** What passed through a stream. */
export interface Measured {
  bytes: number;
  sha256: string;
}

/** A stream that lets everything through and measures it. `measured` may be called once, when all has passed. */
export function createMeter(): { stream: Transform; measured(): Measured } {
  const hash = createHash('sha256');
  let bytes = 0;
  const stream = new Transform({
    transform(chunk: Buffer, _encoding, done) {
      hash.update(chunk);
      bytes += chunk.length;
      done(null, chunk);
    },
  });
  return { stream, measured: () => ({ bytes, sha256: hash.digest('hex') }) };
}
