import { join, resolve } from 'node:path';
import { type Explanation, explain } from '../../match/evidence/explain.ts';
import { type ResolvedAliases, resolveAliases } from '../../match/query/aliases.ts';
import { parseQuery } from '../../match/query/parser.ts';
import type { ReadableArticle } from '../../match/text/fields.ts';
import type { Watch } from '../../model/watch.ts';
import type { OpenConfig } from '../open.ts';
import { type Problem, quoted } from '../problem.ts';
import { isMapping } from '../read/entries.ts';
import { explainTextless, type FileText } from '../read/read-text.ts';
import { articleOfExample, articleOfFile, type TellLanguage } from './article.ts';
import { type Expectation, expectationsIn, MAX_EXAMPLE_BYTES, pathOfExample } from './examples.ts';

/** UTF-16 code units of the part of a query, and of the reason, that are told. */
const MAX_TOLD = 200;

/**
 * What the watches of a configuration expect and do not do, each at the place of its example with the part of the query
 * that decides; and examples that cannot be read. Empty for a configuration that is wrong: it has other troubles. No disk
 * is touched.
 *
 * The configuration is good without: `config check` ends with exit code 1, a running Wirewatch is only to warn.
 */
export async function unmetExpectations(open: OpenConfig, tellLanguage: TellLanguage): Promise<Problem[]> {
  const { checked, sources } = open;
  if (checked.kind === 'invalid') return [];
  const watches = new Map(checked.config.watches.map((watch) => [watch.id, watch]));
  const aliases = resolveAliases(checked.config.aliases);
  const root = resolve(open.files.directory);
  const contents = new Map(open.files.files.map(({ path, content }) => [join(root, path), content]));

  const unmet: Problem[] = [];
  for (const expectation of expectationsIn(sources)) {
    const watch = watches.get(String(expectation.watch.value.id));
    const article = await articleFor(expectation, { root, contents, tellLanguage });
    const reason = typeof article === 'string' ? article : watch && failureOf(expectation, watch, article, aliases);
    if (reason) unmet.push({ ...expectation.watch.source.placeOf(expectation.path), reason });
  }
  return unmet;
}

interface Ground {
  root: string;
  contents: Map<string, FileText>;
  tellLanguage: TellLanguage;
}

/** The article of an example, or why there is none. */
async function articleFor({ example, watch }: Expectation, ground: Ground): Promise<ReadableArticle | string> {
  const { root, contents, tellLanguage } = ground;
  if (!isMapping(example) || example.file === undefined) return articleOfExample(example, tellLanguage);
  const cannot = (why: string) => `Cannot read ${quoted(example.file!)}: ${why}.`;
  const path = pathOfExample(example.file, resolve(watch.source.file), root);
  if (path === null) return cannot('it lies outside the configuration directory');
  const content = contents.get(path) ?? { kind: 'missing' };
  if (content.kind === 'too-large') return cannot(`larger than ${MAX_EXAMPLE_BYTES / 2 ** 20} MiB`);
  if (content.kind !== 'text') return cannot(explainTextless(content));
  return (await articleOfFile(path, content.text, example, tellLanguage)) ?? cannot('it holds no article');
}

function failureOf(
  { mustMatch }: Expectation,
  watch: Watch,
  article: ReadableArticle,
  aliases: ResolvedAliases,
): string | null {
  const parsed = parseQuery(watch.query, watch.dialect);
  if (parsed.kind === 'invalid') return null;
  const explanation = explain(parsed.tree, article, aliases, watch.language);
  if (explanation.holds === mustMatch) return null;
  const { query, reason, hints } = mustMatch ? decisive(explanation) : explanation;
  const hint = mustMatch && hints[0] ? ` (${onLine(hints[0].message)})` : '';
  const said = mustMatch ? 'must match this, and does not' : 'must not match this, and does';
  return `The watch ${quoted(watch.id)} ${said}: ${onLine(query)}: ${onLine(reason)}${hint}.`;
}

/** The innermost part that failed and whose failing decided. */
function decisive(explanation: Explanation): Explanation {
  const failed = explanation.operands.filter(({ holds }) => !holds);
  const [first] = failed;
  const isAlone = first !== undefined && (failed.length === 1 || failed.length < explanation.operands.length);
  // Of an OR nothing holds: none of its parts is to blame more than another.
  return isAlone ? decisive(first) : explanation;
}

function onLine(text: string): string {
  const line = text
    .replace(/\s+/g, ' ')
    .replace(/\p{Cc}/gu, '')
    .trim();
  return line.length > MAX_TOLD ? `${line.slice(0, MAX_TOLD - 1)}…` : line;
}
