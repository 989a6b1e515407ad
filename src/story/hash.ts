const FNV_OFFSET = 0x811c9dc5;
const FNV_PRIME = 0x01000193;

/** Mixes the bits of a 32-bit number, so that each hangs on all others (the finaliser of MurmurHash3, Appleby 2011). */
export function mix(value: number): number {
  let mixed = value | 0;
  mixed = Math.imul(mixed ^ (mixed >>> 16), 0x85ebca6b);
  mixed = Math.imul(mixed ^ (mixed >>> 13), 0xc2b2ae35);
  return mixed ^ (mixed >>> 16);
}

/**
 * A signed 32-bit number for a text (FNV-1a over its code units, then {@link mix}): it fits an `int4` of Postgres. Two of a
 * million texts in ten thousand share theirs by chance, which evidence from many of them outweighs.
 */
export function hashText(text: string): number {
  let hash = FNV_OFFSET;
  for (let at = 0; at < text.length; at += 1) hash = Math.imul(hash ^ text.charCodeAt(at), FNV_PRIME);
  return mix(hash);
}

/** What {@link hashText} says of a text of these code units. */
export function hashCodes(codes: readonly number[]): number {
  let hash = FNV_OFFSET;
  for (const code of codes) hash = Math.imul(hash ^ code, FNV_PRIME);
  return mix(hash);
}

/** A signed 32-bit number for several in a row. */
export function hashNumbers(first: number, second: number, third = 0): number {
  return mix(Math.imul(mix(Math.imul(mix(first), 31) + second), 31) + third);
}
