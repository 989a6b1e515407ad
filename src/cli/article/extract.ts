import { availableParallelism } from 'node:os';
import { pathToFileURL } from 'node:url';
import type { Command } from 'commander';
import { z } from 'zod';
import { readHttpUrl } from '../../config/check/values.ts';
import type { Extraction } from '../../extract/extraction.ts';
import { createExtractor, type Extractor } from '../../extract/extractor.ts';
import { articleLanguage } from '../../extract/metadata/language.ts';
import { urlArgument } from '../feed/network.ts';
import { answerLines, type LineAnswer, TaskId } from '../shared/answer-lines.ts';
import { withConfigOption } from '../shared/options.ts';
import { createOutput } from '../shared/output.ts';
import { startProgressBesideLines } from '../shared/progress.ts';
import { printable } from '../shared/terminal-text.ts';
import { articleAsText } from './article-text.ts';
import { readPageFile } from './page-file.ts';
import { readPageAt } from './read-page.ts';

const TaskLine = z.object({ id: TaskId, file: z.string().min(1), url: z.string().nullish() });

const HELP = `
A page is fetched as Wirewatch fetches it: politely, from the addresses the configuration allows, and only where the
site's robots.txt lets it. A file may be gzipped. Exit code 1, with the reason, when there is no article to read.

With --json: {"title","authors","publishedAt","modifiedAt","language","canonicalUrl","outlet","image","tags","flags","text",
"source","places","headlines","brief"}, or {"error","flags"}. Dates are ISO 8601; the paragraphs of "text" are separated by
an empty line. "source" is what the text was read with (linkedom, jsdom, json-ld, description), "places" where each field
stood, "headlines" what else the page calls the article and where. With --jsonl a line has its "id", too, or is
{"id","error","flags"}.

Examples:
  wirewatch extract https://example.org/2026/11/24/market-hall
  wirewatch extract page.html --url https://example.org/2026/11/24/market-hall --json
  wirewatch extract --jsonl < pages.jsonl > articles.jsonl`;

interface Options {
  url?: string;
  config?: string;
  json?: true;
  jsonl?: true;
}

/** `wirewatch extract URL|FILE`, `wirewatch extract --jsonl`: the article of a page, as Wirewatch reads it. */
export function addExtractVerb(program: Command): void {
  withConfigOption(program.command('extract [page]'))
    .option('--url <url>', 'address the page of a file came from', urlArgument)
    .option('--json', 'print one JSON object')
    .option('--jsonl', 'read many: lines {"id","file","url"} on standard input, one line out for each')
    .addHelpText('after', HELP)
    .action(async (page: string | undefined, options: Options, command: Command) => {
      if ((page === undefined) === (options.jsonl === undefined)) command.error('error: name a page, or use --jsonl');
      const extractor = createExtractor({ threads: options.jsonl ? availableParallelism() : 1 });
      try {
        if (page === undefined) await extractLines(extractor);
        else await extractOne(extractor, page, options);
      } finally {
        await extractor.close();
      }
    });
}

async function extractLines(extractor: Extractor): Promise<void> {
  const progress = startProgressBesideLines('pages');
  await answerLines({
    task: TaskLine,
    form: '{"id","file","url"?}',
    answer: async ({ file, url }) => asJson(await readFileAt(extractor, file, url ?? null)),
    onProgress: (done, read) => progress?.update(done, read),
  });
  progress?.end();
}

async function extractOne(extractor: Extractor, page: string, options: Options): Promise<void> {
  const address = readHttpUrl(page);
  const extraction =
    address.kind === 'refused'
      ? await readFileAt(extractor, page, options.url ?? null)
      : await readPageAt(extractor, address.value, options.config);
  const print = createOutput();
  const answer = await asJson(extraction);
  if (options.json) await print(JSON.stringify(answer, null, 2));
  else if (extraction.kind === 'read') await print(articleAsText(extraction));
  else console.error(`${printable(page)}: ${printable(extraction.reason)}`);
  if (extraction.kind === 'unreadable') process.exitCode = 1;
}

/** @param url Where the page came from; its file stands for it, so that nothing of it looks like an article's address. */
async function readFileAt(extractor: Extractor, file: string, url: string | null): Promise<Extraction> {
  const page = await readPageFile(file);
  if (page.kind === 'refused') return { kind: 'unreadable', reason: page.reason, flags: [] };
  return extractor.extract({ html: page.html, contentType: null, url: url ?? pathToFileURL(file).href });
}

/** The fixed form, and behind it what else is known. */
async function asJson(extraction: Extraction): Promise<LineAnswer> {
  if (extraction.kind === 'unreadable') return { error: extraction.reason, flags: extraction.flags };
  const { article, brief } = extraction;
  return {
    title: article.title,
    authors: article.authors,
    publishedAt: article.publishedAt?.toISOString() ?? null,
    modifiedAt: article.modifiedAt?.toISOString() ?? null,
    language: await articleLanguage({
      page: article.language,
      feed: null,
      text: `${article.title}\n\n${article.text}`,
    }),
    canonicalUrl: article.canonicalUrl,
    outlet: article.outlet,
    image: article.image,
    tags: article.tags,
    flags: article.flags,
    text: article.text,
    source: article.places.text,
    places: article.places,
    headlines: article.headlines,
    brief,
  };
}
