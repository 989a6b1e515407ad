import type { Command } from 'commander';
import { didYouMean, quoted } from '../../config/problem.ts';
import { explain } from '../../match/evidence/explain.ts';
import { resolveAliases } from '../../match/query/aliases.ts';
import { closest } from '../../match/query/suggest.ts';
import type { Watch } from '../../model/watch.ts';
import { articlesMeant, FORMS_OF_ARTICLES } from '../article/article-meant.ts';
import { STANDARD_INPUT } from '../article/articles-in.ts';
import { configDirectory } from '../config/config-directory.ts';
import { configOrExit } from '../config/config-or-exit.ts';
import { withConfigOption, withDataOption } from '../shared/options.ts';
import { createOutput } from '../shared/output.ts';
import { headingOf, printable } from '../shared/terminal-text.ts';
import { explanationText } from './explanation-text.ts';
import { type GivenQuery, type QueryFlags, queryOrExit, withQueryOptions } from './query-input.ts';

const HELP = `
Every part of the query is shown with ✓ where it holds and ✗ where it does not, and why: where its words stand, how many
others are between them, and words that look like them and are not counted.
${FORMS_OF_ARTICLES}
Without an article, standard input is read.

With --json: a line {"id","matched","explanation":{"query","holds","reason","hints":[…],"operands":[…]}} for each article.

Examples:
  wirewatch watch explain telegram-user-data story.txt
  wirewatch watch explain telegram-user-data 204
  wirewatch watch explain telegram-user-data https://news.example.org/harbour-closed
  wirewatch watch explain --query 'Telegram NEAR/25 @bka' articles.jsonl --json`;

interface Flags extends QueryFlags {
  query?: string;
  config?: string;
  data?: string;
  json?: true;
}

/** `wirewatch watch explain`: why articles satisfy a watch, or do not. */
export function addExplainVerb(watch: Command): void {
  withQueryOptions(withDataOption(withConfigOption(watch.command('explain'))))
    .usage('[options] <watch> [article]\n       wirewatch watch explain [options] --query <query> [article]')
    .argument('[args...]', 'id of the watch, unless there is a --query; and an article: address, id or file')
    .option('--query <query>', 'explain this query instead of a watch; --language and --dialect are of it')
    .option('--json', 'print JSON, an object for each article, one a line')
    .addHelpText('after', HELP)
    .action(async (args: string[], flags: Flags, command: Command) => {
      const { watchId, article } = readArguments(args, flags, command);
      const json = flags.json ?? false;
      const print = createOutput();
      const config = await configOrExit(configDirectory(flags.config));
      const given = watchId === null ? queryIn(flags) : watchOrExit(watchId, config.watches);
      const aliases = resolveAliases(config.aliases);
      const { tree } = queryOrExit(given, aliases, json);
      for await (const one of articlesMeant(article, flags)) {
        if (one.kind === 'unreadable') {
          if (json) await print(JSON.stringify({ id: one.id, error: one.reason }));
          else console.error(printable(one.reason));
          continue;
        }
        const explanation = explain(tree, one.article, aliases, given.language);
        await print(
          json
            ? JSON.stringify({ id: one.id, matched: explanation.holds, explanation })
            : `${headingOf(one.id, one.article)}\n${explanationText(explanation)}\n`,
        );
      }
    });
}

/** Wrong usage ends the process. */
function readArguments(args: string[], { query, language, dialect }: Flags, command: Command) {
  const [watchId, article, ...more] = query === undefined ? args : [null, ...args];
  if (watchId === undefined) command.error('error: name a watch, or give a --query');
  if (more.length > 0) command.error('error: too many arguments: one watch or --query, and one article');
  if (watchId !== null && (language || dialect)) command.error('error: --language and --dialect go with --query');
  return { watchId, article: article ?? STANDARD_INPUT };
}

function queryIn({ query, language, dialect }: Flags): GivenQuery {
  return { query: query!, language: language ?? null, dialect: dialect ?? null };
}

function watchOrExit(id: string, watches: Watch[]): Watch {
  const watch = watches.find((one) => one.id === id);
  if (watch) return watch;
  const suggestions = closest(
    id,
    watches.map((one) => one.id),
  );
  console.error(`There is no watch ${quoted(id)}.${didYouMean(suggestions)}`);
  process.exit(1);
}
