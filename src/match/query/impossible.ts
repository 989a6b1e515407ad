import { type Span, shown } from './error.ts';
import { printQuery } from './print.ts';
import type { LoosePhraseNode, ProximityNode, QueryTree, Scope, TermNode } from './tree.ts';

/** A part of a query that no article can satisfy, and why. */
export interface ImpossiblePart {
  span: Span;
  /** A sentence, complete without the query. */
  message: string;
}

/** Of these an article has one at most. */
const SINGLE: ReadonlySet<Scope> = new Set<Scope>(['lang', 'country']);
/** Scopes of one kind side by side that are compared; more are not written by people. */
const MAX_COMPARED = 50;
const NAMES: Partial<Record<Scope, string>> = { lang: 'language', country: 'country', source: 'source' };

/** Every part of `tree` that no article whatever can satisfy. An ordinary query has none. */
export function impossibleParts(tree: QueryTree): ImpossiblePart[] {
  return [...partsOf(tree)];
}

function* partsOf(tree: QueryTree): Generator<ImpossiblePart> {
  switch (tree.kind) {
    case 'and':
      yield* contradictions(tree.operands);
      for (const operand of tree.operands) yield* partsOf(operand);
      return;
    case 'or':
      for (const operand of tree.operands) yield* partsOf(operand);
      return;
    case 'near':
      yield* unreachable(tree);
      yield* partsOf(tree.left);
      yield* partsOf(tree.right);
      return;
    case 'notNear':
      yield* partsOf(tree.left);
      return;
    case 'scope': {
      const { scope, operand } = tree;
      if (operand.kind === 'and' && isOneOfKind(scope)) {
        yield* conflict(operand.operands.map((part) => ({ kind: 'scope', scope, operand: part })));
      } else if (scope === 'title' || scope === 'text') {
        yield* partsOf(operand);
      }
      return;
    }
    case 'first':
      yield* tooLong(tree.operand, tree.words);
      yield* partsOf(tree.operand);
      return;
    case 'atLeast':
      yield* partsOf(tree.operand);
  }
}

function isOneOfKind(scope: Scope): boolean {
  return SINGLE.has(scope) || scope === 'source';
}

function* contradictions(operands: readonly QueryTree[]): Generator<ImpossiblePart> {
  yield* conflict(operands);
  const excluded = new Set(
    operands.flatMap((operand) => (operand.kind === 'not' ? alternatives(operand.operand) : [])),
  );
  if (excluded.size === 0) return;
  for (const operand of operands) {
    if (operand.kind === 'not') continue;
    const asked = alternatives(operand);
    if (!asked.every((text) => excluded.has(text))) continue;
    const message = `This query asks for ${shown(printQuery(operand))} and excludes it, so that nothing can match.`;
    yield { span: spanOf(operand), message };
  }
}

/** What holds if one of them does, each as it is printed. */
function alternatives(tree: QueryTree): string[] {
  return tree.kind === 'or' ? tree.operands.flatMap(alternatives) : [printQuery(tree).toLowerCase()];
}

/** Two scopes that ask for two values of which an article has one. */
function* conflict(operands: readonly QueryTree[]): Generator<ImpossiblePart> {
  for (const scope of ['lang', 'country', 'source'] as const) {
    const asked = operands
      .flatMap((operand) => {
        const values = valuesOf(operand, scope);
        return values ? [{ operand, values }] : [];
      })
      .slice(0, MAX_COMPARED);
    for (const [nth, one] of asked.entries()) {
      const other = asked.slice(nth + 1).find(({ values }) => !areCompatible(one.values, values, scope));
      if (!other) continue;
      const [a, b] = [one, other].map(({ operand }) => shown(printQuery(operand)));
      const message = `An article has one ${NAMES[scope]}: ${a} AND ${b} can match nothing. Did you mean OR?`;
      yield { span: spanOf(other.operand), message };
    }
  }
}

