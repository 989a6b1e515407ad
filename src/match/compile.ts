import type { ResolvedAliases } from './aliases.ts';
import type { Lexicon } from './lexicon.ts';
import { createReporter, type QueryError } from './query/error.ts';
import type { QueryTree } from './query/tree.ts';
import { closest, didYouMean } from './suggest.ts';

/** A query with its aliases opened and its words replaced by ids of the lexicon. */
export type CompiledQuery =
  | { kind: 'term'; term: Term }
  | { kind: 'and' | 'or'; operands: CompiledQuery[] }
  | { kind: 'not'; operand: CompiledQuery }
  | { kind: 'near'; distance: number; left: CompiledQuery; right: CompiledQuery };

/** Words that stand in a row, within a sentence; mostly one. */
export interface Term {
  words: readonly number[];
  /** As the query or the alias group has it. */
  text: string;
  /** The alias the query names, without `@`, or null. */
  alias: string | null;
}

/** The aliases a query names and nobody has, or that are faulty themselves. */
export function checkAliasesOf(query: string, tree: QueryTree, aliases: ResolvedAliases): QueryError[] {
  const report = createReporter(query);
  const check = (node: QueryTree) => {
    switch (node.kind) {
      case 'term':
        return;
      case 'alias':
        if (aliases.groups.has(node.name)) return;
        if (aliases.known.has(node.name)) {
          report.error(node.span, `The alias @${node.name} is faulty.`);
        } else {
          const suggestions = closest(node.name, aliases.known).map((name) => `@${name}`);
          report.error(node.span, `There is no alias @${node.name}.${didYouMean(suggestions)}`, suggestions);
        }
        return;
      case 'not':
        return check(node.operand);
      case 'near':
        check(node.left);
        return check(node.right);
      case 'and':
      case 'or':
        for (const operand of node.operands) check(operand);
    }
  };
  check(tree);
  return report.errors;
}

/** Every alias of `tree` must be known. Retains words of the lexicon: release {@link wordsOf} when the query goes. */
export function compileQuery(
  tree: QueryTree,
  { groups }: ResolvedAliases,
  lexicon: Lexicon,
  language: string | null,
): CompiledQuery {
  const compile = (node: QueryTree): CompiledQuery => {
    switch (node.kind) {
      case 'term':
        return { kind: 'term', term: { words: lexicon.retain(node, language), text: node.text, alias: null } };
      case 'alias':
        // Names are in many languages; the one the watch is written in says nothing about them.
        return {
          kind: 'or',
          operands: groups.get(node.name)!.map((name) => ({
            kind: 'term',
            term: { words: lexicon.retain(name, null), text: name.text, alias: node.name },
          })),
        };
      case 'not':
        return { kind: 'not', operand: compile(node.operand) };
      case 'near':
        return { kind: 'near', distance: node.distance, left: compile(node.left), right: compile(node.right) };
      case 'and':
      case 'or':
        return { kind: node.kind, operands: node.operands.map(compile) };
    }
  };
  return compile(tree);
}

/** All words of a query, once for each time it retains them. */
export function wordsOf(query: CompiledQuery): number[] {
  switch (query.kind) {
    case 'term':
      return [...query.term.words];
    case 'not':
      return wordsOf(query.operand);
    case 'near':
      return [...wordsOf(query.left), ...wordsOf(query.right)];
    case 'and':
    case 'or':
      return query.operands.flatMap(wordsOf);
  }
}

/**
 * Words of which an article must hold one at least to satisfy the query: the rarest such choice. They are what an index
 * of watches is kept by. The query must be positive.
 */
export function requiredWords(query: CompiledQuery, lexicon: Lexicon): number[] {
  return rarestChoice(query, lexicon)?.words ?? [];
}

interface Choice {
  words: number[];
  /** How often an article holds one of them, on no scale but its own. */
  frequency: number;
}

function rarestChoice(query: CompiledQuery, lexicon: Lexicon): Choice | null {
  switch (query.kind) {
    case 'term':
      return rarest(query.term.words.map((id) => ({ words: [id], frequency: (1 + lexicon.rarity(id)) ** -3 })));
    case 'not':
      return null;
    case 'and':
      return rarest(query.operands.map((operand) => rarestChoice(operand, lexicon)));
    case 'near':
      return rarest([query.left, query.right].map((operand) => rarestChoice(operand, lexicon)));
    case 'or': {
      const choices = query.operands.map((operand) => rarestChoice(operand, lexicon));
      if (choices.some((choice) => choice === null)) return null;
      const words = new Set(choices.flatMap((choice) => choice!.words));
      return { words: [...words], frequency: choices.reduce((sum, choice) => sum + choice!.frequency, 0) };
    }
  }
}

function rarest(choices: (Choice | null)[]): Choice | null {
  return choices.reduce(
    (best, choice) => (!choice || (best && best.frequency <= choice.frequency) ? best : choice),
    null,
  );
}
