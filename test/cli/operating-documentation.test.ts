import { readFile } from 'node:fs/promises';
import { sql } from 'kysely';
import { type HttpReceiver, startHttpReceiver } from '../alert/support/http-receiver.ts';
import { article, commit, feed, leasedItem, syncFeeds, watch } from '../store/support.ts';
import { type Desk, openDesk } from './delivery/support.ts';

/** The delivery and the alert of the examples. */
const DELIVERY = '3f2a91c4-0b7e-4c11-9d52-6a1f0e8b7c3d';
const ALERT = '9c1e44d0-55aa-4f0c-8a39-2f6d7b1c0e42';

const page = await readFile('docs/operating.md', 'utf8');
const between = (from: string, to: string) => page.slice(page.indexOf(from), page.indexOf(to));
// Those on stories are tried beside stories.
const sections =
  between('## What was found, and who was told', '## Which articles tell one story') +
  between('## When a delivery fails', '## An embedding service');

/** The commands of the sections, without what is said of them. */
const commands = [...sections.matchAll(/^```sh\n(.*?)^```$/gms)].flatMap(([, block]) =>
  block!
    .trim()
    .split('\n')
    .map((line) => line.replace(/ +#.*/, '').replace(/^npx wirewatch /, '')),
);
const outputs = [...sections.matchAll(/^```text\n(.*?)^```$/gms)].map(([, block]) => block!);

/** What differs from one run to the next, as the page has it. */
const asOnPage = (text: string) =>
  text
    .replace(/made .* ago/, 'made 8 days ago')
    .replace(/^story {5}\d+:/m, 'story     17:')
    .replace(/Slack at 127\.0\.0\.1:\d+/, 'Slack at hooks.slack.com');

let desk: Desk;
let slack: HttpReceiver;
beforeAll(async () => {
  slack = await startHttpReceiver();
  desk = await openDesk({
    network: { allow: ['127.0.0.0/8'] },
    receivers: [{ id: 'newsroom', slack: { webhook_url: slack.url } }],
  });
  await desk.activate();
  const { db } = desk;
  await syncFeeds(db, [feed('a')]);
  await commit(db, await leasedItem(db, 'a', 'one'), article('harbour'), [watch('port', ['newsroom'])]);
  await sql`
    INSERT INTO deliveries (id, receiver_id, payload, attempts, created_at)
    SELECT ${DELIVERY}, receiver_id, payload, 1, '2026-11-20T08:00:00Z' FROM deliveries`.execute(db);
  await sql`INSERT INTO alerts SELECT (jsonb_populate_record(alerts, ${JSON.stringify({ id: ALERT, watch_id: 'other', created_at: '2026-11-20T08:00:00Z' })})).* FROM alerts`.execute(
    db,
  );
  await sql`UPDATE delivery_alerts SET delivery_id = ${DELIVERY}, alert_id = ${ALERT}`.execute(db);
  await sql`DELETE FROM deliveries WHERE id <> ${DELIVERY}`.execute(db);
  await sql`DELETE FROM alerts WHERE id <> ${ALERT}`.execute(db);
  await sql`UPDATE alerts SET watch_id = 'port'`.execute(db);
  await sql`
    INSERT INTO attempts (delivery_id, number, started_at, finished_at, outcome, reason, possible_duplicate)
    VALUES (${DELIVERY}, 1, '2026-11-20T08:00:01Z', '2026-11-20T08:00:01.340Z', 'dead', 'hooks.slack.com answered 404 (no_service)', false)`.execute(
    db,
  );
});
afterAll(() => Promise.all([desk.close(), slack.close()]));
beforeEach(async () => {
  await sql`DELETE FROM delivery_work`.execute(desk.db);
  await sql`DELETE FROM deliveries WHERE id <> ${DELIVERY}`.execute(desk.db);
  await sql`UPDATE deliveries SET state = 'dead', reason = 'hooks.slack.com answered 404 (no_service)'`.execute(
    desk.db,
  );
});

describe('docs/operating.md, on alerts and deliveries', () => {
  it('has examples of all verbs', () => {
    expect(new Set(commands.map((command) => command.split(' ', 2).join(' ')))).toEqual(
      new Set([
        'alert list',
        'alert retry',
        'alert show',
        'delivery list',
        'delivery show',
        'delivery retry',
        'receiver list',
        'receiver test',
      ]),
    );
  });

  it.each(commands)('has an example that works: %s', async (command) => {
    const { code, stdout, stderr } = await desk.run(...command.split(' '));
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    if (command.startsWith('delivery retry')) expect(stdout).toBe('1 delivery is to be sent again\n');
    if (/ show /.test(command)) expect(outputs).toContain(asOnPage(stdout));
  });
});
