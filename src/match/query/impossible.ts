import { createReporter, type QueryNotice, type Span, shown } from './error.ts';
import { printQuery } from './print.ts';
import type { AndNode, ProximityNode, QueryTree, Scope, ScopeNode } from './tree.ts';

/** Why a part of a query can match no article. */
interface Fault {
  span: Span;
  message: string;
}

/** A query with more operands side by side than this is made by a machine, which is not compared pair by pair. */
const MAX_COMPARED = 200;

/**
 * The parts of a query that no article can satisfy: conditions that exclude each other. Sparing: a query that might find
 * something is never told of.
 */
export function impossibleParts(query: string, tree: QueryTree): QueryNotice[] {
  const report = createReporter(query);
  for (const { span, message } of faultsOf(tree)) report.notice(span, message);
  return report.notices;
}

function faultsOf(node: QueryTree): Fault[] {
  switch (node.kind) {
    case 'term':
    case 'loosePhrase':
    case 'alias':
    // What can match nothing excludes nothing, which does no harm.
    case 'not':
      return [];
    case 'or':
      return node.operands.flatMap(faultsOf);
    case 'and':
      return [...node.operands.flatMap(faultsOf), ...excluding(node)];
    case 'near':
      return [...faultsOf(node.left), ...faultsOf(node.right), ...apart(node)];
    case 'notNear':
      return faultsOf(node.left);
    case 'first': {
      const needed = wordsOf(node.operand);
      if (needed <= node.words) return faultsOf(node.operand);
      const message = `This can match nothing: ${needed} words do not stand within the first ${node.words}.`;
      return [{ span: spanOf(node.operand), message }];
    }
    case 'scope':
      if (node.operand.kind !== 'and') return faultsOf(node.operand);
      return [...node.operand.operands.flatMap(faultsOf), ...excluding(node.operand, node.scope)];
    case 'atLeast':
      return faultsOf(node.operand);
  }
}

/** Operands of one conjunction that exclude each other; of several faults the first. */
function excluding({ operands }: AndNode, scope: Scope | null = null): Fault[] {
  if (operands.length > MAX_COMPARED) return [];
  const asked = operands.filter(({ kind }) => kind !== 'not').map((node) => inScope(node, scope));
  const refused = operands
    .flatMap((node) => (node.kind === 'not' ? alternatives(node.operand) : []))
    .map((node) => inScope(node, scope));
  const print = printer();
  for (const [nth, one] of asked.entries()) {
    for (const other of asked.slice(0, nth)) {
      if (!haveNoValueInCommon(other, one)) continue;
      return [
        {
          span: spanOf(one),
          message: `This can match nothing: no article has both ${shown(printQuery(other))} and ${shown(printQuery(one))}.`,
        },
      ];
    }
    const taken = refused.find((node) => implies(one, node, print));
    if (taken) {
      const message = `This can match nothing: it asks for ${shown(printQuery(one))} and excludes ${shown(printQuery(taken))}.`;
      return [{ span: spanOf(taken), message }];
    }
  }
  return [];
}

function inScope(node: QueryTree, scope: Scope | null): QueryTree {
  return scope === null || node.kind === 'scope' ? node : { kind: 'scope', scope, operand: node };
}

function alternatives(node: QueryTree): QueryTree[] {
  return node.kind === 'or' ? node.operands : [node];
}

/** Prints each part once: each is compared with many, and may be long. */
function printer(): (node: QueryTree) => string {
  const printed = new Map<QueryTree, string>();
  return (node) => {
    const text = printed.get(node) ?? printQuery(node);
    printed.set(node, text);
    return text;
  };
}

/** True when what satisfies `one` satisfies `other`, as far as their form tells. */
function implies(one: QueryTree, other: QueryTree, print: (node: QueryTree) => string): boolean {
  if (print(one) === print(other)) return true;
  if (one.kind !== 'scope') return false;
  if (one.scope === 'title' || one.scope === 'text') return print(one.operand) === print(other);
  if (one.scope !== 'lang' || other.kind !== 'scope' || other.scope !== 'lang') return false;
  const [values, refused] = [valuesOf(one), valuesOf(other)];
  return values !== null && refused !== null && values.every((value) => refused.some((tag) => isWithin(value, tag)));
}

