import type { Atoms } from './atoms.ts';
import type { Term } from './term.ts';

interface Group {
  uses: number;
  key: string;
  names: readonly Term[];
}

/** Terms that are met wherever one of their names is: aliases, and what can be written in several ways. */
export class Groups {
  readonly #atoms: Atoms;
  readonly #byAtom = new Map<number, Group>();
  readonly #atomByKey = new Map<string, number>();
  readonly #byName: (number[] | undefined)[] = [];

  constructor(atoms: Atoms) {
    this.#atoms = atoms;
  }

  has(atom: number): boolean {
    return this.#byAtom.has(atom);
  }

  /** The names of a group, as terms of their own; undefined when the atom is no group. */
  namesOf(atom: number): readonly Term[] | undefined {
    return this.#byAtom.get(atom)?.names;
  }

  /** Groups that hold the word or phrase; undefined when there is none. */
  with(atom: number): readonly number[] | undefined {
    return this.#byName[atom];
  }

  /**
   * The atom of the group of this key. Release it as often as it was retained.
   *
   * @param names Retains its names; asked when it is new.
   */
  retain(key: string, names: () => Term[]): number {
    let atom = this.#atomByKey.get(key);
    if (atom === undefined) {
      atom = this.#atoms.take();
      const group = { uses: 0, key, names: names() };
      this.#byAtom.set(atom, group);
      this.#atomByKey.set(key, atom);
      for (const name of atomsOf(group)) this.#byName[name] = [...(this.#byName[name] ?? []), atom];
    }
    this.#byAtom.get(atom)!.uses += 1;
    return atom;
  }

  /**
   * The atom must be a group's.
   *
   * @returns the names that are to be released in turn when nobody asks for the group any more, else null. Its atom is
   * then to be given back.
   */
  release(atom: number): readonly Term[] | null {
    const group = this.#byAtom.get(atom)!;
    group.uses -= 1;
    if (group.uses > 0) return null;
    this.#byAtom.delete(atom);
    this.#atomByKey.delete(group.key);
    for (const name of atomsOf(group)) {
      const others = this.#byName[name]!.filter((other) => other !== atom);
      this.#byName[name] = others.length > 0 ? others : undefined;
    }
    return group.names;
  }
}

function atomsOf({ names }: Group): Set<number> {
  return new Set(names.map(({ atom }) => atom));
}
