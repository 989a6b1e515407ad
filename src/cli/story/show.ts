import type { Command } from 'commander';
import type { Joined } from '../../pipeline/near-stories.ts';
import { readStory, type StoryArticle, type StoryView } from '../../store/views/stories.ts';
import { originOf } from '../../story/origin.ts';
import { reasonsInWords } from '../../story/score/reasons.ts';
import { withDatabase } from '../shared/command-database.ts';
import { type Facts, factLines } from '../shared/facts.ts';
import { withDataOption } from '../shared/options.ts';
import { createOutput } from '../shared/output.ts';
import { printable } from '../shared/terminal-text.ts';
import { isId } from './ids.ts';

/** `wirewatch story show ID`: its articles, and why each is one of them. */
export function addShowVerb(story: Command): void {
  withDataOption(story.command('show <id>'))
    .description('show the articles of a story, and why each is one of them')
    .option('--json', 'print a JSON object')
    .addHelpText('after', '\nExample:\n  wirewatch story show 17')
    .action(async (given: string, { json, ...flags }: { json?: true; data?: string }) => {
      await withDatabase(flags, 'The story could not be shown', async (db) => {
        const found = isId(given) ? await readStory(db, Number(given)) : null;
        if (!found) {
          console.error(`There is no story ${printable(given)}.`);
          process.exitCode = 1;
          return;
        }
        const print = createOutput();
        if (json) await print(JSON.stringify(asJson(found)));
        else for (const line of describe(found)) await print(line);
      });
    });
}

function asJson(story: StoryView) {
  const { entry, continues, apart, articles } = story;
  const { earliest, original } = originOf(articles);
  return {
    ...entry,
    continues,
    apart,
    earliest: earliest.id,
    original: original.id,
    articles: articles.map(({ text, isWhole, ...shown }) => shown),
  };
}

function describe(story: StoryView): string[] {
  const { entry, continues, apart, articles } = story;
  const { id, title, outlets, languages, watches } = entry;
  const { earliest, original } = originOf(articles);
  const facts: Facts = [
    ['story', String(id)],
    ['title', title],
    ['outlets', outlets.join(', ') || null],
    ['languages', languages.join(', ') || null],
    ['alerted', watches.join(', ') || null],
    ['continues', continues === null ? null : `story ${continues}`],
    ['apart', apart.length === 0 ? null : `from ${apart.map((other) => `story ${other}`).join(', ')}, by hand`],
    ['first', articles.length < 2 ? null : nameOf(earliest)],
    ['original', articles.length < 2 ? null : `looks like ${nameOf(original)}`],
  ];
  const titles = new Map(articles.map((one) => [one.id, one.title]));
  const more = entry.articles - articles.length;
  return [
    ...factLines(facts),
    ...articles.flatMap((one) => describeArticle(one, titles)),
    ...(more > 0 ? [`          and ${more} more`] : []),
  ];
}

function nameOf({ id, outlet }: StoryArticle): string {
  return outlet === null ? `article ${id}` : `article ${id}, ${outlet}`;
}

/** A line with id and title, one with where it stands, and one with why it joined. */
function describeArticle(article: StoryArticle, titles: Map<number, string>) {
  const { id, title, outlet, language, url, toldAt, joined } = article;
  const details = [toldAt.toISOString(), outlet, language, url].flatMap((each) => (each === null ? [] : [each]));
  return [
    `article   ${id}  ${printable(title)}`,
    `          ${details.map(printable).join(', ')}`,
    ...(joined === null ? [] : [`          ${printable(whyJoined(joined as Joined, titles))}`]),
  ];
}

function whyJoined({ article, reasons }: Joined, titles: Map<number, string>): string {
  return `same story as “${titles.get(article) ?? 'an article of it'}”: ${reasonsInWords(reasons)}`;
}
