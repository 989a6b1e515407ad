import type { Dialect } from '../../model.ts';
import { createReporter, type QueryError, type QueryNotice, type Reporter, type Span, shown } from './error.ts';
import { type Grammar, grammarOf } from './grammar.ts';
import { buildGroup, type Join, type Operand } from './group.ts';
import type { Lexeme } from './lexemes.ts';
import { readLexemes } from './lexer.ts';
import { printQuery } from './print.ts';
import { checkOperand, codedOperand, explainAddress } from './scopes.ts';
import { checkLength, isCostly } from './term-text.ts';
import { isMention, isPositive, type QueryTree, type Scope, type TermNode } from './tree.ts';

/** A query longer than this, in UTF-16 code units, is not read. */
export const MAX_QUERY_LENGTH = 200_000;
/** Parentheses and scopes in each other, at most. */
export const MAX_DEPTH = 100;

/** Words with wildcards that every word of an article has to be compared with. */
const MAX_COSTLY = 50;

/** `invalid`: there is one error at least. Notices tell of what is valid and may be meant otherwise. */
export type ParsedQuery =
  | { kind: 'parsed'; tree: QueryTree; notices: QueryNotice[] }
  | { kind: 'invalid'; errors: QueryError[] };

/**
 * Reads a query of the watch language (docs/watch-language.md), or of `dialect`, whose rewriting is told in a notice.
 * Never throws, whatever the text. Aliases are not resolved here; `@name` is a leaf of the tree.
 */
export function parseQuery(query: string, dialect: Dialect | null = null): ParsedQuery {
  const report = createReporter(query);
  const tree = query.length > MAX_QUERY_LENGTH ? tooLong(query, report) : readTree(query, grammarOf(dialect), report);
  if (!tree || report.errors.length > 0) return { kind: 'invalid', errors: report.errors };
  if (dialect) report.notice({ offset: 0, length: query.length }, `Read as: ${printQuery(tree)}`);
  return { kind: 'parsed', tree, notices: report.notices };
}

function tooLong(query: string, report: Reporter): null {
  const span = { offset: MAX_QUERY_LENGTH, length: query.length - MAX_QUERY_LENGTH };
  return report.error(
    span,
    `A query has ${MAX_QUERY_LENGTH} characters at most; put long lists of names into an alias.`,
  );
}

function readTree(query: string, grammar: Grammar, report: Reporter): QueryTree | null {
  const lexemes = readLexemes(query, grammar, report);
  if (report.errors.length > 0) return null;
  if (lexemes.length === 0) return report.error({ offset: 0, length: query.length }, 'The query is empty.');
  const costly = lexemes.filter((lexeme) => 'text' in lexeme && isCostly(lexeme.text))[MAX_COSTLY];
  if (costly) {
    return report.error(
      costly.span,
      `A query has ${MAX_COSTLY} words at most with * or ? and no three letters in a row.`,
    );
  }

  const tree = createParser(query, lexemes, grammar, report).query();
  if (tree && !isPositive(tree)) {
    const whole = { offset: 0, length: query.length };
    return report.error(
      whole,
      'This query would match every article that lacks something. Say what the article must hold: A NOT B, and each side of an OR.',
    );
  }
  return tree;
}

/** A hundred words of a hundred letters, in UTF-16 code units, have room in it. */
const MAX_PHRASE = 20_000;

/** What may begin an operand. */
const OPERAND = 'a word, a phrase, @alias or (';

/** True when the last word of a term ends in any one letter. */
const isCutShort = ({ text }: TermNode) => text.endsWith('?');

