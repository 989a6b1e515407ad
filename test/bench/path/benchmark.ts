import { fork } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { type Command, InvalidArgumentError } from 'commander';
import pg from 'pg';
import { databaseOf, makeHome, startIn, waitFor } from '../../support/process.ts';
import { columns, figure } from '../columns.ts';
import { readPages } from '../extract/pages.ts';
import { measurePool } from '../extract/pool.ts';
import { watchUsage } from '../poll/usage.ts';

interface Options {
  articles: number;
  json?: true;
}

/** Threads that production reads pages with; the page reader alone gets as many. */
const THREADS = 2;
/** Seconds the page reader alone is measured for. */
const ALONE_SECONDS = 8;
const DEADLINE_MS = 900_000;

/** `bench path`: articles a second from feed to alert, beside the page reader alone. */
export function addPathBenchmark(command: Command): void {
  command
    .description(
      'articles a second on the whole path, from the feed to the committed match; beside the page reader alone',
    )
    .option('--articles <n>', 'how many', readCount, 600)
    .option('--json', 'print one JSON object')
    .addHelpText('after', '\nExamples:\n  npm run bench -- path\n  npm run bench -- path --articles 2000')
    .action(runPathBenchmark);
}

async function runPathBenchmark({ articles, json }: Options): Promise<void> {
  if (!json) console.error(`reading ${articles} articles on the whole path`);
  const whole = await measurePath(articles);
  if (!json) console.error('reading such pages with nothing else to do');
  const alone = await measurePool(readPages(null), THREADS, ALONE_SECONDS);
  const ratio = whole.articlesPerSecond / alone.pagesPerSecond;
  if (json) console.log(JSON.stringify({ whole, alone, ratio }));
  else {
    const rows = [
      ['', 'articles/s', 'CPU ms an article'],
      ['the whole path', figure(whole.articlesPerSecond), figure(whole.cpuMsPerArticle)],
      ['the page reader alone', figure(alone.pagesPerSecond), ''],
    ];
    console.log(
      [...columns(rows), '', `the whole path does ${figure(ratio)} of what the page reader alone does`].join('\n'),
    );
  }
}

/** What the path does, database and queue included. */
interface PathRate {
  articlesPerSecond: number;
  cpuMsPerArticle: number;
}

/** @throws when not all articles were read from their pages. */
async function measurePath(articles: number): Promise<PathRate> {
  const server = fork(fileURLToPath(new URL('server.ts', import.meta.url)));
  const [port] = (await once(server, 'message')) as [number];
  server.send(articles);
  await once(server, 'message');
  const home = await makeHome({
    network: { allow: ['127.0.0.0/8'], per_host: { at_once: 100, delay: '0s' } },
    feeds: [{ id: 'courier', url: `http://127.0.0.1:${port}/feed`, backfill: true }],
    watches: [
      { id: 'telegram', query: 'Telegram NEAR/20 police' },
      { id: 'told', query: '"was told at"' },
    ],
  });
  const running = startIn(home, { WIREWATCH_LOG_LEVEL: 'info' });
  await running.logged('polling and delivering');
  const db = new pg.Client(await databaseOf(home, running));
  db.on('error', () => {});
  await db.connect();
  try {
    const usage = watchUsage(running.pid);
    const done = async () => {
      const { rows } = await db.query<{ n: number }>("SELECT count(*)::int AS n FROM feed_items WHERE state = 'done'");
      await new Promise((resolve) => setTimeout(resolve, 200));
      return rows[0]!.n;
    };
    await waitFor(`${articles} articles`, async () => (await done()) === articles, DEADLINE_MS);
    const { cpuSeconds } = await usage.stop();
    const { rows } = await db.query<{ n: number; seconds: number }>(
      "SELECT count(*)::int AS n, extract(epoch FROM max(read_at) - min(read_at))::float8 AS seconds FROM articles WHERE source = 'page'",
    );
    const { n, seconds } = rows[0]!;
    if (n !== articles) throw new Error(`${n} of ${articles} articles were read from their pages`);
    return { articlesPerSecond: (n - 1) / seconds, cpuMsPerArticle: (cpuSeconds * 1_000) / n };
  } finally {
    await db.end();
    running.signal('SIGTERM');
    await running.exited;
    await home.remove();
    server.disconnect();
    await once(server, 'exit');
  }
}

function readCount(text: string): number {
  const count = Number(text);
  if (!Number.isInteger(count) || count < 10) throw new InvalidArgumentError('A whole number of 10 or more.');
  return count;
}
