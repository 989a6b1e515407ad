import { sql } from 'kysely';
import { beginAttempt } from '../../../src/store/alerts/begin-attempt.ts';
import { finishAttempt } from '../../../src/store/alerts/finish-attempt.ts';
import { openDatabase } from '../../../src/store/database.ts';
import { beatProcess } from '../../../src/store/work/processes.ts';
import { type HttpReceiver, startHttpReceiver } from '../../alert/support/http-receiver.ts';
import { article, commit, feed, leasedItem, syncFeeds, watch } from '../../store/support.ts';
import { databaseOf, makeHomeWithCluster, startIn, waitFor, wirewatch } from '../../support/process.ts';
import { fromLines } from '../support.ts';
import { type Desk, openDesk } from './support.ts';

/** Never to be shown. */
const SECRET = 'whsec_YSBzZWNyZXQgb2YgbWFueSBsZXR0ZXJz';
const RECEIVERS = [
  { id: 'newsroom', webhook: { url: 'https://hooks.example/secret-path', secret: SECRET } },
  { id: 'mail', email: { to: 'desk@example.org', from: 'w@example.org', smtp_url: 'smtp://mail.example' } },
];
const RETRY = { kind: 'retry', reason: 'HTTP 503', retryInMs: 0 } as const;
const UNKNOWN = { kind: 'unknown', reason: 'no answer', retryInMs: 0 } as const;
const DEAD = { kind: 'dead', reason: 'HTTP 404: no_service' } as const;

let desk: Desk;
/** By receiver. */
let ids: Record<string, string>;

beforeAll(async () => {
  desk = await openDesk({ receivers: RECEIVERS });
  await desk.activate();
});
afterAll(() => desk.close());

/** A delivery to each receiver: what was given up, what was given up and may have arrived, and what was sent. */
beforeEach(async () => {
  const { db } = desk;
  await sql`DELETE FROM deliveries; DELETE FROM alerts; DELETE FROM matches; DELETE FROM feeds; DELETE FROM articles`.execute(
    db,
  );
  await sql`DELETE FROM stories; DELETE FROM processes`.execute(db);
  await syncFeeds(db, [feed('a')]);
  const receivers = ['newsroom', 'mail', 'left', 'inbox'];
  await commit(db, await leasedItem(db, 'a', 'one'), article('harbour'), [watch('port', receivers)]);
  await sql`UPDATE deliveries SET recipient = 'desk@example.org' WHERE receiver_id = 'mail'`.execute(db);
  ids = Object.fromEntries(
    (await db.selectFrom('deliveries').select(['receiverId', 'id']).execute()).map((row) => [row.receiverId, row.id]),
  );
  const attempt = async (receiver: string, ...[outcome, result]: [object, object]) => {
    const begun = await beginAttempt(db, { id: ids[receiver]! }, 60_000);
    await finishAttempt(db, begun!, outcome as never, result as never);
    await sql`UPDATE endpoints SET quiet_until = now()`.execute(db);
  };
  await attempt('newsroom', RETRY, RETRY);
  await attempt('newsroom', DEAD, DEAD);
  await attempt('mail', UNKNOWN, UNKNOWN);
  await attempt('mail', UNKNOWN, DEAD);
  await attempt('left', DEAD, DEAD);
  await attempt('inbox', { kind: 'sent' }, { kind: 'sent' });
});

const short = (receiver: string) => ids[receiver]!.slice(0, 8);
const states = async () =>
  Object.fromEntries(
    (await desk.db.selectFrom('deliveries').select(['receiverId', 'state']).execute()).map((row) => [
      row.receiverId,
      row.state,
    ]),
  );

