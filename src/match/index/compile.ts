import type { ResolvedAliases } from '../query/aliases.ts';
import { createReporter, type QueryError } from '../query/error.ts';
import { closest, didYouMean } from '../query/suggest.ts';
import type { QueryTree, Reach } from '../query/tree.ts';
import type { Term } from '../terms/term.ts';
import type { Terms } from '../terms/terms.ts';
import type { Area } from '../text/areas.ts';
import { type Key, MAX_GUARDS } from './postings.ts';

/** A query with its aliases opened and its words replaced by atoms. */
export type CompiledQuery =
  | Term
  | LoosePhrase
  | { kind: 'and' | 'or'; operands: CompiledQuery[] }
  | { kind: 'not'; operand: CompiledQuery }
  | Proximity
  | { kind: 'within'; part: Part; operand: CompiledQuery }
  | { kind: 'atLeast'; count: number; operand: CompiledQuery };

/** Words in any order, with so many others among them at most. */
export interface LoosePhrase {
  kind: 'loosePhrase';
  words: readonly Term[];
  slop: number;
}

/**
 * Two queries whose mentions must, or for `notNear` must not, stand within `reach` of each other; `ordered`: the left
 * one first.
 */
export interface Proximity {
  kind: 'near' | 'notNear';
  reach: Reach;
  ordered: boolean;
  left: CompiledQuery;
  right: CompiledQuery;
}

/** A part of the content: one field, the first words of each, or both. */
export interface Part {
  /** Null: any. */
  field: 'title' | 'text' | null;
  /** Words from the beginning of the field; infinite: all. */
  words: number;
}

/** The aliases a query names and nobody has, or that are faulty themselves. */
export function checkAliasesOf(query: string, tree: QueryTree, aliases: ResolvedAliases): QueryError[] {
  // Most queries name none.
  if (!query.includes('@')) return [];
  const report = createReporter(query);
  for (const node of nodesOf(tree)) {
    if (node.kind !== 'alias' || aliases.groups.has(node.name)) continue;
    if (aliases.known.has(node.name)) {
      report.error(node.span, `The alias @${node.name} is faulty.`);
    } else {
      const suggestions = closest(node.name, aliases.known).map((name) => `@${name}`);
      report.error(node.span, `There is no alias @${node.name}.${didYouMean(suggestions)}`, suggestions);
    }
  }
  return report.errors;
}

function* nodesOf(tree: QueryTree): Generator<QueryTree> {
  yield tree;
  switch (tree.kind) {
    case 'and':
    case 'or':
      for (const operand of tree.operands) yield* nodesOf(operand);
      return;
    case 'near':
    case 'notNear':
      yield* nodesOf(tree.left);
      yield* nodesOf(tree.right);
      return;
    case 'not':
    case 'scope':
    case 'first':
    case 'atLeast':
      yield* nodesOf(tree.operand);
  }
}

/**
 * Every alias of `tree` must be known. Retains terms: {@link releaseTerms} when the query goes.
 *
 * @param language The query is written in, as a BCP 47 tag, or null.
 */
export function compileQuery(tree: QueryTree, terms: Terms, language: string | null): CompiledQuery {
  const compile = (node: QueryTree, area: Area): CompiledQuery => {
    switch (node.kind) {
      case 'term':
        return terms.retain(area, { ...node, language });
      case 'loosePhrase': {
        const words = terms.retainWords(area, { ...node, language });
        return words.length === 1 ? words[0]! : { kind: 'loosePhrase', words, slop: node.slop };
      }
      case 'alias':
        return terms.retainGroup(area, node.name);
      case 'not':
        return { kind: 'not', operand: compile(node.operand, area) };
      case 'near':
      case 'notNear': {
        const { kind, reach, ordered } = node;
        return {
          kind,
          reach: shared(reach),
          ordered,
          left: compile(node.left, area),
          right: compile(node.right, area),
        };
      }
      case 'scope': {
        const { scope } = node;
        if (scope !== 'title' && scope !== 'text') return compile(node.operand, scope);
        const part = { field: scope, words: Number.POSITIVE_INFINITY };
        return { kind: 'within', part, operand: compile(node.operand, area) };
      }
      case 'first':
        return { kind: 'within', part: { field: null, words: node.words }, operand: compile(node.operand, area) };
      case 'atLeast':
        return { kind: 'atLeast', count: node.count, operand: compile(node.operand, area) };
      case 'and':
      case 'or':
        return { kind: node.kind, operands: node.operands.map((operand) => compile(operand, area)) };
    }
  };
  return compile(tree, 'content');
}