/** Of what an article has one: its language, its country, its host. */
function haveNoValueInCommon(a: QueryTree, b: QueryTree): boolean {
  if (a.kind !== 'scope' || b.kind !== 'scope' || a.scope !== b.scope) return false;
  const [left, right] = [valuesOf(a), valuesOf(b)];
  return (
    left !== null && right !== null && left.every((one) => right.every((other) => !areCompatible(a.scope, one, other)))
  );
}

/** The values that a scope asks for one of, in lower case; null where an article may have several, or it cannot be told. */
function valuesOf({ scope, operand }: ScopeNode): string[] | null {
  if (scope !== 'lang' && scope !== 'country' && scope !== 'source') return null;
  const values: string[] = [];
  for (const node of alternatives(operand)) {
    if (node.kind !== 'term' || /[*?]/.test(node.text)) return null;
    const value = node.text.trim().toLowerCase().replaceAll('_', '-');
    if (scope === 'source' && !HOST.test(value)) return null;
    values.push(value);
  }
  return values;
}

/** An outlet may be named after two others, but has one host. */
const HOST = /^(?:[\p{L}\p{N}-]+\.)+\p{L}{2,}$/u;

function areCompatible(scope: Scope, one: string, other: string): boolean {
  if (one === other) return true;
  // A tag means all tags that begin with it: zh and zh-hant.
  if (scope === 'lang') return isWithin(one, other) || isWithin(other, one);
  return scope === 'source' && (one.includes(other) || other.includes(one));
}

function isWithin(tag: string, wider: string): boolean {
  return tag === wider || tag.startsWith(`${wider}-`);
}

/** A mention in the title and one in the text are in no reach of each other. */
function apart({ left, right }: ProximityNode): Fault[] {
  const fields = fieldsOf(left);
  if (fields.length === 0 || fieldsOf(right).some((field) => fields.includes(field))) return [];
  const message =
    'This can match nothing: NEAR joins what stands in one field, and its sides are bound to title and text.';
  return [{ span: spanOf(right), message }];
}

function fieldsOf(node: QueryTree): string[] {
  switch (node.kind) {
    case 'scope':
      return [node.scope];
    case 'or':
      return [...new Set(node.operands.flatMap(fieldsOf))];
    case 'near':
      return fieldsOf(node.left).filter((field) => fieldsOf(node.right).includes(field));
    case 'notNear':
      return fieldsOf(node.left);
    case 'first':
      return fieldsOf(node.operand);
    default:
      return ['title', 'text'];
  }
}

/** The least words that must stand there; those of scripts without spaces are not counted. */
function wordsOf(node: QueryTree): number {
  switch (node.kind) {
    case 'term':
    case 'loosePhrase':
      return Math.max(1, node.text.split(/\s+/).filter((word) => /[\p{L}\p{N}]/u.test(word)).length);
    case 'alias':
      return 1;
    case 'not':
      return 0;
    case 'near':
      return wordsOf(node.left) + wordsOf(node.right);
    case 'notNear':
      return wordsOf(node.left);
    case 'or':
      return Math.min(...node.operands.map(wordsOf));
    case 'and':
      // Title and text have their first words each.
      return Math.max(...node.operands.map(wordsOf));
    case 'atLeast':
    case 'scope':
    case 'first':
      return wordsOf(node.operand);
  }
}

/** From its first leaf to its last. */
function spanOf(node: QueryTree): Span {
  switch (node.kind) {
    case 'term':
    case 'loosePhrase':
    case 'alias':
      return node.span;
    case 'and':
    case 'or':
      return joined(spanOf(node.operands[0]!), spanOf(node.operands.at(-1)!));
    case 'near':
    case 'notNear':
      return joined(spanOf(node.left), spanOf(node.right));
    case 'not':
    case 'scope':
    case 'first':
    case 'atLeast':
      return spanOf(node.operand);
  }
}

function joined(first: Span, last: Span): Span {
  return { offset: first.offset, length: Math.max(first.length, last.offset + last.length - first.offset) };
}
