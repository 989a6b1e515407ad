/** Letters that tell one beginning from others. */
const LENGTH = 4;
/** Beginnings are counted by a hash of them: a few that nobody asks for look as if somebody did, which costs a lookup. */
const SLOTS = 1 << 16;

/**
 * How the words begin that are asked for: so that of the many words joined by a hyphen only those are looked up that can be
 * one of them.
 */
export interface Beginnings {
  /** A word, without diacritics, or the letters that a wildcard stands behind. */
  add(word: string): void;
  delete(word: string): void;
  /** False when no word that is asked for can begin with `part`, the first of a word in parts. */
  mayBegin(part: string): boolean;
}

/** Nothing is asked for yet, so that {@link Beginnings.mayBegin} holds of short parts only. */
export function createBeginnings(): Beginnings {
  const counts = new Uint32Array(SLOTS);
  return {
    add(word) {
      counts[slotOf(word, LENGTH)]! += 1;
    },
    delete(word) {
      counts[slotOf(word, LENGTH)]! -= 1;
    },
    // Shorter beginnings are those of short words and of wildcards, which have three letters before them.
    mayBegin: (part) =>
      part.length < LENGTH || counts[slotOf(part, LENGTH)]! > 0 || counts[slotOf(part, LENGTH - 1)]! > 0,
  };
}

/** FNV-1a over the first `length` UTF-16 code units (Fowler, Noll, Vo). */
function slotOf(word: string, length: number): number {
  let hash = 0x811c9dc5;
  const end = Math.min(word.length, length);
  for (let at = 0; at < end; at += 1) hash = Math.imul(hash ^ word.charCodeAt(at), 0x01000193);
  return (hash ^ (hash >>> 16)) & (SLOTS - 1);
}
