import { type Command, InvalidArgumentError, Option } from 'commander';
import { readLanguage } from '../../config/check/values.ts';
import { checkAliasesOf } from '../../match/index/compile.ts';
import type { ResolvedAliases } from '../../match/query/aliases.ts';
import type { QueryNotice } from '../../match/query/error.ts';
import { impossibleParts } from '../../match/query/impossible.ts';
import { parseQuery } from '../../match/query/parser.ts';
import type { QueryTree } from '../../match/query/tree.ts';
import type { Dialect, Watch } from '../../model/watch.ts';
import { reportOf } from './query-report.ts';

/** What the flags say of a query given on the command line. */
export interface QueryFlags {
  language?: string;
  dialect?: Dialect;
}

/** Adds `--language` and `--dialect`, with which a query on the command line says what a watch would. */
export function withQueryOptions(command: Command): Command {
  return command
    .option('--language <tag>', 'language the query is written in, such as de', (tag: string) => {
      const read = readLanguage(tag);
      if (read.kind === 'refused') throw new InvalidArgumentError(read.reason);
      return read.value;
    })
    .addOption(
      new Option('--dialect <name>', 'query language of another product it is written in').choices([
        'factiva',
        'lexis',
      ]),
    );
}

/** A query as a watch would have it. */
export type GivenQuery = Pick<Watch, 'query' | 'language' | 'dialect'>;

/** A query that is right, and what else is to be said of it. */
export interface ReadQuery {
  tree: QueryTree;
  notices: QueryNotice[];
}

/** {@link queryOrTell}, where the process ends with a query that is wrong. */
export function queryOrExit(given: GivenQuery, aliases: ResolvedAliases, json: boolean): ReadQuery {
  return queryOrTell(given, aliases, json) ?? process.exit(1);
}

/**
 * Reads a query as the configuration does: syntax first, then whether its aliases are there. For one that is wrong the
 * errors are printed, with `json` as an object on standard output, the exit code is set to 1, and null is returned.
 */
export function queryOrTell({ query, dialect }: GivenQuery, aliases: ResolvedAliases, json: boolean): ReadQuery | null {
  const parsed = parseQuery(query, dialect);
  const errors = parsed.kind === 'invalid' ? parsed.errors : checkAliasesOf(query, parsed.tree, aliases);
  if (parsed.kind === 'parsed' && errors.length === 0) {
    const { tree, notices } = parsed;
    return { tree, notices: [...notices, ...impossibleParts(query, tree)] };
  }
  if (json) console.log(JSON.stringify({ ok: false, errors }));
  else for (const error of errors) console.error(reportOf(query, error));
  process.exitCode = 1;
  return null;
}
