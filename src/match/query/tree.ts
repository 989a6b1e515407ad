import type { Span } from './error.ts';

/**
 * What a query says, once its operators are understood. Leaves hold the author's own words; nothing is folded yet.
 *
 * Invariants: `and` and `or` have two operands at least, none of their own kind; the operands of `near` are
 * {@link isMention mentions}; the tree as a whole {@link isPositive asks for something}.
 */
export type QueryTree = TermNode | AliasNode | AndNode | OrNode | NotNode | NearNode;

/** A word or a phrase; the same thing, since `user-data` and `"user data"` meet the same texts. */
export interface TermNode {
  kind: 'term';
  text: string;
  /** `{BKA}`: exactly so, case and all. */
  exact: boolean;
  span: Span;
}

/** `@name`: any member of the alias group. */
export interface AliasNode {
  kind: 'alias';
  /** Without the `@`. */
  name: string;
  span: Span;
}

export interface AndNode {
  kind: 'and';
  operands: QueryTree[];
}

export interface OrNode {
  kind: 'or';
  operands: QueryTree[];
}

export interface NotNode {
  kind: 'not';
  operand: QueryTree;
}

/** Two different mentions, in either order, that stand near each other. */
export interface NearNode {
  kind: 'near';
  /** Words allowed between the two, 0 = adjacent. */
  distance: number;
  left: QueryTree;
  right: QueryTree;
}

/** Words allowed between the two operands of a plain `NEAR`. */
export const DEFAULT_DISTANCE = 10;

/** The widest `NEAR/n`; further apart, AND says it better. */
export const MAX_DISTANCE = 1000;

/** True when the node stands for places in a text, so that NEAR can measure from it: a term, an alias, a NEAR, or a choice of such. */
export function isMention(node: QueryTree): boolean {
  switch (node.kind) {
    case 'term':
    case 'alias':
    case 'near':
      return true;
    case 'or':
      return node.operands.every(isMention);
    case 'and':
    case 'not':
      return false;
  }
}

/** True when an article must hold something to satisfy the node; `NOT sport` alone would match almost everything. */
export function isPositive(node: QueryTree): boolean {
  switch (node.kind) {
    case 'term':
    case 'alias':
    case 'near':
      return true;
    case 'and':
      return node.operands.some(isPositive);
    case 'or':
      return node.operands.every(isPositive);
    case 'not':
      return false;
  }
}

/** The conjunction or disjunction of `operands`, flat, and without a wrapper around a single one. */
export function combine(kind: 'and' | 'or', operands: QueryTree[]): QueryTree {
  const flat = operands.flatMap((operand) => (operand.kind === kind ? operand.operands : [operand]));
  return flat.length === 1 ? flat[0]! : { kind, operands: flat };
}
