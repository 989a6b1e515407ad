import type { Command } from 'commander';
import { explainEvidence } from '../../alert/explanation.ts';
import { asOneLine } from '../../alert/text.ts';
import { type ArticleView, readArticle } from '../../store/views/articles.ts';
import { readStory, type StoryView } from '../../store/views/stories.ts';
import { withDatabase } from '../shared/command-database.ts';
import { type Facts, factLines } from '../shared/facts.ts';
import { withDataOption } from '../shared/options.ts';
import { createOutput } from '../shared/output.ts';
import { storyAsJson, storyFacts } from '../story/story-text.ts';
import { chooseArticle } from './chosen-article.ts';

/** `wirewatch article show ID|URL`: what was read, and what became of it. */
export function addShowVerb(article: Command): void {
  withDataOption(article.command('show'))
    .argument('<article>', 'its id, or its address')
    .option('--json', 'print a JSON object')
    .addHelpText(
      'after',
      `
An id is a whole number, as messages, story show and article list have it. An address may be one with parameters that only
count visitors, or one that wraps it, as in mails.

Examples:
  wirewatch article show 204
  wirewatch article show https://www.spiegel.de/a-1.html --json`,
    )
    .action(async (given: string, { json, ...flags }: { json?: true; data?: string }) => {
      await withDatabase(flags, 'The article could not be shown', async (db) => {
        const chosen = await chooseArticle(db, given);
        if (chosen.kind === 'refused') {
          console.error(chosen.reason);
          process.exitCode = 1;
          return;
        }
        const found = await readArticle(db, chosen.id);
        if (!found) throw new Error(`article ${chosen.id} has just gone`);
        const story = await readStory(db, found.storyId);
        const print = createOutput();
        if (json) await print(JSON.stringify(asJson(found, story)));
        else for (const line of describe(found, story)) await print(line);
      });
    });
}

function asJson({ matches, ...article }: ArticleView, story: StoryView | null): object {
  return {
    ...article,
    matches: matches.map((match) => ({ ...match, why: explainEvidence(match.evidence) })),
    story: story && storyAsJson(story),
  };
}

/** Its facts, what it met and why, how its story stands, and its text, a paragraph a line. */
function describe(article: ArticleView, story: StoryView | null): string[] {
  const paragraphs = article.text.split('\n').map((line) => asOneLine(line).trim());
  return [
    ...factLines([...factsOf(article), ...metBy(article), ...(story ? storyFacts(story) : [])]),
    '',
    ...paragraphs.filter(Boolean),
  ];
}

function factsOf(article: ArticleView): Facts {
  const { id, title, url, canonicalUrl, outlet, authors, language, country, tags, source, flags } = article;
  const list = (values: string[]) => values.join(', ') || null;
  return [
    ['article', String(id)],
    ['title', title],
    ['link', url],
    ['address', canonicalUrl === url ? null : canonicalUrl],
    ['outlet', outlet],
    ['authors', list(authors)],
    ['language', language],
    ['country', country],
    ['tags', list(tags)],
    ['published', article.publishedAt?.toISOString() ?? null],
    ['read', article.readAt.toISOString()],
    ['text of', source],
    ['remarks', list(flags.map((flag) => flag.replaceAll('_', ' ')))],
    ...article.sightings.map(({ feedId, seenAt }): Facts[number] => [
      'feed',
      `${feedId}, seen ${seenAt.toISOString()}`,
    ]),
  ];
}

function metBy({ matches }: ArticleView): Facts {
  if (matches.length === 0) return [['watches', 'none was met']];
  return matches.flatMap(({ watchId, evidence, alertId }) => [
    ['watch', `${watchId}, ${alertId === null ? 'no alert: its story had alerted it before' : `alert ${alertId}`}`],
    ...explainEvidence(evidence).map((reason): Facts[number] => ['', reason]),
  ]);
}
