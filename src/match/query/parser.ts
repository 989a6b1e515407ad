import type { Dialect } from '../../model/watch.ts';
import { grammarOf } from './dialects.ts';
import { createReporter, type QueryError, type QueryNotice, type Reporter } from './error.ts';
import type { Grammar } from './grammar.ts';
import { readLexemes } from './lexer.ts';
import { printQuery } from './print.ts';
import { isCostly } from './term-text.ts';
import { isPositive, type QueryTree } from './tree.ts';
import { treeOf } from './tree-reader.ts';

/** A query longer than this, in UTF-16 code units, is not read. */
export const MAX_QUERY_LENGTH = 200_000;

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

  const tree = treeOf(query, lexemes, grammar, report);
  if (tree && !isPositive(tree)) {
    const whole = { offset: 0, length: query.length };
    return report.error(
      whole,
      'This query would match every article that lacks something. Say what the article must hold: A NOT B, and each side of an OR.',
    );
  }
  return tree;
}