describe('delivery list', () => {
  it('lists what was given up, with the reason, and nothing else', async () => {
    const { code, stdout } = await desk.run('delivery', 'list', '--state', 'dead', '--since', '1h');
    expect(code).toBe(0);
    expect(stdout).toContain(`dead        ${short('newsroom')}  newsroom  The story of harbour\n`);
    expect(stdout).toContain(`dead        ${short('mail')}  mail (desk@example.org)  The story of harbour\n`);
    expect(stdout).toMatch(/^ {12}made .*, 2 attempts, port\n {12}✗ HTTP 404: no_service$/m);
    expect(stdout).not.toContain('inbox');
  });

  it('goes by receiver, time and number, as JSON too', async () => {
    const { stdout } = await desk.run('delivery', 'list', '--receiver', 'newsroom', '--json');
    expect(fromLines(stdout)).toEqual([
      expect.objectContaining({
        id: ids.newsroom,
        receiverId: 'newsroom',
        state: 'dead',
        reason: DEAD.reason,
        attempts: 2,
        title: 'The story of harbour',
        watchIds: ['port'],
        endpoint: null,
        dueAt: null,
      }),
    ]);
    await sql`UPDATE deliveries SET created_at = now() - interval '2 days' WHERE receiver_id <> 'inbox'`.execute(
      desk.db,
    );
    const recent = fromLines((await desk.run('delivery', 'list', '--since', '24h', '--json')).stdout);
    expect(recent.map(({ id }) => id)).toEqual([ids.inbox]);
    expect(fromLines((await desk.run('delivery', 'list', '--limit', '3', '--json')).stdout)).toHaveLength(3);
  });

  it.each([
    ['--state', 'lost'],
    ['--since', 'yesterday'],
    ['--limit', '0'],
  ])('refuses %s %s as wrong usage', async (...args) => {
    expect(await desk.run('delivery', 'list', ...args)).toMatchObject({ code: 2, stdout: '' });
  });
});

describe('delivery show', () => {
  it('tells what a delivery tells, where, and how each attempt ended', async () => {
    const { code, stdout } = await desk.run('delivery', 'show', short('mail'));
    expect(code).toBe(0);
    for (const [name, value] of [
      ['delivery', ids.mail],
      ['to', 'mail (desk@example.org)'],
      ['at', 'the mail server mail.example'],
      ['state', 'dead'],
      ['reason', DEAD.reason],
      ['tells', 'The story of harbour'],
      ['link', 'https://news.example/harbour?from=feed'],
      ['watches', 'port'],
    ])
      expect(stdout).toContain(`${name!.padEnd(10)}${value}\n`);
    expect(stdout).toMatch(/^attempt 1 \S+Z, \d+ ms: unknown, no answer$/m);
    expect(stdout).toMatch(/^attempt 2 \S+Z, \d+ ms: unknown, no answer \(possible duplicate\)$/m);
  });

  it('says the same as JSON, and shows no secret', async () => {
    const { stdout } = await desk.run('delivery', 'show', ids.newsroom!.toUpperCase(), '--json');
    expect(JSON.parse(stdout)).toMatchObject({
      id: ids.newsroom,
      endpoint: 'the webhook at hooks.example',
      attempts: [
        { number: 1, outcome: 'retry', reason: 'HTTP 503', possibleDuplicate: false },
        { number: 2, outcome: 'dead', reason: DEAD.reason, possibleDuplicate: false },
      ],
      told: { kind: 'news', alerts: [{ watch: { id: 'port' } }] },
    });
    for (const secret of ['secret-path', SECRET]) expect(stdout).not.toContain(secret);
  });

  it('tells what a reader did by a link, and of which story of a digest', async () => {
    await sql`
      UPDATE deliveries SET payload = jsonb_build_object('kind', 'digest', 'because', 'mute', 'since', now(), 'createdAt', now(),
        'stories', jsonb_build_array(payload - 'updates', jsonb_set(payload, '{article,title}', '"A bridge fell"')),
        'totals', '{"stories": 2, "alerts": 2, "bySeverity": []}'::jsonb, 'silenced', '[]'::jsonb, 'updates', '[]'::jsonb,
        'pagesUrl', NULL)
      WHERE id = ${ids.mail}`.execute(desk.db);
    await sql`INSERT INTO link_acts (delivery_id, action, place) VALUES (${ids.mail}, 'not_relevant', 1)`.execute(
      desk.db,
    );
    await sql`INSERT INTO link_acts (delivery_id, action) VALUES (${ids.newsroom}, 'not_relevant')`.execute(desk.db);
    const shown = async (receiver: string) => (await desk.run('delivery', 'show', ids[receiver]!)).stdout;
    expect(await shown('mail')).toMatch(/^by a link {1,2}not_relevant \S+Z, “A bridge fell”$/m);
    expect(await shown('newsroom')).toMatch(/^by a link {1,2}not_relevant \S+Z$/m);
  });

  it.each(['1', '1234567', 'harbour', '00000000-0000-4000-8000-000000000000'])('refuses %s', async (id) => {
    expect(await desk.run('delivery', 'show', id)).toMatchObject({ code: 1, stdout: '', stderr: /\w+ is|no delivery/ });
  });

  it('says which are meant when an id is cut too short', async () => {
    const alike = ['1234abcd-0000-4000-8000-000000000001', '1234abcd-0000-4000-8000-000000000002'];
    for (const id of alike)
      await sql`INSERT INTO deliveries (id, receiver_id, payload) SELECT ${id}, 'x', payload FROM deliveries LIMIT 1`.execute(
        desk.db,
      );
    const { code, stderr } = await desk.run('delivery', 'show', '1234abcd');
    expect({ code, stderr }).toEqual({ code: 1, stderr: `1234abcd may be any of ${alike.join(', ')}.\n` });
  });
});