const reaches = new Map<string, Reach>();

/** Many watches have the same reach: it is kept once. */
function shared(reach: Reach): Reach {
  const key = reach.unit === 'words' ? `${reach.distance}` : reach.unit;
  const known = reaches.get(key) ?? reach;
  reaches.set(key, known);
  return known;
}

/** Undoes what {@link compileQuery} retained. */
export function releaseTerms(query: CompiledQuery, terms: Terms): void {
  for (const { atom } of termsOf(query)) terms.release(atom);
}

/** Every term of a query, once for each time it stands there. */
export function termsOf(query: CompiledQuery): Term[] {
  switch (query.kind) {
    case 'term':
      return [query];
    case 'loosePhrase':
      return [...query.words];
    case 'near':
    case 'notNear':
      return [...termsOf(query.left), ...termsOf(query.right)];
    case 'not':
    case 'within':
    case 'atLeast':
      return termsOf(query.operand);
    case 'and':
    case 'or':
      return query.operands.flatMap(termsOf);
  }
}

/** What an article must hold to satisfy a query. */
export interface Requirement {
  /** It must hold the atom of one of them, and one of that key's guards, where there are any. */
  keys: readonly Key[];
  /** The share of articles expected to hold an atom of `keys`, guards aside. */
  share: number;
}

/**
 * The rarest choice of atoms that the query cannot do without, guarded by the next: what an index of watches is kept by.
 *
 * @param query Must be positive.
 * @param shareOf The share of articles that hold an atom.
 */
export function requirementOf(query: CompiledQuery, shareOf: (atom: number) => number): Requirement | null {
  switch (query.kind) {
    case 'term':
      return { keys: [{ atom: query.atom, guards: [], distance: null }], share: shareOf(query.atom) };
    case 'not':
      return null;
    case 'notNear':
      return requirementOf(query.left, shareOf);
    case 'within':
    case 'atLeast':
      return requirementOf(query.operand, shareOf);
    case 'loosePhrase':
      return rarest(query.words, shareOf);
    case 'and':
      return rarest(query.operands, shareOf);
    case 'near':
      return guardedByNeighbours(query, rarest([query.left, query.right], shareOf));
    case 'or': {
      const choices = query.operands.map((operand) => requirementOf(operand, shareOf));
      if (choices.includes(null)) return null;
      const keys = new Map(choices.flatMap((choice) => choice!.keys.map((key) => [key.atom, key])));
      // Two keys of one atom and different guards are as good as none.
      for (const choice of choices)
        for (const key of choice!.keys)
          if (keys.get(key.atom) !== key) keys.set(key.atom, { atom: key.atom, guards: [], distance: null });
      return { keys: [...keys.values()], share: choices.reduce((sum, choice) => sum + choice!.share, 0) };
    }
  }
}

function rarest(operands: readonly CompiledQuery[], shareOf: (atom: number) => number): Requirement | null {
  let best: Requirement | null = null;
  let second: Requirement | null = null;
  for (const operand of operands) {
    const choice = requirementOf(operand, shareOf);
    if (!choice) continue;
    if (!best || choice.share < best.share) [best, second] = [choice, best];
    else if (!second || choice.share < second.share) second = choice;
  }
  if (!best || !second || second.keys.length > MAX_GUARDS) return best;
  const guards = second.keys.map(({ atom }) => atom);
  return { ...best, keys: best.keys.map((key) => (key.guards.length === 0 ? { ...key, guards } : key)) };
}

/** Where both sides of a proximity are nothing but choices of terms, the guard of one must stand near it. */
function guardedByNeighbours({ reach, left, right }: Proximity, requirement: Requirement | null): Requirement | null {
  if (!requirement || reach.unit !== 'words' || !isChoiceOfTerms(left) || !isChoiceOfTerms(right)) return requirement;
  const { distance } = reach;
  return {
    ...requirement,
    keys: requirement.keys.map((key) => (key.guards.length > 0 ? { ...key, distance } : key)),
  };
}

function isChoiceOfTerms(query: CompiledQuery): boolean {
  return query.kind === 'term' || (query.kind === 'or' && query.operands.every(({ kind }) => kind === 'term'));
}
