import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { startEmbeddedPostgres } from '../../src/store/embedded/server.ts';
import { copyCluster } from '../support/cluster.ts';

let root: string;
beforeEach(async () => {
  root = await mkdtemp(join(tmpdir(), 'wirewatch-crash-'));
});
afterEach(() => rm(root, { recursive: true, maxRetries: 10 }));

/** What each statement answers, a transaction each. */
async function ask(url: string, ...statements: string[]): Promise<number[]> {
  const client = new pg.Client(url);
  // It is killed under this one.
  client.on('error', () => {});
  await client.connect();
  const answers: number[] = [];
  for (const statement of statements) {
    const { rows } = await client.query(statement);
    answers.push(Number(rows[0]?.n));
  }
  await client.end().catch(() => {});
  return answers;
}

it('gives no number of a sequence twice when its server is killed just after the sequence was made', async () => {
  const dataDir = join(root, 'data');
  await copyCluster(dataDir);
  const first = await startEmbeddedPostgres({ dataDir });
  const next = `SELECT nextval('made') AS n`;
  // As BullMQ does for the ids of a queue's jobs: made with the first number, in one transaction.
  const before = await ask(first.url, `BEGIN`, `CREATE SEQUENCE made`, next, `COMMIT`, next, next);
  process.kill(first.pid, 'SIGKILL');
  await first.ended;
  await first.stop();

  const second = await startEmbeddedPostgres({ dataDir });
  try {
    const [after] = await ask(second.url, next);
    expect(after).toBeGreaterThan(before.at(-1)!);
  } finally {
    await second.stop();
  }
});