describe('delivery retry', () => {
  it('sends those again that are named, as they stand in the configuration', async () => {
    const { code, stdout, stderr } = await desk.run('delivery', 'retry', short('newsroom'), ids.mail!);
    expect({ code, stdout, stderr }).toEqual({ code: 0, stdout: '2 deliveries are to be sent again\n', stderr: '' });
    expect(await states()).toEqual({ newsroom: 'retry', mail: 'retry', left: 'dead', inbox: 'sent' });
    const again = await Promise.all(['newsroom', 'mail'].map((one) => beginAttempt(desk.db, { id: ids[one]! }, 1_000)));
    expect(again.map((begun) => [begun?.failed, begun?.delivery.possibleDuplicate])).toEqual([
      [0, false],
      [0, true],
    ]);
    expect(again.map((begun) => begun?.endpoint)).toEqual([
      expect.stringMatching(/^webhook:/),
      expect.stringMatching(/^email:/),
    ]);
  });

  it('sends all to a receiver again, and says when there are none', async () => {
    expect(await desk.run('delivery', 'retry', '--receiver', 'newsroom', '--since', '24h')).toMatchObject({
      code: 0,
      stdout: '1 delivery is to be sent again\n',
    });
    expect(await states()).toMatchObject({ newsroom: 'retry', mail: 'dead' });
    expect(await desk.run('delivery', 'retry', '--receiver', 'newsroom')).toMatchObject({
      code: 0,
      stdout: '0 deliveries are to be sent again\n',
    });
  });

  it('says that there is no such receiver', async () => {
    expect(await desk.run('delivery', 'retry', '--receiver', 'newsroon')).toMatchObject({
      code: 1,
      stderr: 'The receiver newsroon is not in the configuration.\n',
    });
  });

  it('refuses a receiver that is not configured, and one that is not dead, and sends the others', async () => {
    const { code, stdout, stderr } = await desk.run('delivery', 'retry', ids.left!, ids.inbox!, ids.mail!);
    expect({ code, stdout }).toEqual({ code: 1, stdout: '1 delivery is to be sent again\n' });
    expect(stderr).toContain('The receiver left is not in the configuration.\n');
    expect(stderr).toContain(`${ids.inbox} is not dead but sent.\n`);
    expect(await states()).toEqual({ newsroom: 'dead', mail: 'retry', left: 'dead', inbox: 'sent' });
  });

  describe('of what a mail address did not take that is another by now', () => {
    const recipients = async () =>
      (await desk.db.selectFrom('deliveries').select('recipient').where('receiverId', '=', 'mail').execute()).map(
        ({ recipient }) => recipient,
      );

    beforeEach(async () => {
      await sql`UPDATE deliveries SET recipient = 'gone@example.org' WHERE receiver_id = 'mail'`.execute(desk.db);
      await sql`UPDATE delivery_alerts SET recipient = 'gone@example.org' WHERE receiver_id = 'mail'`.execute(desk.db);
    });

    it('sends it to the one in its place', async () => {
      expect(await desk.run('delivery', 'retry', '--receiver', 'mail')).toMatchObject({ code: 0, stderr: '' });
      expect(await recipients()).toEqual(['desk@example.org']);
      expect(await states()).toMatchObject({ mail: 'retry' });
    });

    it('refuses it where the one in its place has the message', async () => {
      await sql`INSERT INTO delivery_alerts SELECT ${ids.inbox}, alert_id, 'mail', 'desk@example.org'
        FROM delivery_alerts WHERE receiver_id = 'mail'`.execute(desk.db);
      const { code, stdout } = await desk.run('delivery', 'retry', '--receiver', 'mail', '--json');
      expect({ code, ...JSON.parse(stdout) }).toMatchObject({
        code: 1,
        id: ids.mail,
        ok: false,
        reason: expect.stringMatching(/has no address gone@example.org .* and has the message at the others/),
      });
      expect(await states()).toMatchObject({ mail: 'dead' });
      expect(await recipients()).toEqual(['gone@example.org']);
    });
  });

  it('refuses while Wirewatch runs with another address, to which it would send', async () => {
    await beatProcess(desk.db);
    expect(await desk.run('delivery', 'retry', '--receiver', 'newsroom')).toMatchObject({
      code: 1,
      stderr:
        'Wirewatch runs with another address for newsroom: the variables in it have other values there than here.\n',
    });
    expect(await states()).toMatchObject({ newsroom: 'dead' });
  });

  it.each([[[]], [['11111111', '--since', '1h']]])('refuses %j as wrong usage', async (args) => {
    expect(await desk.run('delivery', 'retry', ...args)).toMatchObject({ code: 2, stdout: '' });
  });
});

