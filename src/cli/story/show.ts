import type { Command } from 'commander';
import type { Joined } from '../../pipeline/near-stories.ts';
import { readStory, type StoryArticle, type StoryView } from '../../store/views/stories.ts';
import { reasonsInWords } from '../../story/score/reasons.ts';
import { withDatabase } from '../shared/command-database.ts';
import { factLines } from '../shared/facts.ts';
import { withDataOption } from '../shared/options.ts';
import { createOutput } from '../shared/output.ts';
import { printable } from '../shared/terminal-text.ts';
import { isId } from './ids.ts';
import { storyAsJson, storyFacts } from './story-text.ts';

/** `wirewatch story show ID`: its articles, and why each is one of them. */
export function addShowVerb(story: Command): void {
  withDataOption(story.command('show <id>'))
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
        if (json) await print(JSON.stringify(storyAsJson(found)));
        else for (const line of describe(found)) await print(line);
      });
    });
}

function describe(story: StoryView): string[] {
  const { entry, articles } = story;
  const titles = new Map(articles.map((one) => [one.id, one.title]));
  const more = entry.articles - articles.length;
  return [
    ...factLines([
      ...storyFacts(story),
      ['title', entry.title],
      ['languages', entry.languages.join(', ') || null],
      ['alerted', entry.watches.join(', ') || null],
    ]),
    ...articles.flatMap((one) => describeArticle(one, titles)),
    ...(more > 0 ? [`          and ${more} more`] : []),
  ];
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
