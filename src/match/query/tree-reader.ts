import { type Reporter, type Span, shown } from './error.ts';
import type { Grammar } from './grammar.ts';
import { buildGroup, type Join, type Operand } from './group.ts';
import type { Lexeme } from './lexemes.ts';
import { checkOperand, codedOperand, explainAddress } from './scopes.ts';
import { asJoin, asPhrase } from './side-by-side.ts';
import { checkLength } from './term-text.ts';
import { isMention, type QueryTree, type Scope } from './tree.ts';

/** Parentheses and scopes in each other, at most. */
export const MAX_DEPTH = 100;

/** What may begin an operand. */
const OPERAND = 'a word, a phrase, @alias or (';

/**
 * The tree of a query that was cut into `lexemes`, one at least; null when an error was reported. Recursive only in
 * parentheses and what stands before an operand, and those are counted.
 */
export function treeOf(
  query: string,
  lexemes: readonly Lexeme[],
  grammar: Grammar,
  report: Reporter,
): QueryTree | null {
  return new TreeReader(query, lexemes, grammar, report).read();
}

class TreeReader {
  readonly #query: string;
  readonly #lexemes: readonly Lexeme[];
  readonly #grammar: Grammar;
  readonly #report: Reporter;
  /** Index of the lexeme to be read. */
  #next = 0;
  /** The scope that what is read stands in. */
  #scope: Scope | null = null;

  constructor(query: string, lexemes: readonly Lexeme[], grammar: Grammar, report: Reporter) {
    this.#query = query;
    this.#lexemes = lexemes;
    this.#grammar = grammar;
    this.#report = report;
  }

  read(): QueryTree | null {
    const tree = this.#group(0);
    if (tree && this.#next < this.#lexemes.length) return this.#report.error(this.#here(), 'This ) closes nothing.');
    return tree;
  }

  #here(): Span {
    return this.#lexemes[this.#next]?.span ?? { offset: this.#query.length, length: 0 };
  }

  #take(kind: Lexeme['kind']): boolean {
    if (this.#lexemes[this.#next]?.kind !== kind) return false;
    this.#next += 1;
    return true;
  }

  #group(depth: number): QueryTree | null {
    const start = this.#here().offset;
    const first = this.#operand(depth);
    if (!first) return null;
    const operands: Operand[] = [first];
    const joins: Join[] = [];
    for (let join = this.#readJoin(); join; join = this.#readJoin()) {
      const following = this.#operand(depth);
      if (!following) return null;
      const phrase = join.kind === 'beside' ? asPhrase(operands.at(-1)!, following) : null;
      if (phrase) {
        operands[operands.length - 1] = phrase;
      } else {
        joins.push(join.kind === 'beside' ? asJoin(operands.at(-1)!, following, join.span) : join);
        operands.push(following);
      }
    }
    if (this.#grammar.sideBySide === 'phrase' && !operands.every((one) => this.#isShortEnough(one))) return null;
    const last = this.#lexemes[this.#next - 1]!.span;
    const span = { offset: start, length: last.offset + last.length - start };
    return buildGroup({ operands, joins }, span, this.#grammar, this.#report);
  }

  /** The operator before the next operand, or null at the end of the group. */
  #readJoin(): Join | { kind: 'beside'; span: Span } | null {
    const lexeme = this.#lexemes[this.#next];
    if (!lexeme || lexeme.kind === 'close') return null;
    if (lexeme.kind === 'and' || lexeme.kind === 'or') {
      this.#next += 1;
      return { kind: lexeme.kind, span: lexeme.span };
    }
    const negated = lexeme.kind === 'not';
    const near = negated ? this.#lexemes[this.#next + 1] : lexeme;
    if (near?.kind === 'near') {
      this.#next += negated ? 2 : 1;
      return { kind: 'near', reach: near.reach, ordered: near.ordered, negated, span: near.span };
    }
    // `A NOT B` is how people write it.
    if (negated) return { kind: 'and', span: lexeme.span };
    if (this.#grammar.sideBySide === 'phrase') return { kind: 'beside', span: lexeme.span };
    // Two words side by side may be a forgotten quotation mark.
    const before = this.#written(this.#lexemes[this.#next - 1]!.span);
    this.#report.notice(
      lexeme.span,
      `No operator between ${before} and ${this.#written(lexeme.span)}, read as AND. A phrase stands in quotation marks.`,
    );
    return { kind: 'and', span: lexeme.span };
  }

