import { readFile } from 'node:fs/promises';
import { sql } from 'kysely';
import { article, commit, feed, leasedItem, syncFeeds, watch } from '../store/support.ts';
import { type Desk, openDesk } from './delivery/support.ts';

/** The delivery of the examples. */
const ID = '3f2a91c4-0b7e-4c11-9d52-6a1f0e8b7c3d';

const page = await readFile('docs/operating.md', 'utf8');
const section = page.slice(page.indexOf('## When a delivery fails'), page.indexOf('## Logs'));

/** The commands of the section, without what is said of them. */
const commands = [...section.matchAll(/^```sh\n(.*?)^```$/gms)].flatMap(([, block]) =>
  block!
    .trim()
    .split('\n')
    .map((line) => line.replace(/ +#.*/, '').replace(/^npx wirewatch /, '')),
);
const shown = /^```text\n(.*?)^```$/ms.exec(section)![1]!;

let desk: Desk;
beforeAll(async () => {
  desk = await openDesk({
    receivers: [{ id: 'newsroom', slack: { webhook_url: 'https://hooks.slack.com/services/T0/B0/x' } }],
  });
  const { db } = desk;
  await syncFeeds(db, [feed('a')]);
  await commit(db, await leasedItem(db, 'a', 'one'), article('harbour'), [watch('port', ['newsroom'])]);
  await sql`
    INSERT INTO deliveries (id, receiver_id, payload, attempts, created_at)
    SELECT ${ID}, receiver_id, payload, 1, '2026-11-20T08:00:00Z' FROM deliveries`.execute(db);
  await sql`DELETE FROM deliveries WHERE id <> ${ID}`.execute(db);
  await sql`
    INSERT INTO attempts (delivery_id, number, started_at, finished_at, outcome, reason, possible_duplicate)
    VALUES (${ID}, 1, '2026-11-20T08:00:01Z', '2026-11-20T08:00:01.340Z', 'dead', 'HTTP 404: no_service', false)`.execute(
    db,
  );
});
afterAll(() => desk.close());
beforeEach(async () => {
  await sql`DELETE FROM delivery_work`.execute(desk.db);
  await sql`UPDATE deliveries SET state = 'dead', reason = 'HTTP 404: no_service'`.execute(desk.db);
});

describe('docs/operating.md, on deliveries that fail', () => {
  it('has examples of all verbs', () => {
    expect(new Set(commands.map((command) => command.split(' ')[1]))).toEqual(new Set(['list', 'show', 'retry']));
  });

  it.each(commands)('has an example that works: %s', async (command) => {
    const { code, stdout, stderr } = await desk.run(...command.split(' '));
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    if (command.startsWith('delivery retry')) expect(stdout).toBe('1 delivery is to be sent again\n');
    if (command.startsWith('delivery show')) expect(stdout).toBe(shown);
  });
});
