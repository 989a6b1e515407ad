import type { CompiledQuery } from '../match/index/compile.ts';
import type { Terms } from '../match/terms/terms.ts';

/** What every article that satisfies a query has, as far as an index of words can tell. */
export type Need =
  /** The index cannot tell. */
  | { kind: 'anything' }
  /** A word of a query, by its atom; in a headline, where it is asked for there. */
  | { kind: 'word'; atom: number; inHeadline: boolean }
  | { kind: 'and' | 'or'; operands: Need[] };

const ANYTHING: Need = { kind: 'anything' };

/**
 * A query without all that hangs on where its words stand and on what is not there: each article that satisfies the query
 * satisfies what is left, and some others do.
 */
export function relax(query: CompiledQuery, terms: Terms, inHeadline = false): Need {
  const all = (operands: readonly CompiledQuery[]) =>
    combine(
      'and',
      operands.map((operand) => relax(operand, terms, inHeadline)),
    );
  switch (query.kind) {
    case 'term':
      return needOfAtom(query.atom, terms, inHeadline);
    case 'loosePhrase':
      return all(query.words);
    case 'and':
      return all(query.operands);
    case 'or':
      return combine(
        'or',
        query.operands.map((operand) => relax(operand, terms, inHeadline)),
      );
    case 'not':
      return ANYTHING;
    case 'near':
      return all([query.left, query.right]);
    case 'notNear':
      return relax(query.left, terms, inHeadline);
    case 'within':
      return relax(query.operand, terms, inHeadline || query.part.field === 'title');
    case 'atLeast':
      return relax(query.operand, terms, inHeadline);
  }
}

/** A group needs one of its names, a phrase all its words. */
function needOfAtom(atom: number, terms: Terms, inHeadline: boolean): Need {
  const ofAtom = (one: number) => needOfAtom(one, terms, inHeadline);
  const names = terms.namesOf(atom);
  if (names)
    return combine(
      'or',
      names.map((name) => ofAtom(name.atom)),
    );
  const phrase = terms.phrases.get(atom);
  return phrase ? combine('and', phrase.words.map(ofAtom)) : { kind: 'word', atom, inHeadline };
}

/** `anything` takes an alternative over, and adds nothing to a condition. */
export function combine(kind: 'and' | 'or', operands: readonly Need[]): Need {
  const told = operands.filter((operand) => operand.kind !== 'anything');
  if (told.length === 0 || (kind === 'or' && told.length < operands.length)) return ANYTHING;
  return told.length === 1 ? told[0]! : { kind, operands: told };
}

/** The words of a need, each once. */
export function atomsOf(need: Need): Set<number> {
  switch (need.kind) {
    case 'anything':
      return new Set();
    case 'word':
      return new Set([need.atom]);
    case 'and':
    case 'or':
      return need.operands.reduce((atoms, operand) => atoms.union(atomsOf(operand)), new Set<number>());
  }
}