describe('alert retry', () => {
  const alertId = async () => (await desk.db.selectFrom('alerts').select('id').executeTakeFirstOrThrow()).id;

  it('sends all again that was given up of an alert, once for alerts that are told together', async () => {
    const id = await alertId();
    const { code, stdout, stderr } = await desk.run('alert', 'retry', id.slice(0, 8), id);
    expect({ code, stdout }).toEqual({ code: 1, stdout: '2 deliveries are to be sent again\n' });
    expect(stderr).toBe('The receiver left is not in the configuration.\n');
    expect(await states()).toEqual({ newsroom: 'retry', mail: 'retry', left: 'dead', inbox: 'sent' });
  });

  it('says so when nothing of it was given up, or there is none', async () => {
    await sql`DELETE FROM deliveries WHERE state = 'dead'`.execute(desk.db);
    const id = await alertId();
    expect(await desk.run('alert', 'retry', id, '00000000')).toEqual({
      ...{ code: 1, stdout: '0 deliveries are to be sent again\n' },
      stderr: `No delivery of the alert ${id} was given up.\nThere is no alert 00000000.\n`,
    });
  });

  it.each(['alert', 'delivery'])('sends everything again that was given up, as %s retry --all', async (noun) => {
    const { code, stdout } = await desk.run(noun, 'retry', '--all');
    expect({ code, stdout }).toEqual({ code: 1, stdout: '2 deliveries are to be sent again\n' });
    expect(await states()).toEqual({ newsroom: 'retry', mail: 'retry', left: 'dead', inbox: 'sent' });
  });

  it.each([[[]], [['11111111', '--all']]])('refuses %j as wrong usage', async (args) => {
    expect(await desk.run('alert', 'retry', ...args)).toMatchObject({ code: 2, stdout: '' });
  });
});

describe('with the embedded database', () => {
  let receiver: HttpReceiver;
  beforeAll(async () => {
    receiver = await startHttpReceiver();
  });
  afterAll(() => receiver.close());

  it('sends again what was given up, while Wirewatch runs and while it does not', async () => {
    const home = await makeHomeWithCluster({
      network: { allow: ['127.0.0.0/8'] },
      receivers: [{ id: 'newsroom', webhook: { url: receiver.url, secret: SECRET } }],
    });
    const verb = async (...args: string[]) => {
      const running = wirewatch([...args, '--config', home.config, '--data', home.data]);
      const { code } = await running.exited;
      return { code, stdout: running.stdout() };
    };
    const retry = () => verb('delivery', 'retry', '--receiver', 'newsroom');
    const ONE = { code: 0, stdout: '1 delivery is to be sent again\n' };
    let running = startIn(home);
    try {
      await running.logged('polling and delivering');
      const db = openDatabase({
        url: await databaseOf(home, running),
        maxConnections: 1,
        onConnectionError: () => {},
      });
      const dead = (title: string) =>
        sql`INSERT INTO deliveries (receiver_id, state, reason, payload) VALUES
        ('newsroom', 'dead', 'HTTP 404', jsonb_build_object('kind', 'notice', 'title', ${title}::text, 'lines', '[]'::jsonb, 'createdAt', now()))`.execute(
          db,
        );
      await dead('while it runs');
      expect(await retry()).toEqual(ONE);
      await waitFor('the first message', () => receiver.posts.length === 1);
      await dead('while it does not');
      await db.destroy();
      running.signal('SIGTERM');
      await running.exited;
      expect(await retry()).toEqual(ONE);
      running = startIn(home);
      await waitFor('the second message', () => receiver.posts.length === 2);
      expect(receiver.posts.map(({ body }) => /while it \w+/.exec(body)?.[0])).toEqual([
        'while it runs',
        'while it does',
      ]);
    } finally {
      running.signal('SIGTERM');
      await running.exited;
      await home.remove();
    }
  });
});
