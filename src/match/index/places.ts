import { type FieldReading, fieldAt } from '../text/fields.ts';
import type { Presence } from './postings.ts';

/** Where a term stands: `first` and `last` are positions of words (last included), `start` and `end` offsets into its field. */
export interface Place {
  first: number;
  last: number;
  start: number;
  end: number;
}

/** Pairs of places compared before two atoms are taken for near: what is evaluated then finds out. */
const MAX_COMPARED = 1_000;

/** Where the atoms of one article stand. */
export interface Places {
  readonly present: readonly number[];
  readonly marks: Uint8Array;
  /** @param limit One more than the largest atom that will be added. */
  clear(limit: number): void;
  /** In the order of `first`. */
  add(atom: number, first: number, last: number, end: number): void;
  has(atom: number): boolean;
  areNear: Presence['areNear'];
  of(atom: number, fields: readonly FieldReading[]): readonly Place[];
}

const NOWHERE: readonly Place[] = [];

/** Columns of an atom that is present: its first and last entry. */
const HEAD = 0;
const TAIL = 1;
const ATOM_WIDTH = 2;
/** Columns of an entry: first and last position, offset of the end, and the next entry of the same atom. */
const FIRST = 0;
const LAST = 1;
const END = 2;
const NEXT = 3;
const ENTRY_WIDTH = 4;

/** Places of one article at a time; its columns are used again for the next. */
export function createPlaces(): Places {
  let present: number[] = [];
  let marks = new Uint8Array(0);
  let atoms = new Int32Array(0);
  let entries = new Int32Array(ENTRY_WIDTH * 4_096);
  let used = 0;
  const told = new Map<number, Place[]>();

  return {
    get present() {
      return present;
    },
    get marks() {
      return marks;
    },
    clear(limit) {
      for (const atom of present) marks[atom] = 0;
      if (limit > marks.length) {
        const room = Math.ceil(limit * 1.5);
        marks = new Uint8Array(room);
        atoms = new Int32Array(ATOM_WIDTH * room);
      }
      present = [];
      used = 0;
      told.clear();
    },
    add(atom, first, last, end) {
      const row = ATOM_WIDTH * atom;
      const isPresent = marks[atom] === 1;
      const tail = atoms[row + TAIL]!;
      // One name of a group, or one way to write a term, may be told where another was.
      if (isPresent && entries[tail + FIRST] === first && entries[tail + LAST] === last) return;
      if (used === entries.length) entries = widen(entries, 2 * entries.length);
      entries[used + FIRST] = first;
      entries[used + LAST] = last;
      entries[used + END] = end;
      entries[used + NEXT] = -1;
      if (isPresent) {
        entries[tail + NEXT] = used;
      } else {
        marks[atom] = 1;
        atoms[row + HEAD] = used;
        present.push(atom);
      }
      atoms[row + TAIL] = used;
      used += ENTRY_WIDTH;
    },
    has: (atom) => marks[atom] === 1,
    areNear(a, b, distance) {
      let compared = 0;
      for (let one = atoms[ATOM_WIDTH * a + HEAD]!; one >= 0; one = entries[one + NEXT]!) {
        const first = entries[one + FIRST]!;
        const last = entries[one + LAST]!;
        for (let other = atoms[ATOM_WIDTH * b + HEAD]!; other >= 0; other = entries[other + NEXT]!) {
          compared += 1;
          if (compared > MAX_COMPARED) return true;
          const behind = entries[other + FIRST]! - last - 1;
          if (behind > distance) break;
          if (behind >= 0) return true;
          const before = first - entries[other + LAST]! - 1;
          if (before >= 0 && before <= distance) return true;
        }
      }
      return false;
    },
    of(atom, fields) {
      if (marks[atom] !== 1) return NOWHERE;
      let places = told.get(atom);
      if (places) return places;
      places = [];
      for (let entry = atoms[ATOM_WIDTH * atom + HEAD]!; entry >= 0; entry = entries[entry + NEXT]!) {
        const first = entries[entry + FIRST]!;
        const { tokens, base } = fieldAt(fields, first);
        const start = tokens.starts[first - base]!;
        places.push({ first, last: entries[entry + LAST]!, start, end: entries[entry + END]! });
      }
      told.set(atom, places);
      return places;
    },
  };
}

function widen(column: Int32Array<ArrayBuffer>, room: number): Int32Array<ArrayBuffer> {
  const wider = new Int32Array(room);
  wider.set(column);
  return wider;
}
