import { sql } from 'kysely';
import { beat } from '../../src/store/work/heartbeats.ts';
import { openPages, type TestPages } from './support.ts';

let pages: TestPages;

beforeEach(async () => {
  pages = await openPages();
});
afterEach(() => pages.close());

const readiness = async () => {
  const response = await pages.app.inject({ url: '/readyz' });
  return { code: response.statusCode, ...response.json() };
};
const READY = { code: 200, status: 'ready', database: true, queue: true, scheduler: true, receivers: true };

it('is not ready before the first tick, and says so', async () => {
  expect(await readiness()).toEqual({ ...READY, code: 503, status: 'not ready', scheduler: false });
});

it('is ready after a tick, until none came for a while', async () => {
  await beat(pages.db, 'tick');
  expect(await readiness()).toEqual(READY);
  await sql`UPDATE heartbeats SET at = now() - interval '61 s'`.execute(pages.db);
  expect(await readiness()).toMatchObject({ code: 503, scheduler: false });
});

it('is not ready when the last tick lies ahead, since the clock was set back', async () => {
  await beat(pages.db, 'tick');
  await sql`UPDATE heartbeats SET at = now() + interval '1 h'`.execute(pages.db);
  expect(await readiness()).toMatchObject({ code: 503, scheduler: false });
});

it('is ready but degraded when receivers wait for the operator', async () => {
  await beat(pages.db, 'tick');
  await sql`INSERT INTO endpoints (key, label, places, gap_ms, held_since, reason)
    VALUES ('email', 'the mail server', 4, 0, now(), 'it refused the login')`.execute(pages.db);
  expect(await readiness()).toEqual({ ...READY, status: 'degraded', receivers: false });
});

it('says when the queue is out of order', async () => {
  await beat(pages.db, 'tick');
  expect(await readiness()).toEqual(READY);
  await sql`ALTER SCHEMA bullmq RENAME TO elsewhere`.execute(pages.db);
  try {
    expect(await readiness()).toEqual({ ...READY, code: 503, status: 'not ready', queue: false });
  } finally {
    await sql`ALTER SCHEMA elsewhere RENAME TO bullmq`.execute(pages.db);
  }
});

it('is alive whatever does not work', async () => {
  const response = await pages.app.inject({ url: '/healthz' });
  expect([response.statusCode, response.json()]).toEqual([200, { status: 'ok' }]);
});
