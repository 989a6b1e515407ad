/** Numbers of a vector at most; the largest models that are served have half as many. */
export const MAX_DIMENSIONS = 8_192;

/** The direction of a vector, as a vector of length 1; null: it has none, or is too long to tell. */
export function directionOf(numbers: readonly number[]): Float32Array | null {
  const length = Math.hypot(...numbers);
  if (!(length > 0 && length < Number.POSITIVE_INFINITY)) return null;
  return Float32Array.from(numbers, (number) => number / length);
}

/** The cosine of the angle between two directions; null: they are of different spaces. */
export function cosineOf(a: Float32Array, b: Float32Array): number | null {
  if (a.length !== b.length) return null;
  let sum = 0;
  for (let at = 0; at < a.length; at += 1) sum += a[at]! * b[at]!;
  return Math.max(-1, Math.min(1, sum));
}

/** A vector as it is kept: four bytes a number, the low one first, as on every machine that Node runs on but old mainframes. */
export function bytesOf(vector: Float32Array): Uint8Array {
  return new Uint8Array(vector.buffer, vector.byteOffset, vector.byteLength);
}

/** Reads what {@link bytesOf} made. */
export function vectorOf(bytes: Uint8Array): Float32Array {
  // A copy: a buffer may begin anywhere in memory, and a number only at every fourth byte.
  const { buffer, length } = new Uint8Array(bytes);
  return new Float32Array(buffer, 0, Math.floor(length / Float32Array.BYTES_PER_ELEMENT));
}
