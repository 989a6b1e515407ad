import type { Command } from 'commander';
import type { Joined } from '../../pipeline/near-stories.ts';
import { readStory, type StoryArticle, type StoryEntry } from '../../store/views/stories.ts';
import { reasonsInWords } from '../../story/score/reasons.ts';
import { withDatabase } from '../shared/command-database.ts';
import { type Facts, factLines } from '../shared/facts.ts';
import { withDataOption } from '../shared/options.ts';
import { createOutput } from '../shared/output.ts';
import { printable } from '../shared/terminal-text.ts';

/** `wirewatch story show ID`: its articles, and why each is one of them. */
export function addShowVerb(story: Command): void {
  withDataOption(story.command('show <id>'))
    .description('show the articles of a story, and why each is one of them')
    .option('--json', 'print a JSON object')
    .addHelpText('after', '\nExample:\n  wirewatch story show 17')
    .action(async (given: string, { json, ...flags }: { json?: true; data?: string }) => {
      await withDatabase(flags, 'The story could not be shown', async (db) => {
        const found = /^[1-9]\d{0,15}$/.test(given) ? await readStory(db, Number(given)) : null;
        if (!found) {
          console.error(`There is no story ${printable(given)}.`);
          process.exitCode = 1;
          return;
        }
        const print = createOutput();
        if (json) await print(JSON.stringify({ ...found.entry, articles: found.articles }));
        else for (const line of describe(found.entry, found.articles)) await print(line);
      });
    });
}

function describe({ id, title, outlets, languages, watches }: StoryEntry, articles: StoryArticle[]): string[] {
  const facts: Facts = [
    ['story', String(id)],
    ['title', title],
    ['outlets', outlets.join(', ') || null],
    ['languages', languages.join(', ') || null],
    ['alerted', watches.join(', ') || null],
  ];
  const titles = new Map(articles.map((one) => [one.id, one.title]));
  return [...factLines(facts), ...articles.flatMap((one) => describeArticle(one, titles))];
}

/** A line with its title, one with where it stands, and one with why it joined. */
function describeArticle({ title, outlet, language, url, toldAt, joined }: StoryArticle, titles: Map<number, string>) {
  const details = [toldAt.toISOString(), outlet, language, url].flatMap((each) => (each === null ? [] : [each]));
  return [
    `article   ${printable(title)}`,
    `          ${details.map(printable).join(', ')}`,
    ...(joined === null ? [] : [`          ${printable(whyJoined(joined as Joined, titles))}`]),
  ];
}

function whyJoined({ article, reasons }: Joined, titles: Map<number, string>): string {
  return `same story as “${titles.get(article) ?? 'an article of it'}”: ${reasonsInWords(reasons)}`;
}
