import { join, resolve } from 'node:path';
import { setImmediate as pause } from 'node:timers/promises';
import { type Explanation, explain } from '../../match/evidence/explain.ts';
import { type ResolvedAliases, resolveAliases } from '../../match/query/aliases.ts';
import { parseQuery } from '../../match/query/parser.ts';
import type { ReadableArticle } from '../../match/text/fields.ts';
import type { Watch } from '../../model/watch.ts';
import type { OpenConfig } from '../open.ts';
import { type Problem, quoted } from '../problem.ts';
import { isMapping } from '../read/entries.ts';
import { explainTextless, type FileText } from '../read/read-text.ts';
import { articleOfExample, articleOfFile, articleOfPage, type TellLanguage } from './article.ts';
import { type Expectation, expectationsIn, MAX_EXAMPLE_BYTES, pathOfExample } from './examples.ts';

/** UTF-16 code units of the part of a query, and of the reason, that are told. */
const MAX_TOLD = 200;

/** The article of the page at an address; or why there is none, as a clause on one line. Never rejects for the page. */
export type ReadPage = (
  url: string,
) => Promise<{ kind: 'read'; article: ReadableArticle } | { kind: 'unread'; reason: string }>;

/** How examples are tried. */
export interface TrialOptions {
  tellLanguage: TellLanguage;
  /** Null: those with a `url` are passed over. */
  readPage: ReadPage | null;
  /** Whether the examples of the watch with this id are tried, asked before each; left out, all are. */
  isMeant?: ((watchId: string) => boolean) | undefined;
}

/** What came of it, each at the place of its example. */
export interface Trial {
  /** What watches do not do, with the part of the query that decides; and files that cannot be read. */
  unmet: Problem[];
  /** Pages that could not be had, of which nothing is known. */
  unchecked: Problem[];
}

/**
 * Tries the examples of a configuration, one after the other, and leaves the thread to others after each. Nothing comes of
 * a configuration that is wrong: it has other troubles. No disk is touched.
 *
 * The configuration is good whatever comes of it: `config check` ends with exit code 1, a running Wirewatch only warns.
 */
export async function tryExamples(open: OpenConfig, options: TrialOptions): Promise<Trial> {
  const { checked, sources } = open;
  const trial: Trial = { unmet: [], unchecked: [] };
  if (checked.kind === 'invalid') return trial;
  const watches = new Map(checked.config.watches.map((watch) => [watch.id, watch]));
  const aliases = resolveAliases(checked.config.aliases);
  const root = resolve(open.files.directory);
  const contents = new Map(open.files.files.map(({ path, content }) => [join(root, path), content]));

  for (const expectation of expectationsIn(sources)) {
    const { source, value } = expectation.watch;
    const watch = watches.get(String(value.id));
    if (!watch || options.isMeant?.(watch.id) === false) continue;
    const found = await articleFor(expectation, { root, contents, ...options });
    if (found === null) continue;
    const place = source.placeOf(expectation.path);
    if (found.kind === 'unread') trial.unchecked.push({ ...place, reason: found.reason });
    else {
      const reason = found.kind === 'none' ? found.reason : failureOf(expectation, watch, found.article, aliases);
      if (reason) trial.unmet.push({ ...place, reason });
    }
    await pause();
  }
  return trial;
}

/** What is unmet among texts and files, as {@link tryExamples} has it. Pages are passed over. */
export async function unmetExpectations(
  open: OpenConfig,
  tellLanguage: TellLanguage,
  isMeant?: (watchId: string) => boolean,
): Promise<Problem[]> {
  return (await tryExamples(open, { tellLanguage, readPage: null, isMeant })).unmet;
}

interface Ground extends TrialOptions {
  root: string;
  contents: Map<string, FileText>;
}

/** The article of an example, or why there is `none`, or why it is not known; null: it is not to be tried. */
type FoundArticle =
  | { kind: 'article'; article: ReadableArticle }
  | { kind: 'none'; reason: string }
  | { kind: 'unread'; reason: string }
  | null;

async function articleFor({ example, watch }: Expectation, ground: Ground): Promise<FoundArticle> {
  const { root, contents, tellLanguage, readPage } = ground;
  if (isMapping(example) && example.url !== undefined) {
    if (!readPage) return null;
    const page = await readPage(example.url);
    // The address is left out: a part of it may be a secret.
    if (page.kind === 'unread') return { kind: 'unread', reason: `The page could not be checked: ${page.reason}.` };
    return { kind: 'article', article: articleOfPage(page.article, example) };
  }
  if (!isMapping(example) || example.file === undefined)
    return { kind: 'article', article: await articleOfExample(example, tellLanguage) };
  const cannot = (why: string): FoundArticle => ({
    kind: 'none',
    reason: `Cannot read ${quoted(example.file!)}: ${why}.`,
  });
  const path = pathOfExample(example.file, resolve(watch.source.file), root);
  if (path === null) return cannot('it lies outside the configuration directory');
  const content = contents.get(path) ?? { kind: 'missing' };
  if (content.kind === 'too-large') return cannot(`larger than ${MAX_EXAMPLE_BYTES / 2 ** 20} MiB`);
  if (content.kind !== 'text') return cannot(explainTextless(content));
  const article = await articleOfFile(path, content.text, example, tellLanguage);
  return article ? { kind: 'article', article } : cannot('it holds no article');
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
