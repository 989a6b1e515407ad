import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Command, InvalidArgumentError } from 'commander';
import { sql } from 'kysely';
import { type Database, openDatabase } from '../../../src/store/database.ts';
import { startEmbeddedPostgres } from '../../../src/store/embedded/server.ts';
import { migrate } from '../../../src/store/migrate.ts';
import { fill } from '../../store/filled.ts';
import { columns, figure } from '../columns.ts';
import { type BackupCost, measureBackup } from './backup.ts';
import { type ForgettingCost, measureForgetting } from './forgetting.ts';

interface Options {
  articles: number;
  json?: true;
}

/** `bench keep`: what a backup, a restore and forgetting take. */
export function addKeepBenchmark(command: Command): void {
  command
    .description('seconds and memory of backup and restore, ms of forgetting in small steps')
    .option('--articles <n>', 'articles of 5 KB', atLeastOne, 20_000)
    .option('--json', 'print one JSON object')
    .addHelpText('after', '\nExample:\n  npm run bench -- keep')
    .action(runKeepBenchmark);
}

function atLeastOne(text: string): number {
  if (!/^[1-9]\d{0,6}$/.test(text)) throw new InvalidArgumentError('a whole number from 1 on');
  return Number(text);
}

async function runKeepBenchmark({ articles, json }: Options): Promise<void> {
  const home = await mkdtemp(join(tmpdir(), 'wirewatch-bench-'));
  const tell = (what: string) => {
    if (!json) console.error(what);
  };
  const [source, target] = [
    await startEmbeddedPostgres({ dataDir: join(home, 'source') }),
    await startEmbeddedPostgres({ dataDir: join(home, 'target') }),
  ];
  // What fills a large database takes longer than any work may.
  const db = openDatabase({ url: source.url, maxConnections: 4, onConnectionError: () => {}, limits: 'migration' });
  try {
    tell('filling a database');
    await migrate(db);
    await fillWithTexts(db, articles);
    tell('backup and restore');
    const backup = await measureBackup(source.url, target.url, join(home, 'one.backup'));
    tell('forgetting');
    const forgetting = await measureForgetting(db);
    if (json) console.log(JSON.stringify({ backup, forgetting }));
    else print(articles, backup, forgetting);
  } finally {
    await db.destroy();
    await Promise.all([source.stop(), target.stop()]);
    await rm(home, { recursive: true });
  }
}

/** One article in twenty alerted; each has a feed item, and is a hundred days old. */
async function fillWithTexts(db: Database, articles: number): Promise<void> {
  await fill(db, { feeds: 1_000, items: articles, heldItems: 0, articles, deliveries: Math.ceil(articles / 20) });
  // Words of a vocabulary, so that they can be compressed about as well as prose.
  await sql`
    UPDATE articles SET read_at = now() - interval '100 d', text = (
      SELECT string_agg(substr(md5((n * n % 4999 + articles.id % 7)::text), 1, 3 + n % 6), ' ') FROM generate_series(1, 750) AS n
    )`.execute(db);
  await sql`UPDATE stories SET created_at = now() - interval '100 d'`.execute(db);
  await sql`
    UPDATE feed_items SET article_id = articles.id FROM articles
    WHERE articles.id - (SELECT min(id) FROM articles) = feed_items.id - (SELECT min(id) FROM feed_items)`.execute(db);
  await sql`VACUUM ANALYZE`.execute(db);
}

function print(articles: number, backup: BackupCost, forgetting: ForgettingCost): void {
  const tables = [
    [
      [`${articles} articles`, 's', 'plainly, s', 'MB', 'memory, MB'],
      ['backup', figure(backup.writeS), figure(backup.copyS), figure(backup.fileMb), figure(backup.writeRssMb)],
      ['restore', figure(backup.restoreS), '', '', figure(backup.restoreRssMb)],
    ],
    [
      ['forgetting', 'articles a second', 'longest transaction, ms'],
      ['in steps of 100 stories', figure(forgetting.steps.perSecond), figure(forgetting.steps.longestMs)],
      ['half of it at once', figure(forgetting.atOnce.perSecond), figure(forgetting.atOnce.longestMs)],
      ['saying what would go', '', figure(forgetting.foreseeMs)],
      ['measuring what is stored', '', figure(forgetting.sizeMs)],
    ],
  ];
  console.log(tables.map((table) => columns(table).join('\n')).join('\n\n'));
}
