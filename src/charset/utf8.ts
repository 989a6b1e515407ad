/** Bytes beyond ASCII of a piece of a document: in valid UTF-8 characters, and in none. */
export interface Utf8Share {
  /** Characters that are valid. */
  characters: number;
  /** Those of three or four bytes, which hardly any other charset makes by chance. */
  long: number;
  /** Of the characters, those in Latin letters, or signs common to all scripts. */
  latin: number;
  /** Bytes of all valid ones. */
  valid: number;
  /** Bytes that are part of no character. */
  broken: number;
}

/** Counts valid UTF-8 in `bytes` from `from` up to `to` (RFC 3629). */
export function utf8Share(bytes: Uint8Array, from: number, to: number): Utf8Share {
  const share: Utf8Share = { characters: 0, long: 0, latin: 0, valid: 0, broken: 0 };
  for (let at = from; at < to; ) {
    if (bytes[at]! < 0x80) {
      at += 1;
      continue;
    }
    const length = lengthOfCharacter(bytes, at, to);
    if (length === 0) {
      share.broken += 1;
      at += 1;
      continue;
    }
    share.characters += 1;
    share.valid += length;
    if (length > 2) share.long += 1;
    // U+0080 to U+024F, and U+2000 to U+20FF.
    if (bytes[at]! <= 0xc9 || (bytes[at] === 0xe2 && bytes[at + 1]! <= 0x83)) share.latin += 1;
    at += length;
  }
  return share;
}

/** Bytes of the valid character beyond ASCII that begins at `at`; 0 where there is none. */
export function lengthOfCharacter(bytes: Uint8Array, at: number, to: number): number {
  const lead = bytes[at]!;
  const length =
    lead >= 0xc2 && lead <= 0xdf ? 2 : lead >= 0xe0 && lead <= 0xef ? 3 : lead >= 0xf0 && lead <= 0xf4 ? 4 : 0;
  if (length === 0 || at + length > to) return 0;
  for (let index = at + 1; index < at + length; index += 1) if ((bytes[index]! & 0xc0) !== 0x80) return 0;
  const second = bytes[at + 1]!;
  const isOverlong = (lead === 0xe0 && second < 0xa0) || (lead === 0xf0 && second < 0x90);
  const isBeyond = (lead === 0xed && second > 0x9f) || (lead === 0xf4 && second > 0x8f);
  return isOverlong || isBeyond ? 0 : length;
}
