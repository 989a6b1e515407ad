/** Atoms that stand for a watch: an article that holds `atom`, and one of `guards` where there are any, may satisfy it. */
export interface Key {
  atom: number;
  guards: readonly number[];
}

/** Guards a key can have. */
export const MAX_GUARDS = 3;

/** Which watches an article may satisfy, by the atoms it holds. Watches are small numbers here. */
export interface Postings {
  /** The watch must not be filed yet; `keys` must not be empty. */
  file(watch: number, keys: readonly Key[]): void;
  unfile(watch: number): void;
  /** The atoms of its keys. */
  atomsOf(watch: number): number[];
  /**
   * Each watch once that one of the atoms `present` is the key of, and one of whose guards `has`.
   *
   * @param into Is filled with them, from its beginning.
   * @returns how many there are.
   */
  collect(present: readonly number[], has: (atom: number) => boolean, into: number[]): number;
}

/** Columns of a posting: its atom and watch, the guards, the next posting of the atom and that of the watch. */
const ATOM = 0;
const WATCH = 1;
const GUARD = 2;
const NEXT_OF_ATOM = GUARD + MAX_GUARDS;
const NEXT_OF_WATCH = NEXT_OF_ATOM + 1;
const WIDTH = NEXT_OF_WATCH + 1;
const NONE = -1;

/**
 * One table of numbers for all postings, linked by atom and by watch: a hundred thousand watches have several hundred
 * thousand postings, and as objects they would take most of the engine's memory.
 */
export function createPostings(): Postings {
  let table = new Int32Array(WIDTH * 1_024);
  let used = 0;
  /** Rows given back, linked by their last column. */
  let free = NONE;
  let firstOfAtom = filled(1_024);
  let firstOfWatch = filled(1_024);
  /** By watch: the round it was collected in last. */
  let collected = new Int32Array(1_024);
  let round = 0;

  function takeRow(): number {
    if (free !== NONE) {
      const row = free;
      free = table[row + NEXT_OF_WATCH]!;
      return row;
    }
    if (used === table.length) table = widened(table, 2 * table.length, 0);
    used += WIDTH;
    return used - WIDTH;
  }

  function unlink(row: number) {
    const atom = table[row + ATOM]!;
    const next = table[row + NEXT_OF_ATOM]!;
    let other = firstOfAtom[atom]!;
    if (other === row) {
      firstOfAtom[atom] = next;
      return;
    }
    while (table[other + NEXT_OF_ATOM] !== row) other = table[other + NEXT_OF_ATOM]!;
    table[other + NEXT_OF_ATOM] = next;
  }

  return {
    file(watch, keys) {
      if (watch >= firstOfWatch.length) {
        firstOfWatch = widened(firstOfWatch, 2 * watch, NONE);
        collected = widened(collected, 2 * watch, 0);
      }
      for (const { atom, guards } of keys) {
        if (atom >= firstOfAtom.length) firstOfAtom = widened(firstOfAtom, 2 * atom, NONE);
        const row = takeRow();
        table[row + ATOM] = atom;
        table[row + WATCH] = watch;
        for (let nth = 0; nth < MAX_GUARDS; nth += 1) table[row + GUARD + nth] = guards[nth] ?? NONE;
        table[row + NEXT_OF_ATOM] = firstOfAtom[atom]!;
        table[row + NEXT_OF_WATCH] = firstOfWatch[watch]!;
        firstOfAtom[atom] = row;
        firstOfWatch[watch] = row;
      }
    },

    unfile(watch) {
      let row = firstOfWatch[watch]!;
      firstOfWatch[watch] = NONE;
      while (row !== NONE) {
        const next = table[row + NEXT_OF_WATCH]!;
        unlink(row);
        table[row + NEXT_OF_WATCH] = free;
        free = row;
        row = next;
      }
    },

    atomsOf(watch) {
      const atoms: number[] = [];
      for (let row = firstOfWatch[watch]!; row !== NONE; row = table[row + NEXT_OF_WATCH]!) {
        atoms.push(table[row + ATOM]!);
      }
      return atoms;
    },

    collect(present, has, into) {
      round += 1;
      let count = 0;
      for (const atom of present) {
        if (atom >= firstOfAtom.length) continue;
        for (let row = firstOfAtom[atom]!; row !== NONE; row = table[row + NEXT_OF_ATOM]!) {
          let guard = table[row + GUARD]!;
          if (guard !== NONE && !has(guard)) {
            guard = table[row + GUARD + 1]!;
            if (guard === NONE || !has(guard)) {
              guard = table[row + GUARD + 2]!;
              if (guard === NONE || !has(guard)) continue;
            }
          }
          const watch = table[row + WATCH]!;
          if (collected[watch] === round) continue;
          collected[watch] = round;
          into[count] = watch;
          count += 1;
        }
      }
      return count;
    },
  };
}

function filled(room: number): Int32Array<ArrayBuffer> {
  return new Int32Array(room).fill(NONE);
}

function widened(column: Int32Array<ArrayBuffer>, room: number, filler: number): Int32Array<ArrayBuffer> {
  const wider = new Int32Array(room);
  wider.set(column);
  wider.fill(filler, column.length);
  return wider;
}
