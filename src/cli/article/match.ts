import type { Command } from 'commander';
import { isMetInText } from '../../match/evidence/evidence.ts';
import { indexWatches, type WatchIndex, type WatchResult } from '../../match/index/watch-index.ts';
import type { ReadableArticle } from '../../match/text/fields.ts';
import type { Match } from '../../model/watch.ts';
import { type KnownAliases, knownAliases } from '../../story/features/aliases.ts';
import { storyKeys } from '../../story/fingerprint.ts';
import { signatureOf } from '../../story/signature.ts';
import { keysOfWords } from '../../story/watch-keys.ts';
import { plausibleTime } from '../../story/window.ts';
import { configDirectory } from '../config/config-directory.ts';
import { configOrExit } from '../config/config-or-exit.ts';
import { withConfigOption } from '../shared/options.ts';
import { createOutput } from '../shared/output.ts';
import type { GivenArticle } from './article-line.ts';
import { articlesIn, STANDARD_INPUT } from './articles-in.ts';
import { createStories, type Stories } from './stories.ts';

const HELP = `
Each line of the input is an article, a JSON object; all but id may be missing or null, and what else it holds is passed
over:
  {"id":"a1","title":"…","text":"…","url":"https://…","language":"de","publishedAt":"2026-11-05T09:30:00Z"}
Also looked at: headlines (others than the title: a list of texts), outlet (or source), authors, country, tags. A language that is missing, or that the letters of the text
contradict, is found out from the text.

Each is answered with a line of its own, in order and at once:
  {"id":"a1","watches":["telegram-user-data"],"story":"a1"}

Articles with the same address or the same text tell one story, which is called by the id of its first article; so do, where
they satisfy a watch, copies, cuts, rewrites and translations. The same text under another headline of the same outlet is
another story where a headline alone matched. An answer says what was known by then: a later article can show that two
stories are one, and then has the id of the older.

A line that is no article is answered with {"id":null,"error":"line 3: …"}, and the exit code is 1 in the end.

Examples:
  wirewatch match --config config < articles.jsonl
  wirewatch match --input articles.jsonl --evidence | jq .matches`;

/** `wirewatch match`: articles on standard input, the watches each satisfies and its story on standard output. */
export function addMatchVerb(program: Command): void {
  withConfigOption(program.command('match'))
    .option('--input <file>', 'read the articles from a file instead of from standard input')
    .option('--evidence', 'add the evidence of each match: "matches":[{"watch":"…","evidence":{…}}]')
    .option('--json', 'JSON lines are printed with or without it')
    .addHelpText('after', HELP)
    .action(async ({ config, input, evidence }: { config?: string; input?: string; evidence?: true }) => {
      const print = createOutput();
      const { watches, aliases } = await configOrExit(configDirectory(config));
      const run: Run = {
        index: indexWatches(watches, aliases),
        aliases: knownAliases(aliases),
        stories: createStories(),
        now: new Date(),
      };
      for await (const given of articlesIn([input ?? STANDARD_INPUT], 'lines')) {
        await print(JSON.stringify(answer(given, run, evidence ?? false)));
      }
    });
}

/** What is held from line to line. */
interface Run {
  index: WatchIndex;
  aliases: KnownAliases;
  stories: Stories;
  now: Date;
}

function answer(given: GivenArticle, run: Run, withEvidence: boolean): object {
  if (given.kind === 'unreadable') return { id: given.id, error: given.reason };
  const { id, article, canonicalUrl } = given;
  const matches = matched(run.index.match(article), given.id);
  const matchedInText = matches.some(({ evidence }) => isMetInText(evidence));
  const keys = storyKeys({ canonicalUrl, text: article.text }, { matchedInText });
  const signing = matches.length === 0 ? null : sign(given, matches, matchedInText, run);
  const told = { id: String(id), title: article.title, source: sourceOf(article), keys, matches, signing };
  return {
    id,
    watches: matches.map(({ watchId }) => watchId),
    story: run.stories.add(told),
    ...(withEvidence && { matches: matches.map(({ watchId, evidence }) => ({ watch: watchId, evidence })) }),
  };
}

/** Where a headline alone matched, the text may be a wall's, which stands in the place of many: it does not count. */
function sign(
  { article, publishedAt }: Extract<GivenArticle, { kind: 'article' }>,
  matches: Match[],
  matchedInText: boolean,
  { aliases, now }: Run,
) {
  const { title, text, url, language } = article;
  const words = matches.flatMap(({ evidence }) => evidence.hits.map(({ surface }) => surface));
  return {
    signature: signatureOf(
      {
        title,
        text: matchedInText ? text : '',
        url: url ?? null,
        language,
        publishedAt: plausibleTime(publishedAt, now),
      },
      aliases,
    ),
    ofWatch: keysOfWords(words, language, aliases),
  };
}

/** Whose headlines are compared: the outlet, else the host. */
function sourceOf({ outlet, url }: ReadableArticle): string | null {
  return outlet ?? (url ? (URL.parse(url)?.hostname ?? null) : null);
}

/** The matches; a watch that failed at this article is told on standard error, and the others' results stand. */
function matched(results: WatchResult[], id: GivenArticle['id']): Match[] {
  return results.flatMap((result) => {
    if (result.kind === 'matched') return [{ watchId: result.watchId, evidence: result.evidence }];
    console.error(`The watch ${result.watchId} failed at the article ${JSON.stringify(id)}: ${result.reason}`);
    process.exitCode = 1;
    return [];
  });
}
