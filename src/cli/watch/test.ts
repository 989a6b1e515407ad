import type { Command } from 'commander';
import { explainEvidence } from '../../alert/explanation.ts';
import { asOneLine } from '../../alert/text.ts';
import { counted } from '../../language/counted.ts';
import { createWatchIndex, type WatchIndex } from '../../match/index/watch-index.ts';
import { resolveAliases } from '../../match/query/aliases.ts';
import type { QueryNotice } from '../../match/query/error.ts';
import { printQuery } from '../../match/query/print.ts';
import type { Aliases, Evidence } from '../../model/watch.ts';
import { type HowFarFlags, withHowFarOptions } from '../archive/how-far.ts';
import type { GivenArticle } from '../article/article-line.ts';
import { articlesIn, FORMS_OF_FILES } from '../article/articles-in.ts';
import { configDirectory } from '../config/config-directory.ts';
import { configOrExit } from '../config/config-or-exit.ts';
import { hasDatabase, withDatabase } from '../shared/command-database.ts';
import { withConfigOption, withDataOption, withLimitOption } from '../shared/options.ts';
import { createOutput } from '../shared/output.ts';
import { headingOf, markOf, printable } from '../shared/terminal-text.ts';
import { type GivenQuery, type QueryFlags, queryOrExit, withQueryOptions } from './query-input.ts';
import { reportOf } from './query-report.ts';

const HELP = `
Errors and notices say where: line, column, and the query with a caret under the place. Aliases are those of the
configuration. The exit code is 0 when the query is good and all articles could be read.

Without a file, what the query would have caught is looked for in the archive, the articles that Wirewatch has read: story
by story, the latest first, with hits marked, how often that is, and which outlets and terms bring most. Articles that no
watch met are grouped by address and text alone. Where there is no archive yet, and with --no-archive, only the query is
checked.
${FORMS_OF_FILES}

With --json: a line {"ok":true,"query":"…","notices":[…]}, with the query as it is read, or {"ok":false,"errors":[…]};
then for each article a line {"id","matched","why":["…"],"evidence":{…}}, evidence being null where nothing matched. Of the
archive, a line for each story as \`wirewatch search --json\` has it for an article, with "articles", and a last line
{"stories","articles","from","perDay","verdict","outlets":[…],"terms":[…],"isWhole","end","looked","candidates","backTo",
"byIndex"}: where "end" is not "whole" but "sample" or "stopped" (Ctrl-C), all of it is of the articles read since "backTo".

Examples:
  wirewatch watch test 'Telegram NEAR/25 (@bka OR "user data")'
  wirewatch watch test 'Telegram NEAR/25 @bka' --since 30d
  wirewatch watch test 'Telegram NEAR/25 @bka' articles.jsonl story.txt
  wirewatch watch test 'privacy -cookie' - < articles.jsonl
  wirewatch watch test --dialect factiva 'telegram near5 police' --json`;

/** Stories listed unless told otherwise. */
const LIMIT = 20;

interface Flags extends QueryFlags, HowFarFlags {
  /** False: `--no-archive`. */
  archive: boolean;
  limit: number;
  json?: true;
  config?: string;
  data?: string;
}

/** `wirewatch watch test`: whether a query is good, how it is read, and what it finds in the archive or in files. */
export function addTestVerb(watch: Command): void {
  const command = withQueryOptions(withDataOption(withConfigOption(watch.command('test'))))
    .argument('<query>', 'in the watch language')
    .argument('[file...]', 'articles to look through instead of the archive');
  withHowFarOptions(withLimitOption(command, LIMIT))
    .option('--no-archive', 'look through no articles but those of files')
    .option('--json', 'print JSON, an object a line')
    .addHelpText('after', HELP)
    .action(async (query: string, files: string[], { data, ...flags }: Flags) => {
      const print = createOutput();
      const { aliases } = await configOrExit(configDirectory(flags.config));
      const given = { query, language: flags.language ?? null, dialect: flags.dialect ?? null };
      const { tree, notices } = queryOrExit(given, resolveAliases(aliases), flags.json ?? false);
      const read = printQuery(tree);
      if (flags.json) await print(JSON.stringify({ ok: true, query: read, notices }));
      else
        await print(
          [`read as: ${asOneLine(read)}`, ...newsIn(notices, read).map((one) => reportOf(query, one))].join('\n'),
        );
      const json = flags.json ?? false;
      if (files.length > 0) return tryOn(files, indexOf(given, aliases), print, json);
      const database = data === undefined ? {} : { data };
      if (!flags.archive || !(await hasDatabase(database))) return;
      const { testOnArchive } = await import('./test-archive.ts');
      await withDatabase(database, 'The archive could not be searched', (db) =>
        testOnArchive(db, { ...flags, query: given, aliases, json, print }),
      );
    });
}

/** Without the notice of a dialect that says how the query is read. */
function newsIn(notices: QueryNotice[], read: string): QueryNotice[] {
  return notices.filter(({ message }) => message !== `Read as: ${read}`);
}

const WATCH_ID = 'query';

/** @throws when the query is invalid. */
function indexOf(query: GivenQuery, aliases: Aliases): WatchIndex {
  const index = createWatchIndex(aliases);
  const added = index.add({ id: WATCH_ID, ...query });
  if (added.kind === 'invalid') throw new Error(added.errors.map((error) => error.message).join('; '));
  return index;
}

async function tryOn(files: string[], index: WatchIndex, print: (line: string) => Promise<void>, json: boolean) {
  let articles = 0;
  let found = 0;
  for await (const given of articlesIn(files, 'byName')) {
    if (given.kind === 'unreadable') {
      if (json) await print(JSON.stringify({ id: given.id, error: given.reason }));
      else console.error(printable(given.reason));
      continue;
    }
    const evidence = evidenceFor(given, index);
    articles += 1;
    if (evidence) found += 1;
    await print(json ? asJson(given, evidence) : asText(given, evidence));
  }
  if (!json) await print(`\n${found} of ${counted(articles, 'article matches', 'articles match')}`);
}

type Article = Extract<GivenArticle, { kind: 'article' }>;

/** @throws what the index failed with. */
function evidenceFor({ article }: Article, index: WatchIndex): Evidence | null {
  const [result] = index.match(article);
  if (result?.kind === 'failed') throw new Error(result.reason);
  return result?.evidence ?? null;
}

function asJson({ id }: Article, evidence: Evidence | null): string {
  return JSON.stringify({ id, matched: evidence !== null, why: evidence ? explainEvidence(evidence) : [], evidence });
}

function asText({ id, article }: Article, evidence: Evidence | null): string {
  const heading = `\n${markOf(evidence !== null)} ${headingOf(id, article)}`;
  if (!evidence) return heading;
  const [passage] = evidence.passages;
  const lines = [...(passage ? [passage.text] : []), ...explainEvidence(evidence)];
  return [heading, ...lines.map((line) => `    ${printable(line)}`)].join('\n');
}