/** Recursive only in parentheses and what stands before an operand, and those are counted. */
function createParser(query: string, lexemes: Lexeme[], grammar: Grammar, report: Reporter) {
  let next = 0;
  let scope: Scope | null = null;
  const end: Span = { offset: query.length, length: 0 };
  const here = (): Span => lexemes[next]?.span ?? end;
  const take = (kind: Lexeme['kind']): boolean => {
    if (lexemes[next]?.kind !== kind) return false;
    next += 1;
    return true;
  };

  function group(depth: number): QueryTree | null {
    const start = here().offset;
    const first = operand(depth);
    if (!first) return null;
    const operands: Operand[] = [first];
    const joins: Join[] = [];
    for (let join = readJoin(); join; join = readJoin()) {
      const following = operand(depth);
      if (!following) return null;
      const phrase = join.kind === 'beside' ? asPhrase(operands.at(-1)!, following) : null;
      if (phrase) {
        operands[operands.length - 1] = phrase;
      } else {
        joins.push(join.kind === 'beside' ? asJoin(operands.at(-1)!, following, join.span) : join);
        operands.push(following);
      }
    }
    if (grammar.sideBySide === 'phrase' && !operands.every(isShortEnough)) return null;
    const last = lexemes[next - 1]!.span;
    const span = { offset: start, length: last.offset + last.length - start };
    return buildGroup({ operands, joins }, span, grammar, report);
  }

  /** The operator before the next operand, or null at the end of the group. */
  function readJoin(): Join | { kind: 'beside'; span: Span } | null {
    const lexeme = lexemes[next];
    if (!lexeme || lexeme.kind === 'close') return null;
    if (lexeme.kind === 'and' || lexeme.kind === 'or') {
      next += 1;
      return { kind: lexeme.kind, span: lexeme.span };
    }
    const negated = lexeme.kind === 'not';
    const near = negated ? lexemes[next + 1] : lexeme;
    if (near?.kind === 'near') {
      next += negated ? 2 : 1;
      return { kind: 'near', reach: near.reach, ordered: near.ordered, negated, span: near.span };
    }
    // `A NOT B` is how people write it.
    if (negated) return { kind: 'and', span: lexeme.span };
    if (grammar.sideBySide === 'phrase') return { kind: 'beside', span: lexeme.span };
    // Two words side by side may be a forgotten quotation mark.
    const before = written(lexemes[next - 1]!.span);
    report.notice(
      lexeme.span,
      `No operator between ${before} and ${written(lexeme.span)}, read as AND. A phrase stands in quotation marks.`,
    );
    return { kind: 'and', span: lexeme.span };
  }

  /** Two words side by side where the grammar takes them for a phrase, or null where they are more than words. */
  function asPhrase(before: Operand, following: Operand): Operand | null {
    const [a, b] = [before.node, following.node];
    if (a.kind !== 'term' || b.kind !== 'term' || a.spelling !== b.spelling || following.negated) return null;
    if (isCutShort(a) || isCutShort(b)) return null;
    // Longer than a phrase can be: it is refused, and need not grow.
    if (a.text.length > MAX_PHRASE) return before;
    const span = { offset: a.span.offset, length: b.span.offset + b.span.length - a.span.offset };
    return { ...before, node: { ...a, text: `${a.text} ${b.text}`, span } };
  }

  function isShortEnough({ node }: Operand): boolean {
    const wrong = node.kind === 'term' ? checkLength(node.text) : null;
    if (node.kind === 'term' && wrong) report.error(node.span, wrong.message);
    return !wrong;
  }

  /** A word that ends in ? beside another: Wirewatch's phrases would take the ? for punctuation. */
  function asJoin({ node: a }: Operand, { node: b, negated }: Operand, span: Span): Join {
    const isPhrase = a.kind === 'term' && b.kind === 'term' && (isCutShort(a) || isCutShort(b)) && !negated;
    if (!isPhrase) return { kind: 'and', span };
    return { kind: 'near', reach: { unit: 'words', distance: 0 }, ordered: true, negated: false, span };
  }

  function operand(depth: number): Operand | null {
    const first = here();
    let negations = 0;
    while (take('not')) negations += 1;
    const node = withFirst(prefixed(depth));
    return node && { node, negated: negations % 2 === 1, span: first };
  }

  /** An operand and, in the dialect that has it, the limit behind it. */
  function withFirst(node: QueryTree | null): QueryTree | null {
    const lexeme = lexemes[next];
    if (!node || lexeme?.kind !== 'firstBehind') return node;
    next += 1;
    return { kind: 'first', words: lexeme.words, operand: node };
  }

  /** A primary with the scope or the limits before it. */
  function prefixed(depth: number): QueryTree | null {
    const lexeme = lexemes[next];
    if (lexeme?.kind !== 'scope' && lexeme?.kind !== 'first' && lexeme?.kind !== 'atLeast') return primary(depth);
    if (depth >= MAX_DEPTH) return tooDeep(lexeme.span);
    next += 1;
    if (lexeme.kind === 'scope') return scoped(lexeme.scope, lexeme.span, depth);
    const node = prefixed(depth + 1);
    if (!node) return null;
    if (lexeme.kind === 'first') return { kind: 'first', words: lexeme.words, operand: node };
    if (!isMention(node))
      return report.error(
        lexeme.span,
        'ATLEAST counts mentions: words, phrases, NEAR and groups of ORs, not AND or NOT.',
      );
    return { kind: 'atLeast', count: lexeme.count, operand: node };
  }

  function scoped(name: Scope, span: Span, depth: number): QueryTree | null {
    if (scope) return report.error(span, `A scope (${name}:) within a scope (${scope}:).`);
    scope = name;
    const node = prefixed(depth + 1);
    scope = null;
    const wrong = node && checkOperand(name, node, written(span).replace(/\s/g, ''));
    if (wrong) return report.error(span, wrong.message, wrong.suggestions);
    return node && { kind: 'scope', scope: name, operand: codedOperand(name, node) };
  }

  function primary(depth: number): QueryTree | null {
    const lexeme = lexemes[next];
    if (lexeme?.kind === 'term' || lexeme?.kind === 'alias' || lexeme?.kind === 'loosePhrase') {
      next += 1;
      const { offset, length } = lexeme.span;
      const address =
        grammar.refusesAddresses && scope !== 'url' ? explainAddress(query.slice(offset, offset + length)) : null;
      return address ? report.error(lexeme.span, address.message, address.suggestions) : lexeme;
    }
    if (lexeme?.kind === 'open') return parenthesised(depth + 1);
    return report.error(here(), `Expected ${OPERAND} ${whereabouts(lexeme)}.`);
  }

  function parenthesised(depth: number): QueryTree | null {
    const open = here();
    next += 1;
    if (depth > MAX_DEPTH) return tooDeep(open);
    const { offset, length } = here();
    if (take('close')) {
      const span = { offset: open.offset, length: offset + length - open.offset };
      return report.error(span, 'There is nothing between ( and ).');
    }
    const node = group(depth);
    if (node && !take('close')) return report.error(open, 'This ( is never closed.');
    return node;
  }

  function tooDeep(span: Span): null {
    return report.error(span, `More than ${MAX_DEPTH} parentheses within each other.`);
  }

  function whereabouts(lexeme: Lexeme | undefined): string {
    const previous = lexemes[next - 1];
    const after = previous ? `after ${written(previous.span)}` : 'at the start';
    if (!lexeme) return `${after}, where the query ends`;
    const quote = lexeme.kind === 'close' ? '' : `. To look for the word itself, quote it: "${written(lexeme.span)}"`;
    return `${after}, found ${written(lexeme.span)}${quote}`;
  }

  function written({ offset, length }: Span): string {
    return shown(query.slice(offset, offset + length));
  }

  return {
    query(): QueryTree | null {
      const tree = group(0);
      if (tree && next < lexemes.length) return report.error(here(), 'This ) closes nothing.');
      return tree;
    },
  };
}
