import type { Command } from 'commander';
import { counted } from '../../language/counted.ts';
import { createLogger } from '../../log.ts';
import { KEPT_AT_LEAST_MS, keepRetention, type Round } from '../../pipeline/retention.ts';
import type { Running } from '../../running.ts';
import { type Database, openDatabase } from '../../store/database.ts';
import { type Foreseen, foresee } from '../../store/retention/foresee.ts';
import { storedBytes } from '../../store/retention/size.ts';
import { configDirectory } from '../config/config-directory.ts';
import { whatRuns } from '../config/what-runs.ts';
import { sizeOf } from '../shared/amounts.ts';
import { withDatabase } from '../shared/command-database.ts';
import { withConfigOption, withDataOption } from '../shared/options.ts';
import { createOutput } from '../shared/output.ts';

interface Options {
  dryRun?: true;
  json?: true;
  config?: string;
  data?: string;
}

/** What is wanted, what there is, and what goes for it. */
interface Report {
  wanted: Running['retention'];
  stored: number;
  forgotten: Pick<Foreseen, 'stories' | 'articles' | 'feedItems'> & Partial<Foreseen>;
}

/** `wirewatch retention`: forgets now what upkeep would forget bit by bit, or says what that is. */
export function addRetentionVerb(program: Command): void {
  withDataOption(withConfigOption(program.command('retention')))
    .option('--dry-run', 'say what would be forgotten, and forget nothing')
    .option('--json', 'print a JSON object')
    .addHelpText(
      'after',
      '\nWirewatch does so by itself, bit by bit, while it runs.' +
        '\n\nExamples:\n  wirewatch retention --dry-run\n  wirewatch retention --config config --json',
    )
    .action(async ({ dryRun, json, ...flags }: Options) => {
      await withDatabase(
        flags,
        dryRun ? 'What would be forgotten could not be told' : 'Old articles could not be forgotten',
        async (db, url) => {
          const running = await whatRuns(db, configDirectory(flags.config));
          if (!running) return;
          const { retention } = running.config;
          const stored = await storedBytes(db);
          const forgotten = dryRun ? await foreseen(url, retention, stored) : await forgetAll(db, retention);
          const report = { wanted: retention, stored, forgotten };
          await createOutput()(json ? JSON.stringify(report) : describe(report, dryRun ?? false));
        },
      );
    });
}

const NOTHING: Report['forgotten'] = { stories: 0, articles: 0, feedItems: 0 };

async function foreseen(url: string, { articlesMs, bytes }: Running['retention'], stored: number) {
  // To look at every story may take longer than any statement of the work.
  const db = openDatabase({ url, maxConnections: 1, onConnectionError: () => {}, limits: 'migration' });
  await using _closed = { [Symbol.asyncDispose]: () => db.destroy() };
  // What goes for its age goes whatever the size; what goes for its size is more than that, or nothing beside it.
  const old = articlesMs === null ? NOTHING : await foresee(db, { olderThanMs: articlesMs }, null);
  const tooMuch = bytes === null ? 0 : stored - bytes;
  if (tooMuch <= 0) return old;
  const large = await foresee(db, { olderThanMs: KEPT_AT_LEAST_MS }, tooMuch);
  return large.articles > old.articles ? large : old;
}

async function forgetAll(db: Database, retention: Running['retention']) {
  const [log, stopping] = [createLogger({ level: 'silent', pretty: false }), new AbortController().signal];
  const [sum, walk] = [{ ...NOTHING }, { after: 0 }];
  let round: Round;
  do {
    round = await keepRetention({ db, running: { retention }, log, stopping }, walk);
    for (const key of ['stories', 'articles', 'feedItems'] as const) sum[key] += round[key];
  } while (!round.isDone);
  return sum;
}

function describe({ wanted, stored, forgotten }: Report, isDry: boolean): string {
  const { articlesMs, bytes } = wanted;
  const limits = [
    ...(articlesMs === null ? [] : [`articles of ${counted(Math.round(articlesMs / 86_400_000), 'day')}`]),
    ...(bytes === null ? [] : [sizeOf(bytes)]),
  ];
  if (limits.length === 0)
    return `All is kept: the configuration has no \`retention\`. About ${sizeOf(stored)} are stored.`;
  const { stories, articles, feedItems, until } = forgotten;
  const last = until ? `, the latest read at ${until.toISOString()}` : '';
  return [
    `wanted    ${limits.join(', ')} at most`,
    `stored    about ${sizeOf(stored)}${isDry ? '' : ' before'}`,
    `${isDry ? 'would go' : 'forgotten'} ${isDry ? ' ' : ''}${counted(articles, 'article')} of ${counted(stories, 'story', 'stories')}${last}`,
    `          what ${counted(feedItems, 'feed item')} said`,
  ].join('\n');
}
