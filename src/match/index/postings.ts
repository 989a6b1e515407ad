/** Atoms that stand for a watch: an article that holds `atom`, and one of `guards` where there are any, may satisfy it. */
export interface Key {
  atom: number;
  guards: readonly number[];
  /** Words that may stand between `atom` and the guard; null: any number. */
  distance: number | null;
}

/** What an article says of atoms. */
export interface Presence {
  /** Every atom it holds, once. */
  present: readonly number[];
  /** By atom: 1 for those present. */
  marks: Uint8Array;
  /**
   * True when two atoms that are present stand somewhere with so many words between at most, in either order, not
   * overlapping; and where finding out would take long.
   */
  areNear(a: number, b: number, distance: number): boolean;
}

/** Guards a key can have. */
export const MAX_GUARDS = 3;

/** Which watches an article may satisfy, by the atoms it holds. Watches are small numbers here. */
export interface Postings {
  /** The watch must not be filed yet; `keys` must not be empty, and each have an atom of its own. */
  file(watch: number, keys: readonly Key[]): void;
  unfile(watch: number): void;
  /** The atoms of its keys. */
  atomsOf(watch: number): number[];
  /**
   * Each watch once that may be satisfied.
   *
   * @param into Is filled with them, from its beginning.
   * @returns how many there are.
   */
  collect(presence: Presence, into: number[]): number;
}

/** Columns of a posting: the watch, the guards, and how far one may stand away. */
const WATCH = 0;
const GUARD = 1;
const DISTANCE = GUARD + MAX_GUARDS;
const WIDTH = DISTANCE + 1;
const NONE = -1;

/**
 * One table of numbers for all postings, those of an atom side by side: an article meets tens of thousands of them among a
 * hundred thousand watches, most of which a guard turns away, and reading on is much faster than following links. The
 * postings of an atom that outgrow their place move to one of twice the size.
 */
export function createPostings(): Postings {
  let table = new Int32Array(WIDTH * 1_024);
  let used = 0;
  /** Places given back, by size (a power of two). */
  const free: number[][] = [];
  /** By atom: where its postings begin, how many they are, and the power of two that has room for them. */
  let starts = new Int32Array(1_024);
  let counts = new Int32Array(1_024);
  let sizes = new Int8Array(1_024).fill(NONE);
  const atomsOfWatch = createLists();
  /** By watch: the round it was collected in last. */
  let collected = new Int32Array(1_024);
  let round = 0;

  function takePlace(size: number): number {
    const known = free[size]?.pop();
    if (known !== undefined) return known;
    const length = WIDTH << size;
    if (used + length > table.length) table = widened(table, Math.ceil(1.3 * (used + length)));
    used += length;
    return used - length;
  }

  function givePlaceBack(size: number, start: number) {
    free[size] ??= [];
    free[size].push(start);
  }

  /** Where the next posting of the atom goes. */
  function takeRow(atom: number): number {
    if (atom >= starts.length) {
      starts = widened(starts, 2 * atom);
      counts = widened(counts, 2 * atom);
      const wider = new Int8Array(2 * atom).fill(NONE);
      wider.set(sizes);
      sizes = wider;
    }
    const size = sizes[atom]!;
    const count = counts[atom]!;
    if (size === NONE || count === 1 << size) {
      const start = takePlace(size + 1);
      if (size !== NONE) {
        table.copyWithin(start, starts[atom]!, starts[atom]! + count * WIDTH);
        givePlaceBack(size, starts[atom]!);
      }
      starts[atom] = start;
      sizes[atom] = size + 1;
    }
    counts[atom] = count + 1;
    return starts[atom]! + count * WIDTH;
  }

  /** The last posting of the atom takes the place of the one that goes. */
  function dropRow(atom: number, watch: number) {
    const start = starts[atom]!;
    let row = start;
    while (table[row + WATCH] !== watch) row += WIDTH;
    counts[atom]! -= 1;
    const last = start + counts[atom]! * WIDTH;
    table.copyWithin(row, last, last + WIDTH);
    if (counts[atom]! > 0) return;
    givePlaceBack(sizes[atom]!, start);
    sizes[atom] = NONE;
  }

  return {
    file(watch, keys) {
      if (watch >= collected.length) collected = widened(collected, 2 * watch);
      for (const { atom, guards, distance } of keys) {
        atomsOfWatch.add(watch, atom);
        const row = takeRow(atom);
        table[row + WATCH] = watch;
        for (let nth = 0; nth < MAX_GUARDS; nth += 1) table[row + GUARD + nth] = guards[nth] ?? NONE;
        table[row + DISTANCE] = distance ?? NONE;
      }
    },

    unfile(watch) {
      for (const atom of atomsOfWatch.get(watch)) dropRow(atom, watch);
      atomsOfWatch.clear(watch);
    },

    atomsOf: (watch) => atomsOfWatch.get(watch),

    collect(presence, into) {
      const { present } = presence;
      round += 1;
      let count = 0;
      for (const atom of present) {
        if (atom >= starts.length) continue;
        const start = starts[atom]!;
        const end = start + counts[atom]! * WIDTH;
        for (let row = start; row < end; row += WIDTH) {
          if (table[row + GUARD] !== NONE && !isGuarded(table, row, atom, presence)) continue;
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

/** Short lists of numbers, by number, in one table: a hundred thousand arrays would take more room than what they hold. */
interface Lists {
  add(list: number, item: number): void;
  get(list: number): number[];
  clear(list: number): void;
}

function createLists(): Lists {
  /** By list: one more than its first row; 0 where it is empty. A row is an item, and one more than the next row. */
  let heads = new Int32Array(1_024);
  let rows = new Int32Array(2 * 1_024);
  let used = 0;
  let free = 0;
  return {
    add(list, item) {
      if (list >= heads.length) heads = widened(heads, 2 * list);
      let row = free - 1;
      if (row >= 0) {
        free = rows[row + 1]!;
      } else {
        if (used === rows.length) rows = widened(rows, 2 * used);
        row = used;
        used += 2;
      }
      rows[row] = item;
      rows[row + 1] = heads[list]!;
      heads[list] = row + 1;
    },
    get(list) {
      const items: number[] = [];
      for (let row = (heads[list] ?? 0) - 1; row >= 0; row = rows[row + 1]! - 1) items.push(rows[row]!);
      return items;
    },
    clear(list) {
      for (let head = heads[list] ?? 0; head > 0; ) {
        const next = rows[head]!;
        rows[head] = free;
        free = head;
        head = next;
      }
      if (list < heads.length) heads[list] = 0;
    },
  };
}

/** True when one of the guards of a posting stands where it should. */
function isGuarded(table: Int32Array, row: number, atom: number, { marks, areNear }: Presence): boolean {
  const distance = table[row + DISTANCE]!;
  for (let nth = 0; nth < MAX_GUARDS; nth += 1) {
    const guard = table[row + GUARD + nth]!;
    if (guard === NONE) return false;
    if (marks[guard] === 1 && (distance === NONE || areNear(atom, guard, distance))) return true;
  }
  return false;
}

function widened(column: Int32Array<ArrayBuffer>, room: number): Int32Array<ArrayBuffer> {
  const wider = new Int32Array(room);
  wider.set(column);
  return wider;
}
