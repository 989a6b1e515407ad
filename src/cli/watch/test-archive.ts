import { createCatch } from '../../archive/catch.ts';
import { rateOf } from '../../archive/rate.ts';
import { searchArchive } from '../../archive/search.ts';
import { ARCHIVE_VERSION } from '../../archive/tokens.ts';
import { counted } from '../../language/counted.ts';
import type { Aliases } from '../../model/watch.ts';
import { archiveState } from '../../store/archive/lookup.ts';
import type { Database } from '../../store/database.ts';
import { foundRecord } from '../archive/archived-article.ts';
import { storyText, summaryText } from '../archive/catch-text.ts';
import { endRecord, type HowFarFlags, howFar, sampleNote } from '../archive/how-far.ts';
import { INTERRUPTED, stopAtInterrupt } from '../shared/interrupt.ts';
import { startProgress } from '../shared/progress.ts';
import type { GivenQuery } from './query-input.ts';

/** ms that a test goes back unless told otherwise. */
const SINCE_MS = 14 * 86_400_000;

/** How the catch is shown. */
export interface ArchiveTest extends HowFarFlags {
  query: GivenQuery;
  aliases: Aliases;
  /** Stories listed at most; all are counted. */
  limit: number;
  json: boolean;
  print: (line: string) => Promise<void>;
}

/** Lists what a query would have caught, story by story, and says how often that is, and what brings most of it. */
export async function testOnArchive(db: Database, test: ArchiveTest): Promise<void> {
  const { query, aliases, limit, json, print } = test;
  const { since, lookAt } = howFar({ ...test, since: test.since ?? SINCE_MS });
  const caught = createCatch();
  const progress = startProgress('looking through articles');
  const results = searchArchive(db, {
    watches: [{ id: 'query', ...query }],
    aliases,
    since,
    lookAt,
    signal: stopAtInterrupt(),
    onProgress: ({ looked, candidates }) => progress.update(looked, candidates),
  });
  let next = await results.next();
  for (; !next.done; next = await results.next()) caught.add(next.value);
  progress.end();
  const come = next.value;
  const isWhole = come.end === 'whole';
  // Of a part, what is said of the whole is said of the time that the part is of.
  const { articles, firstReadAt } = await archiveState(
    db,
    ARCHIVE_VERSION,
    isWhole ? since : (come.backTo ?? new Date()),
  );
  const from = (isWhole ? firstReadAt : come.backTo) ?? new Date();
  const spanMs = Date.now() - from.getTime();
  const rate = rateOf(caught.stories().length, spanMs);
  const stories = caught.stories();
  for (const story of stories.slice(0, limit)) {
    if (json) await print(JSON.stringify({ ...foundRecord(story.latest), articles: story.articles }));
    else await print(`\n${storyText(story)}`);
  }
  if (json) {
    const { outlets, terms } = { outlets: caught.outlets(), terms: caught.terms() };
    await print(
      JSON.stringify({ stories: stories.length, articles, from, ...rate, outlets, terms, ...endRecord(come) }),
    );
  } else {
    if (stories.length > limit) await print(`\nand ${stories.length - limit} more; --limit lists more`);
    await print(`\n${summaryText(caught, { articles, span: daysOf(spanMs), rate })}`);
    const note = sampleNote(come);
    if (note) console.error(note);
  }
  if (come.end === 'stopped') process.exitCode = INTERRUPTED;
}

function daysOf(ms: number): string {
  const hours = Math.round(ms / 3_600_000);
  if (hours < 48) return counted(hours, 'hour');
  return counted(Math.round(hours / 24), 'day');
}
