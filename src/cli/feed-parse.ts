import { readFile, stat } from 'node:fs/promises';
import { availableParallelism } from 'node:os';
import type { Command } from 'commander';
import { z } from 'zod';
import { createFeedResolver, type FeedResolver } from '../feed/parse.ts';
import type { ResolvedFeed } from '../feed/resolved-feed.ts';
import { type Line, linesOf } from './lines.ts';
import { createOutput } from './output.ts';

/** Bytes of a file: as much as would be read from the network. */
const MAX_BYTES = 10_000_000;

/** Documents under way: enough for all threads while the first one is waited for. */
const AHEAD = 4;

/** What to read. */
interface Task {
  id: string | number | null;
  file: string;
  base: string | null;
  contentType: string | null;
}

/** What came of it: a line of output. */
type Answer = { id: Task['id'] } & ({ error: string } | ReturnType<typeof toJson>);

const TaskLine = z.object({
  id: z.union([z.string(), z.number()]),
  file: z.string().min(1),
  base: z.string().nullish(),
  contentType: z.string().nullish(),
});

/** `wirewatch feed parse FILE`, `wirewatch feed parse --jsonl`: what feed documents say, as JSON. */
export function addParseVerb(feed: Command): void {
  feed
    .command('parse [file]')
    .description('read a feed document from a file, whatever its format, and print what it says as JSON')
    .option('--base <url>', 'where the document came from; relative URLs are resolved against it')
    .option('--content-type <type>', 'the Content-Type it was served with')
    .option('--jsonl', 'read many: lines {"id","file","base"?,"contentType"?} on standard input, one line out for each')
    .option('--json', 'has no effect, since the output is JSON anyway')
    .addHelpText('after', HELP)
    .action(async (file: string | undefined, options: Options, command: Command) => {
      if ((file === undefined) === (options.jsonl === undefined)) command.error('error: name a file, or use --jsonl');
      const resolver = createFeedResolver({ threads: options.jsonl ? availableParallelism() : 1 });
      try {
        if (file === undefined) await answerLines(resolver);
        else await answerOne(resolver, file, options);
      } finally {
        await resolver.close();
      }
    });
}

interface Options {
  base?: string;
  contentType?: string;
  jsonl?: true;
}

const HELP = `
Output: {"title","link","language","items":[{"id","title","link","published","updated","authors","summary","content",
"categories","language","enclosures"}]}. Dates are ISO 8601, links absolute where --base or the document tells against
what, summary and content HTML where the feed has HTML. With --jsonl a line has its "id", too, or is {"id","error"}.

Examples:
  wirewatch feed parse feed.xml --base https://example.org/feed.xml
  wirewatch feed parse --jsonl < documents.jsonl`;

async function answerOne(resolver: FeedResolver, file: string, { base, contentType }: Options): Promise<void> {
  const answer = await answerTask(resolver, { id: null, file, base: base ?? null, contentType: contentType ?? null });
  if ('error' in answer) {
    console.error(`${file}: ${answer.error}`);
    process.exitCode = 1;
    return;
  }
  const { id: _, ...said } = answer;
  await createOutput()(JSON.stringify(said, null, 2));
}

/** In the order of the lines, several at a time. */
async function answerLines(resolver: FeedResolver): Promise<void> {
  const print = createOutput();
  const underWay: Promise<Answer>[] = [];
  const printFirst = async () => {
    const answer = await underWay.shift()!;
    if ('error' in answer) process.exitCode = 1;
    await print(JSON.stringify(answer));
  };
  for await (const line of linesOf(process.stdin)) {
    if (line.kind === 'line' && line.text.trim() === '') continue;
    underWay.push(answerLine(resolver, line));
    if (underWay.length > AHEAD * availableParallelism()) await printFirst();
  }
  while (underWay.length > 0) await printFirst();
}

async function answerLine(resolver: FeedResolver, line: Line): Promise<Answer> {
  if (line.kind === 'tooLong') return { id: null, error: `line ${line.number}: too long` };
  const task = readTask(line.text);
  if (!task) return { id: null, error: `line ${line.number}: not {"id","file","base"?,"contentType"?}` };
  return answerTask(resolver, task);
}

function readTask(text: string): Task | null {
  try {
    const { success, data } = TaskLine.safeParse(JSON.parse(text));
    return success ? { ...data, base: data.base ?? null, contentType: data.contentType ?? null } : null;
  } catch {
    return null;
  }
}

async function answerTask(resolver: FeedResolver, { id, file, base, contentType }: Task): Promise<Answer> {
  try {
    const { size } = await stat(file);
    if (size > MAX_BYTES) return { id, error: `larger than ${MAX_BYTES / 1_000_000} MB` };
    const reading = await resolver.resolve({ body: await readFile(file), contentType, url: base });
    return reading.kind === 'parsed' ? { id, ...toJson(reading.feed) } : { id, error: reading.reason };
  } catch (error) {
    if (!(error instanceof Error && 'syscall' in error)) throw error;
    return { id, error: `cannot be read (${(error as NodeJS.ErrnoException).code})` };
  }
}

/** The fixed form, and behind it what else is known. */
function toJson({ title, link, language, items }: ResolvedFeed) {
  return {
    title,
    link,
    language,
    items: items.map(({ id, published, updated, ...item }) => ({
      id,
      title: item.title,
      link: item.link,
      published: published?.toISOString() ?? null,
      updated: updated?.toISOString() ?? null,
      authors: item.authors,
      summary: item.summary,
      content: item.content,
      categories: item.categories,
      language: item.language,
      enclosures: item.enclosures,
    })),
  };
}