  #isShortEnough({ node }: Operand): boolean {
    const wrong = node.kind === 'term' ? checkLength(node.text) : null;
    if (node.kind === 'term' && wrong) this.#report.error(node.span, wrong.message);
    return !wrong;
  }

  #operand(depth: number): Operand | null {
    const first = this.#here();
    let negations = 0;
    while (this.#take('not')) negations += 1;
    const node = this.#withFirst(this.#prefixed(depth));
    return node && { node, negated: negations % 2 === 1, span: first };
  }

  /** An operand and, in the dialect that has it, the limit behind it. */
  #withFirst(node: QueryTree | null): QueryTree | null {
    const lexeme = this.#lexemes[this.#next];
    if (!node || lexeme?.kind !== 'firstBehind') return node;
    this.#next += 1;
    return { kind: 'first', words: lexeme.words, operand: node };
  }

  /** A primary with the scope or the limits before it. */
  #prefixed(depth: number): QueryTree | null {
    const lexeme = this.#lexemes[this.#next];
    if (lexeme?.kind !== 'scope' && lexeme?.kind !== 'first' && lexeme?.kind !== 'atLeast') return this.#primary(depth);
    if (depth >= MAX_DEPTH) return this.#tooDeep(lexeme.span);
    this.#next += 1;
    if (lexeme.kind === 'scope') return this.#scoped(lexeme.scope, lexeme.span, depth);
    const node = this.#prefixed(depth + 1);
    if (!node) return null;
    if (lexeme.kind === 'first') return { kind: 'first', words: lexeme.words, operand: node };
    if (!isMention(node))
      return this.#report.error(
        lexeme.span,
        'ATLEAST counts mentions: words, phrases, NEAR and groups of ORs, not AND or NOT.',
      );
    return { kind: 'atLeast', count: lexeme.count, operand: node };
  }

  #scoped(name: Scope, span: Span, depth: number): QueryTree | null {
    if (this.#scope) return this.#report.error(span, `A scope (${name}:) within a scope (${this.#scope}:).`);
    this.#scope = name;
    const node = this.#prefixed(depth + 1);
    this.#scope = null;
    const wrong = node && checkOperand(name, node, this.#written(span).replace(/\s/g, ''));
    if (wrong) return this.#report.error(span, wrong.message, wrong.suggestions);
    return node && { kind: 'scope', scope: name, operand: codedOperand(name, node) };
  }

  #primary(depth: number): QueryTree | null {
    const lexeme = this.#lexemes[this.#next];
    if (lexeme?.kind === 'term' || lexeme?.kind === 'alias' || lexeme?.kind === 'loosePhrase') {
      this.#next += 1;
      const { offset, length } = lexeme.span;
      const address =
        this.#grammar.refusesAddresses && this.#scope !== 'url'
          ? explainAddress(this.#query.slice(offset, offset + length))
          : null;
      return address ? this.#report.error(lexeme.span, address.message, address.suggestions) : lexeme;
    }
    if (lexeme?.kind === 'open') return this.#parenthesised(depth + 1);
    return this.#report.error(this.#here(), `Expected ${OPERAND} ${this.#whereabouts(lexeme)}.`);
  }

  #parenthesised(depth: number): QueryTree | null {
    const open = this.#here();
    this.#next += 1;
    if (depth > MAX_DEPTH) return this.#tooDeep(open);
    const { offset, length } = this.#here();
    if (this.#take('close')) {
      const span = { offset: open.offset, length: offset + length - open.offset };
      return this.#report.error(span, 'There is nothing between ( and ).');
    }
    const node = this.#group(depth);
    if (node && !this.#take('close')) return this.#report.error(open, 'This ( is never closed.');
    return node;
  }

  #tooDeep(span: Span): null {
    return this.#report.error(span, `More than ${MAX_DEPTH} parentheses within each other.`);
  }

  #whereabouts(lexeme: Lexeme | undefined): string {
    const previous = this.#lexemes[this.#next - 1];
    const after = previous ? `after ${this.#written(previous.span)}` : 'at the start';
    if (!lexeme) return `${after}, where the query ends`;
    const quote =
      lexeme.kind === 'close' ? '' : `. To look for the word itself, quote it: "${this.#written(lexeme.span)}"`;
    return `${after}, found ${this.#written(lexeme.span)}${quote}`;
  }

  #written({ offset, length }: Span): string {
    return shown(this.#query.slice(offset, offset + length));
  }
}
