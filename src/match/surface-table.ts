/**
 * What is known of words, by how they stand in a text. As a Map of strings, but a word is looked up where it stands:
 * it is neither cut out nor hashed a second time. Bounded; when full, it forgets all.
 */
export interface SurfaceTable<T> {
  /** What is known of `text` from `start` to `end`, or undefined. */
  get(text: string, start: number, end: number): T | undefined;
  set(text: string, start: number, end: number, value: T): void;
}

const START_ROOM = 1_024;

/** @param limit Words remembered at most. */
export function createSurfaceTable<T>(limit: number): SurfaceTable<T> {
  let room = START_ROOM;
  let hashes = new Int32Array(room);
  let words = new Array<string | undefined>(room);
  let values = new Array<T | undefined>(room);
  let count = 0;

  /** The slot of the word, or the free one where it belongs. */
  function slotOf(hash: number, text: string, start: number, end: number): number {
    let slot = hash & (room - 1);
    for (;;) {
      const word = words[slot];
      if (word === undefined) return slot;
      if (hashes[slot] === hash && word.length === end - start && isAt(word, text, start)) return slot;
      slot = (slot + 1) & (room - 1);
    }
  }

  function resize(nextRoom: number) {
    const [oldWords, oldValues, oldHashes] = [words, values, hashes];
    room = nextRoom;
    hashes = new Int32Array(room);
    words = new Array(room);
    values = new Array(room);
    for (const [slot, word] of oldWords.entries()) {
      if (word === undefined) continue;
      const free = slotOf(oldHashes[slot]!, word, 0, word.length);
      words[free] = word;
      values[free] = oldValues[slot];
      hashes[free] = oldHashes[slot]!;
    }
  }

  return {
    get(text, start, end) {
      return values[slotOf(hashOf(text, start, end), text, start, end)];
    },
    set(text, start, end, value) {
      if (count >= limit) {
        words = [];
        count = 0;
        resize(START_ROOM);
      } else if (2 * count >= room) {
        resize(2 * room);
      }
      const hash = hashOf(text, start, end);
      const slot = slotOf(hash, text, start, end);
      if (words[slot] === undefined) count += 1;
      hashes[slot] = hash;
      words[slot] = detached(text.slice(start, end));
      values[slot] = value;
    },
  };
}

/** FNV-1a over UTF-16 code units (Fowler, Noll, Vo), with its high bits folded into the low ones. */
function hashOf(text: string, start: number, end: number): number {
  let hash = 0x811c9dc5;
  for (let at = start; at < end; at += 1) hash = Math.imul(hash ^ text.charCodeAt(at), 0x01000193);
  return hash ^ (hash >>> 15);
}

function isAt(word: string, text: string, start: number): boolean {
  for (let at = 0; at < word.length; at += 1) {
    if (word.charCodeAt(at) !== text.charCodeAt(start + at)) return false;
  }
  return true;
}

/** A long piece of a string may keep the whole string in memory: here an article for each word remembered. */
function detached(text: string): string {
  return text.length < 13 ? text : Buffer.from(text, 'utf16le').toString('utf16le');
}
