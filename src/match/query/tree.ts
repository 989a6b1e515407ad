import type { Span } from './error.ts';

/**
 * What a query says, once its operators are understood. Leaves hold the author's own words; nothing is folded yet.
 *
 * Invariants: `and` and `or` have two operands at least, none of their own kind; no `not` holds a `not`; the operands of a proximity and of
 * `atLeast` are {@link isMention mentions}; no scope stands within a scope; the tree as a whole
 * {@link isPositive asks for something}.
 */
export type QueryTree =
  | TermNode
  | LoosePhraseNode
  | AliasNode
  | AndNode
  | OrNode
  | NotNode
  | ProximityNode
  | ScopeNode
  | FirstNode
  | AtLeastNode;

/**
 * How the words of a term are compared with those of a text:
 * `inflected` (`word`) the word and its inflections, `spelled` (`=word`) as spelled but for case, `stemmed` (`~word`) by
 * the full Snowball stem, `exact` (`{BKA}`) case and all.
 */
export type Spelling = 'inflected' | 'spelled' | 'stemmed' | 'exact';

/** A word or a phrase; much the same thing, since `user-data` meets what `"user data"` meets, and userdata. May hold wildcards unless it is `exact`. */
export interface TermNode {
  kind: 'term';
  text: string;
  spelling: Spelling;
  span: Span;
}

/** `"a b"~5`: all its words, in any order, with so many other words among them at most. */
export interface LoosePhraseNode {
  kind: 'loosePhrase';
  text: string;
  spelling: Exclude<Spelling, 'exact'>;
  /** Words that may stand among those of the phrase, all gaps together. */
  slop: number;
  span: Span;
}

/** `@name`: any member of the alias group. */
export interface AliasNode {
  kind: 'alias';
  /** Without the `@`. */
  name: string;
  span: Span;
}

/** All of them hold, wherever each does. */
export interface AndNode {
  kind: 'and';
  operands: QueryTree[];
}

/** One of them holds at least. */
export interface OrNode {
  kind: 'or';
  operands: QueryTree[];
}

/** The operand does not hold, neither in the article nor, within a scope, in that part. */
export interface NotNode {
  kind: 'not';
  operand: QueryTree;
}

/** How far apart two mentions may stand, in one field. */
export type Reach =
  /** Words allowed between the two, 0 = adjacent. */
  { unit: 'words'; distance: number } | { unit: 'sentence' } | { unit: 'paragraph' };

/**
 * `near`: two different mentions that do not overlap, within reach of each other. `notNear`: a mention of `left` with no
 * such mention of `right`.
 */
export interface ProximityNode {
  kind: 'near' | 'notNear';
  reach: Reach;
  /** True when `left` must stand before `right`. */
  ordered: boolean;
  left: QueryTree;
  right: QueryTree;
}

/** The parts of an article that a query can be bound to. Without a scope, a term is looked for in title and text. */
export const SCOPES = ['title', 'text', 'url', 'author', 'source', 'lang', 'country', 'tag'] as const;
/** One of {@link SCOPES}. */
export type Scope = (typeof SCOPES)[number];

/** `title:(…)`: the operand holds within that part alone. */
export interface ScopeNode {
  kind: 'scope';
  scope: Scope;
  operand: QueryTree;
}

/** `FIRST/50(…)`: the operand holds within the first so many words of the title, or of the text. */
export interface FirstNode {
  kind: 'first';
  words: number;
  operand: QueryTree;
}

/** `ATLEAST/3(…)`: so many mentions that do not overlap, title and text together. */
export interface AtLeastNode {
  kind: 'atLeast';
  count: number;
  operand: QueryTree;
}

/** Words allowed between the two operands of a plain `NEAR`. */
export const DEFAULT_DISTANCE = 10;

/** The widest `NEAR/n`; further apart, AND says it better. */
export const MAX_DISTANCE = 1000;

/** True when the node stands for places in title or text, so that a proximity can measure from it. */
export function isMention(node: QueryTree): boolean {
  switch (node.kind) {
    case 'term':
    case 'loosePhrase':
    case 'alias':
    case 'near':
    case 'notNear':
      return true;
    case 'or':
      return node.operands.every(isMention);
    case 'scope':
      return (node.scope === 'title' || node.scope === 'text') && isMention(node.operand);
    case 'first':
      return isMention(node.operand);
    case 'and':
    case 'not':
    case 'atLeast':
      return false;
  }
}

/** True when an article must hold something to satisfy the node; `NOT sport` alone would match almost everything. */
export function isPositive(node: QueryTree): boolean {
  switch (node.kind) {
    case 'term':
    case 'loosePhrase':
    case 'alias':
    case 'near':
    case 'notNear':
    case 'atLeast':
      return true;
    case 'and':
      return node.operands.some(isPositive);
    case 'or':
      return node.operands.every(isPositive);
    case 'scope':
    case 'first':
      return isPositive(node.operand);
    case 'not':
      return false;
  }
}

/** The conjunction or disjunction of `operands`, flat, and without a wrapper around a single one. */
export function combine(kind: 'and' | 'or', operands: QueryTree[]): QueryTree {
  const isFlat = operands.every((operand) => operand.kind !== kind);
  const flat = isFlat
    ? operands
    : operands.flatMap((operand) => (operand.kind === kind ? operand.operands : [operand]));
  return flat.length === 1 ? flat[0]! : { kind, operands: flat };
}

/** What holds where `node` does not. */
export function negate(node: QueryTree): QueryTree {
  return node.kind === 'not' ? node.operand : { kind: 'not', operand: node };
}
