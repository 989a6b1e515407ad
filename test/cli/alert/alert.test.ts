import { sql } from 'kysely';
import { article, commit, feed, leasedItem, syncFeeds, watch } from '../../store/support.ts';
import { type Desk, openDesk } from '../delivery/support.ts';
import { fromLines } from '../support.ts';

let desk: Desk;
/** By watch. */
let ids: Record<string, string>;

beforeAll(async () => {
  desk = await openDesk({});
  const { db } = desk;
  await syncFeeds(db, [feed('a')]);
  await commit(db, await leasedItem(db, 'a', 'one'), article('harbour', { title: 'Harbour\u001b[2J closed' }), [
    watch('port', ['newsroom', 'mail']),
  ]);
  await commit(db, await leasedItem(db, 'a', 'two'), article('bridge'), [watch('roads')]);
  await sql`UPDATE deliveries SET state = 'dead', reason = 'HTTP 404' WHERE receiver_id = 'mail'`.execute(db);
  await sql`UPDATE alerts SET created_at = now() - interval '2 days' WHERE watch_id = 'roads'`.execute(db);
  ids = Object.fromEntries(
    (await db.selectFrom('alerts').select(['watchId', 'id']).execute()).map((row) => [row.watchId, row.id]),
  );
});
afterAll(() => desk.close());

it('lists alerts, the newest first, in words that do nothing to a terminal', async () => {
  const { code, stdout } = await desk.run('alert', 'list');
  expect(code).toBe(0);
  expect(stdout.split('\n').filter((line) => !line.startsWith(' '))).toEqual([
    `${ids.port!.slice(0, 8)}  port [high]  Harbour [2J closed`,
    `${ids.roads!.slice(0, 8)}  roads [high]  The story of bridge`,
    '',
  ]);
  expect(stdout).toContain(', The Courier, https://news.example/bridge?from=feed\n');
});

it('lists those of a watch and of some time, as JSON too', async () => {
  const found = async (...args: string[]) =>
    fromLines((await desk.run('alert', 'list', '--json', ...args)).stdout).map(({ watch: { id } }) => id);
  expect(await found('--since', '24h')).toEqual(['port']);
  expect(await found('--watch', 'roads')).toEqual(['roads']);
  expect(await found('--watch', 'roads', '--since', '24h')).toEqual([]);
  expect(await found('--limit', '1')).toEqual(['port']);
});

it('shows the article of an alert, why it matched, and what became of each delivery', async () => {
  const { code, stdout } = await desk.run('alert', 'show', ids.port!.slice(0, 8));
  expect(code).toBe(0);
  for (const line of [
    `alert     ${ids.port}`,
    'watch     port, Watch port',
    'query     harbour',
    'article   Harbour [2J closed',
    'link      https://news.example/harbour?from=feed',
  ])
    expect(stdout).toContain(`${line}\n`);
  expect(stdout).toMatch(/^why {7}.*“harbour”/m);
  expect(stdout).toMatch(/^dead .* {2}mail {2}.*\n.*\n +✗ HTTP 404$/m);
  expect(stdout).toMatch(/^pending .* {2}newsroom {2}/m);
  expect(stdout).not.toContain('inbox');
});

it('says the same as JSON', async () => {
  const shown = JSON.parse((await desk.run('alert', 'show', ids.port!, '--json')).stdout);
  expect(shown).toMatchObject({
    id: ids.port,
    watch: { id: 'port' },
    why: [expect.stringContaining('harbour')],
    evidence: { hits: [{ surface: 'harbour' }] },
  });
  const states = shown.deliveries.map(({ receiverId, state }: Record<string, string>) => `${receiverId} ${state}`);
  expect(states.sort()).toEqual(['mail dead', 'newsroom pending']);
});

it('says so when there is no such alert', async () => {
  expect(await desk.run('alert', 'show', '00000000')).toEqual({
    code: 1,
    stdout: '',
    stderr: 'There is no alert 00000000.\n',
  });
});

it.each([
  ['its first characters', (id: string) => id.slice(0, 8)],
  ['the whole of it', (id: string) => id],
  ['capitals, as some programs print them', (id: string) => id.toUpperCase()],
])('finds a delivery and an alert by %s', async (_how, form) => {
  const { id: delivery } = await desk.db.selectFrom('deliveries').select('id').limit(1).executeTakeFirstOrThrow();
  expect((await desk.run('delivery', 'show', form(delivery))).stdout).toContain(`delivery  ${delivery}\n`);
  expect((await desk.run('alert', 'show', form(ids.port!))).stdout).toContain(`alert     ${ids.port}\n`);
});

it('finds a delivery by the Message-ID of its mail', async () => {
  const { id } = await desk.db.selectFrom('deliveries').select('id').limit(1).executeTakeFirstOrThrow();
  expect((await desk.run('delivery', 'show', `<${id}@desk.example>`)).stdout).toContain(`delivery  ${id}\n`);
});
