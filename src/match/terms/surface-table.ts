/**
 * What is known of words, by how they stand in a text. As a Map of strings, but a word is looked up where it stands, by
 * its UTF-16 code units: it is neither cut out nor hashed a second time. Bounded; when full, it forgets all.
 */
export interface SurfaceTable<T> {
  /** What is known of the word from `start` to `end`, or undefined. */
  get(codes: Uint16Array, start: number, end: number): T | undefined;
  /** Says what is known of a word that {@link SurfaceTable.get} does not know. */
  set(codes: Uint16Array, start: number, end: number, value: T): void;
}

const START_ROOM = 1_024;
/** Code units that words have room for, each, before the room is doubled. */
const COMMON_LENGTH = 8;

/** @param limit Words remembered at most. */
export function createSurfaceTable<T>(limit: number): SurfaceTable<T> {
  let room = 0;
  let hashes = new Int32Array(0);
  let begins = new Int32Array(0);
  let lengths = new Int32Array(0);
  let values: (T | undefined)[] = [];
  /** The letters of all words, one behind the other. */
  let letters = new Uint16Array(START_ROOM * COMMON_LENGTH);
  let lettersEnd = 0;
  let count = 0;
  resize(START_ROOM);

  /** The slot of the word, or the free one where it belongs. */
  function slotOf(hash: number, codes: Uint16Array, start: number, end: number): number {
    let slot = hash & (room - 1);
    while (values[slot] !== undefined) {
      if (hashes[slot] === hash && lengths[slot] === end - start && isAt(begins[slot]!, codes, start, end)) break;
      slot = (slot + 1) & (room - 1);
    }
    return slot;
  }

  function isAt(begin: number, codes: Uint16Array, start: number, end: number): boolean {
    const shift = begin - start;
    for (let at = start; at < end; at += 1) if (letters[at + shift] !== codes[at]) return false;
    return true;
  }

  function resize(nextRoom: number) {
    const known = { hashes, begins, lengths, values };
    room = nextRoom;
    hashes = new Int32Array(room);
    begins = new Int32Array(room);
    lengths = new Int32Array(room);
    values = new Array(room);
    for (const [slot, value] of known.values.entries()) {
      if (value !== undefined) put(known.hashes[slot]!, known.begins[slot]!, known.lengths[slot]!, value);
    }
  }

  /** Files a word that stands in `letters`. */
  function put(hash: number, begin: number, length: number, value: T) {
    const slot = slotOf(hash, letters, begin, begin + length);
    hashes[slot] = hash;
    begins[slot] = begin;
    lengths[slot] = length;
    values[slot] = value;
  }

  /** Puts a word behind the others. @returns where it begins. */
  function write(codes: Uint16Array, start: number, end: number): number {
    const begin = lettersEnd;
    lettersEnd += end - start;
    if (lettersEnd > letters.length) {
      const wider = new Uint16Array(2 * lettersEnd);
      wider.set(letters);
      letters = wider;
    }
    const shift = begin - start;
    for (let at = start; at < end; at += 1) letters[at + shift] = codes[at]!;
    return begin;
  }

  function forget() {
    count = 0;
    letters = new Uint16Array(START_ROOM * COMMON_LENGTH);
    lettersEnd = 0;
    values = [];
    resize(START_ROOM);
  }

  return {
    get: (codes, start, end) => values[slotOf(hashOf(codes, start, end), codes, start, end)],
    set(codes, start, end, value) {
      if (count >= limit) forget();
      else if (2 * count >= room) resize(2 * room);
      put(hashOf(codes, start, end), write(codes, start, end), end - start, value);
      count += 1;
    },
  };
}

/** FNV-1a over UTF-16 code units (Fowler, Noll, Vo), with its high bits folded into the low ones. */
function hashOf(codes: Uint16Array, start: number, end: number): number {
  let hash = 0x811c9dc5;
  for (let at = start; at < end; at += 1) hash = Math.imul(hash ^ codes[at]!, 0x01000193);
  return hash ^ (hash >>> 15);
}
