import { createReporter, type QueryError, type QueryNotice, type Reporter, type Span, shown } from './error.ts';
import { buildGroup, type Join, type Operand } from './group.ts';
import { type Lexeme, readLexemes } from './lexer.ts';
import { isPositive, type QueryTree } from './tree.ts';

/** A query longer than this, in UTF-16 code units, is not read. */
export const MAX_QUERY_LENGTH = 50_000;
/** Parentheses in parentheses, at most. */
export const MAX_DEPTH = 50;

export type ParsedQuery =
  | { kind: 'parsed'; tree: QueryTree; notices: QueryNotice[] }
  | { kind: 'invalid'; errors: QueryError[] };

/**
 * Reads a query of the watch language (docs/watch-language.md). Never throws, whatever the text.
 *
 * Aliases are not resolved here; `@name` is a leaf of the tree.
 */
export function parseQuery(query: string, _dialect: unknown = null): ParsedQuery {
  const report = createReporter(query);
  const tree = query.length > MAX_QUERY_LENGTH ? tooLong(query, report) : readTree(query, report);
  if (!tree || report.errors.length > 0) return { kind: 'invalid', errors: report.errors };
  return { kind: 'parsed', tree, notices: report.notices };
}

function tooLong(query: string, report: Reporter): null {
  const span = { offset: MAX_QUERY_LENGTH, length: query.length - MAX_QUERY_LENGTH };
  return report.error(
    span,
    `A query has ${MAX_QUERY_LENGTH} characters at most; put long lists of names into an alias.`,
  );
}

function readTree(query: string, report: Reporter): QueryTree | null {
  const lexemes = readLexemes(query, report);
  if (report.errors.length > 0) return null;
  if (lexemes.length === 0) return report.error({ offset: 0, length: query.length }, 'The query is empty.');

  const tree = createParser(query, lexemes, report).query();
  if (tree && !isPositive(tree)) {
    const whole = { offset: 0, length: query.length };
    return report.error(
      whole,
      'This query would match every article that lacks something. Say what the article must hold: A NOT B, and each side of an OR.',
    );
  }
  return tree;
}

/** Recursive only in parentheses, and those are counted. */
function createParser(query: string, lexemes: Lexeme[], report: Reporter) {
  let next = 0;
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
      joins.push(join);
      operands.push(following);
    }
    const last = lexemes[next - 1]!.span;
    return buildGroup(operands, joins, { offset: start, length: last.offset + last.length - start }, report);
  }

  /** The operator before the next operand, or null at the end of the group. */
  function readJoin(): Join | null {
    const lexeme = lexemes[next];
    if (!lexeme || lexeme.kind === 'close') return null;
    if (lexeme.kind === 'and' || lexeme.kind === 'or' || lexeme.kind === 'near') {
      next += 1;
      return lexeme;
    }
    // `A NOT B` is how people write it; two words side by side may be a forgotten quotation mark.
    if (lexeme.kind !== 'not') {
      const before = written(lexemes[next - 1]!.span);
      report.notice(
        lexeme.span,
        `No operator between ${before} and ${written(lexeme.span)}: read as AND. A phrase stands in quotation marks.`,
      );
    }
    return { kind: 'and', span: lexeme.span };
  }

  function operand(depth: number): Operand | null {
    const first = here();
    let negations = 0;
    while (take('not')) negations += 1;
    const node = primary(depth);
    return node && { node, negated: negations % 2 === 1, span: first };
  }

  function primary(depth: number): QueryTree | null {
    const lexeme = lexemes[next];
    if (lexeme?.kind === 'term' || lexeme?.kind === 'alias') {
      next += 1;
      return lexeme;
    }
    if (lexeme?.kind === 'open') return parenthesised(depth + 1);
    return report.error(here(), `Expected a word, a phrase, @alias or ( ${whereabouts(lexeme)}.`);
  }

  function parenthesised(depth: number): QueryTree | null {
    const open = here();
    next += 1;
    if (depth > MAX_DEPTH) return report.error(open, `More than ${MAX_DEPTH} parentheses within each other.`);
    if (take('close')) return report.error({ offset: open.offset, length: 2 }, 'There is nothing between ( and ).');
    const node = group(depth);
    if (node && !take('close')) return report.error(open, 'This ( is never closed.');
    return node;
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
