import { readFile, stat } from 'node:fs/promises';
import { availableParallelism } from 'node:os';
import type { Command } from 'commander';
import { z } from 'zod';
import type { ResolvedFeed } from '../../feed/cleaning/resolved-feed.ts';
import { createFeedResolver, type FeedResolver } from '../../feed/readers/parse.ts';
import { answerLines, type LineAnswer, TaskId } from '../shared/answer-lines.ts';
import { createOutput } from '../shared/output.ts';

/** Bytes of a file: as much as would be read from the network. */
const MAX_BYTES = 10_000_000;

const TaskLine = z.object({
  id: TaskId,
  file: z.string().min(1),
  base: z.string().nullish(),
  contentType: z.string().nullish(),
});

/** A document in a file, and what is known of where it came from. */
type Document = Omit<z.output<typeof TaskLine>, 'id'>;

/** `wirewatch feed parse FILE`, `wirewatch feed parse --jsonl`: what feed documents say, as JSON. */
export function addParseVerb(feed: Command): void {
  feed
    .command('parse [file]')
    .option('--base <url>', 'where the document came from; relative URLs are resolved against it')
    .option('--content-type <type>', 'the Content-Type it was served with')
    .option('--jsonl', 'read many: lines {"id","file","base"?,"contentType"?} on standard input, one line out for each')
    .option('--json', 'has no effect, since the output is JSON anyway')
    .addHelpText('after', HELP)
    .action(async (file: string | undefined, options: Options, command: Command) => {
      if ((file === undefined) === (options.jsonl === undefined)) command.error('error: name a file, or use --jsonl');
      const resolver = createFeedResolver({ threads: options.jsonl ? availableParallelism() : 1 });
      try {
        if (file !== undefined) await answerOne(resolver, { file, ...options });
        else {
          const form = '{"id","file","base"?,"contentType"?}';
          await answerLines({ task: TaskLine, form, answer: (task) => readDocument(resolver, task) });
        }
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

async function answerOne(resolver: FeedResolver, document: Document): Promise<void> {
  const said = await readDocument(resolver, document);
  if ('error' in said) {
    console.error(`${document.file}: ${said.error}`);
    process.exitCode = 1;
    return;
  }
  await createOutput()(JSON.stringify(said, null, 2));
}

async function readDocument(resolver: FeedResolver, { file, base, contentType }: Document): Promise<LineAnswer> {
  try {
    const { size } = await stat(file);
    if (size > MAX_BYTES) return { error: `larger than ${MAX_BYTES / 1_000_000} MB` };
    const given = { body: await readFile(file), contentType: contentType ?? null, url: base ?? null };
    const reading = await resolver.resolve(given);
    return reading.kind === 'parsed' ? toJson(reading.feed) : { error: reading.reason };
  } catch (error) {
    if (!(error instanceof Error && 'syscall' in error)) throw error;
    return { error: `cannot be read (${(error as NodeJS.ErrnoException).code})` };
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
