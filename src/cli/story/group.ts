import type { Command } from 'commander';
import { addressKey } from '../../net/address-key.ts';
import { createMemoryNeighbourhood } from '../../story/memory/neighbourhood.ts';
import { createMemoryStories } from '../../story/memory/stories.ts';
import { MODEL } from '../../story/score/weights.ts';
import { type Signature, signatureOf } from '../../story/signature.ts';
import { plausibleTime } from '../../story/window.ts';
import type { ArticleId, GivenArticle } from '../article/article-line.ts';
import { articlesIn, STANDARD_INPUT } from '../article/articles-in.ts';
import { createOutput } from '../shared/output.ts';

const HELP = `
Each line of the input is an article, a JSON object, in the order of time; all but id may be missing or null:
  {"id":"a1","title":"…","text":"…","url":"https://…","language":"de","publishedAt":"2026-11-05T09:30:00Z"}
A language that is missing, or that the letters of the text contradict, is found out from the text.

When the input ends, each is answered with a line of its own, in the order read:
  {"id":"a1","story":"a1"}

A story is called by the id of its first article. Copies, rewrites and translations of a report are one story.

A line that is no article is answered with {"id":null,"error":"line 3: …"}, and the exit code is 1 in the end.

Examples:
  wirewatch story group --jsonl < articles.jsonl
  wirewatch story group --jsonl --input articles.jsonl | jq -r .story | sort | uniq -c`;

/** What is answered for a line: an article that takes part, or why there is none. */
type Line = { id: ArticleId; signature: Signature; address: string | null } | { id: ArticleId | null; error: string };

/** `wirewatch story group`: articles on standard input, the story of each on standard output. */
export function addGroupVerb(story: Command): void {
  story
    .command('group')
    .option('--jsonl', 'JSON lines are read and printed with or without it')
    .option('--json', 'the same')
    .option('--input <file>', 'read the articles from a file instead of from standard input')
    .addHelpText('after', HELP)
    .action(async ({ input }: { input?: string }) => {
      const print = createOutput();
      const lines: Line[] = [];
      const now = new Date();
      for await (const given of articlesIn([input ?? STANDARD_INPUT], 'lines')) lines.push(lineOf(given, now));
      for (const answer of grouped(lines)) await print(JSON.stringify(answer));
    });
}

function lineOf(given: GivenArticle, now: Date): Line {
  if (given.kind === 'unreadable') return { id: given.id, error: given.reason };
  const { id, article, canonicalUrl } = given;
  const { title, text, url, language } = article;
  const publishedAt = plausibleTime(given.publishedAt, now);
  const address = canonicalUrl && addressKey(canonicalUrl);
  return { id, address, signature: signatureOf({ title, text, url: url ?? null, language, publishedAt }) };
}

function grouped(lines: readonly Line[]): object[] {
  const articles = lines.filter((line) => 'signature' in line);
  const neighbourhood = createMemoryNeighbourhood<number>();
  // What is rare is known before the first is grouped, as it is from the articles of the days before where Wirewatch runs.
  for (const { signature } of articles) neighbourhood.count(signature);
  const stories = createMemoryStories(neighbourhood, MODEL);
  for (const article of articles) stories.add(article);
  const story = new Map(stories.all().map((first, at) => [articles[at]!, String(articles[first]!.id)]));
  return lines.map((line) => ('error' in line ? line : { id: line.id, story: story.get(line) }));
}
