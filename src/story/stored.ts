import { SIGNATURE_VERSION, type Signature } from './signature.ts';

/** A signature as JSON can hold it. */
export function storedSignature({ sketch, ...signature }: Signature): object {
  const { buffer, byteOffset, byteLength } = sketch.bins;
  return {
    ...signature,
    sketch: { size: sketch.size, bins: Buffer.from(buffer, byteOffset, byteLength).toString('base64') },
  };
}

/** A signature as {@link storedSignature} made it; null: by another version, and not to be compared. */
export function readSignature(stored: unknown): Signature | null {
  const { version, sketch, ...signature } = stored as Omit<Signature, 'sketch'> & {
    sketch: { size: number; bins: string };
  };
  if (version !== SIGNATURE_VERSION) return null;
  // A copy: what Buffer gives may lie anywhere in its pool.
  const { buffer } = Uint8Array.from(Buffer.from(sketch.bins, 'base64'));
  return { version, ...signature, sketch: { size: sketch.size, bins: new Uint16Array(buffer) } };
}