/** The values of which a scope asks for one; null for another operand, or one that asks for no plain values. */
function valuesOf(tree: QueryTree, scope: Scope): string[] | null {
  if (tree.kind === 'or') {
    const all = tree.operands.map((operand) => valuesOf(operand, scope));
    return all.includes(null) ? null : all.flatMap((values) => values!);
  }
  if (tree.kind !== 'scope' || tree.scope !== scope) return null;
  const { operand } = tree;
  const terms = operand.kind === 'or' ? operand.operands : [operand];
  const texts = terms.map((term) => (term.kind === 'term' ? term.text.trim().toLowerCase() : ''));
  // Names of outlets have words in common; hosts have not.
  const isPlain = (text: string) =>
    text !== '' && !/[*?]/.test(text) && (scope !== 'source' || /^\S+\.\S+$/.test(text));
  return texts.every(isPlain) ? texts : null;
}

function areCompatible(a: readonly string[], b: readonly string[], scope: Scope): boolean {
  return a.some((one) => b.some((other) => isWithin(one, other, scope) || isWithin(other, one, scope)));
}

/** zh-hant is zh, and www.bild.de is of bild.de. */
function isWithin(narrow: string, wide: string, scope: Scope): boolean {
  if (narrow === wide) return true;
  if (scope === 'source') return narrow.endsWith(`.${wide}`) || narrow.startsWith(`${wide}/`);
  return narrow.replaceAll('_', '-').startsWith(`${wide.replaceAll('_', '-')}-`);
}

function* unreachable({ left, right }: ProximityNode): Generator<ImpossiblePart> {
  const [a, b] = [fieldsOf(left), fieldsOf(right)];
  if (a.some((field) => b.includes(field))) return;
  yield {
    span: spanOf(right),
    message:
      'NEAR joins words of one part of an article: of the title and the text, nothing is near to the other. Use AND.',
  };
}

/** The fields of the content that a mention can stand in. */
function fieldsOf(tree: QueryTree): readonly string[] {
  switch (tree.kind) {
    case 'scope':
      return [tree.scope];
    case 'or':
      return tree.operands.flatMap(fieldsOf);
    case 'first':
      return fieldsOf(tree.operand);
    case 'near': {
      const right = fieldsOf(tree.right);
      return fieldsOf(tree.left).filter((field) => right.includes(field));
    }
    case 'notNear':
      return fieldsOf(tree.left);
    default:
      return ['title', 'text'];
  }
}

function* tooLong(operand: QueryTree, words: number): Generator<ImpossiblePart> {
  const least = leastWords(operand);
  if (least <= words) return;
  const message = `The first ${words === 1 ? 'word is' : `${words} words are`} too few for ${shown(printQuery(operand))}, which takes ${least}.`;
  yield { span: spanOf(operand), message };
}

/** Words that a node stands over at least. */
function leastWords(tree: QueryTree): number {
  switch (tree.kind) {
    case 'term':
    case 'loosePhrase':
      return wordsOf(tree);
    case 'near':
      return leastWords(tree.left) + leastWords(tree.right);
    case 'notNear':
      return leastWords(tree.left);
    case 'and':
      return Math.max(...tree.operands.filter(({ kind }) => kind !== 'not').map(leastWords));
    case 'or':
      return Math.min(...tree.operands.map(leastWords));
    case 'scope':
    case 'first':
      return leastWords(tree.operand);
    case 'alias':
    case 'atLeast':
    case 'not':
      return 1;
  }
}

/** Parted by spaces: what is parted by signs may be written as one word. Spaces say nothing in scripts without them. */
function wordsOf({ text }: TermNode | LoosePhraseNode): number {
  return Math.max(
    1,
    text
      .trim()
      .split(/\s+/)
      .filter((word) => /^\p{sc=Latin}{3,}$/u.test(word)).length,
  );
}

function spanOf(tree: QueryTree): Span {
  switch (tree.kind) {
    case 'term':
    case 'loosePhrase':
    case 'alias':
      return tree.span;
    case 'and':
    case 'or':
      return spanOf(tree.operands[0]!);
    case 'near':
    case 'notNear':
      return spanOf(tree.left);
    case 'not':
    case 'scope':
    case 'first':
    case 'atLeast':
      return spanOf(tree.operand);
  }
}
