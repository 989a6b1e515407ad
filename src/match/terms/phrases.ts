import type { Atoms } from './atoms.ts';

/** Words that stand in a row, within a sentence. */
export interface Phrase {
  atom: number;
  /** Atoms of its words, two at least. */
  words: readonly number[];
}

/** The phrases all queries ask for, found by their first two words. */
export interface Phrases {
  /** @returns the phrase, and whether it is new. Release it as often as it was retained. */
  retain(words: readonly number[]): { phrase: Phrase; isNew: boolean };
  /** @returns true when nobody asks for the phrase any more; its atom is then free. */
  release(phrase: Phrase): boolean;
  /** The phrases that begin with the word `first`, by their second word; undefined when there is none. */
  beginningWith(first: number): ReadonlyMap<number, readonly Phrase[]> | undefined;
  /** The phrase of this atom, or undefined when it is none. */
  get(atom: number): Phrase | undefined;
}

interface HeldPhrase extends Phrase {
  uses: number;
}

/** No phrases yet; their atoms are taken from `atoms`, and given back there. */
export function createPhrases(atoms: Atoms): Phrases {
  const byFirst: (Map<number, HeldPhrase[]> | undefined)[] = [];
  const byAtom: (HeldPhrase | undefined)[] = [];

  return {
    retain(words) {
      const [first, second] = words as [number, number];
      byFirst[first] ??= new Map();
      const alike = byFirst[first].get(second) ?? [];
      let phrase = alike.find((known) => isSame(known.words, words));
      const isNew = !phrase;
      if (!phrase) {
        phrase = { atom: atoms.take(), words, uses: 0 };
        byAtom[phrase.atom] = phrase;
        byFirst[first].set(second, [...alike, phrase]);
      }
      phrase.uses += 1;
      return { phrase, isNew };
    },

    release({ atom }) {
      const held = byAtom[atom];
      if (!held) return false;
      held.uses -= 1;
      if (held.uses > 0) return false;
      const [first, second] = held.words as [number, number];
      const bySecond = byFirst[first]!;
      const others = bySecond.get(second)!.filter((other) => other !== held);
      if (others.length > 0) bySecond.set(second, others);
      else bySecond.delete(second);
      if (bySecond.size === 0) byFirst[first] = undefined;
      byAtom[atom] = undefined;
      atoms.giveBack(atom);
      return true;
    },

    beginningWith: (first) => byFirst[first],
    get: (atom) => byAtom[atom],
  };
}

function isSame(a: readonly number[], b: readonly number[]): boolean {
  return a.length === b.length && a.every((word, index) => word === b[index]);
}
