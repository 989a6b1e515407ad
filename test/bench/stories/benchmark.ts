import { type Command, InvalidArgumentError } from 'commander';
import { writeArticles } from '../match/corpus.ts';
import { createVocabulary } from '../match/vocabulary.ts';
import { measureFlood } from './flood.ts';
import { type Grouping, measureGrouping, measureParts } from './measure.ts';
import { formatStories } from './table.ts';

interface Options {
  sizes: number[];
  articles: number;
  flood: number;
  json?: true;
}

/** Stories whose signatures a window is made of. */
const KNOWN = 1_000;
/** Stories of a flood. */
const FLOODED = 100;

/** `bench stories`: ms of CPU to group an article, beside reading its page. */
export function addStoriesBenchmark(command: Command): void {
  command
    .description('ms of CPU to group an article into stories, beside reading its page')
    .option('--sizes <n,…>', 'numbers of stories in the window', readSizes, [1_000, 10_000, 100_000])
    .option('--articles <n>', 'articles grouped for each figure', readCount, 300)
    .option('--flood <n>', 'articles of a hundred stories that are grouped in a database; 0: none', readFlood, 2_000)
    .option('--json', 'print one JSON object')
    .addHelpText('after', '\nExample:\n  npm run bench -- stories --sizes 1000,100000')
    .action(runStoriesBenchmark);
}

async function runStoriesBenchmark({ sizes, articles: count, flood: flooded, json }: Options): Promise<void> {
  const vocabulary = createVocabulary(1);
  const known = writeArticles(vocabulary, { count: KNOWN, seed: 1, unseen: true });
  const articles = writeArticles(vocabulary, { count, seed: 2, unseen: true });
  const parts = await measureParts(articles);
  const groupings: Grouping[] = [];
  for (const size of sizes) {
    if (!json) console.error(`grouping against ${size.toLocaleString('en')} stories`);
    groupings.push(await measureGrouping(size, known, articles));
  }
  if (!json && flooded > 0) console.error(`a flood of ${flooded.toLocaleString('en')} articles`);
  const flood = flooded > 0 ? await measureFlood(known.slice(0, FLOODED), flooded) : null;
  console.log(json ? JSON.stringify({ sizes: groupings, parts, flood }) : formatStories(groupings, parts, flood));
}

function readSizes(text: string): number[] {
  return text.split(',').map(readCount);
}

function readFlood(text: string): number {
  return text === '0' ? 0 : readCount(text);
}

function readCount(text: string): number {
  const count = Number(text);
  if (!Number.isInteger(count) || count < 1) throw new InvalidArgumentError('A whole number from 1 up.');
  return count;
}
