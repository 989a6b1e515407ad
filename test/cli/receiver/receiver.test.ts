import { sql } from 'kysely';
import { type HttpReceiver, startHttpReceiver } from '../../alert/support/http-receiver.ts';
import { startMailbox } from '../../alert/support/mailbox.ts';
import { makeHomeWithCluster, wirewatch } from '../../support/process.ts';
import { type Desk, openDesk } from '../delivery/support.ts';
import { fromLines } from '../support.ts';

let desk: Desk;
let slack: HttpReceiver;

beforeAll(async () => {
  slack = await startHttpReceiver();
  desk = await openDesk({
    network: { allow: ['127.0.0.0/8'] },
    receivers: [
      { id: 'newsroom', slack: { webhook_url: slack.url } },
      {
        id: 'desk',
        email: { to: ['a@example.org', 'b@example.org'], from: 'w@example.org', smtp_url: 'smtp://127.0.0.1:1' },
      },
      { id: 'inbox', inbox: {} },
    ],
  });
  await desk.activate();
});
afterAll(() => Promise.all([desk.close(), slack.close()]));
beforeEach(async () => {
  slack.posts.splice(0);
  await sql`DELETE FROM deliveries`.execute(desk.db);
  await sql`DELETE FROM endpoints`.execute(desk.db);
});

const deliveries = () => desk.db.selectFrom('deliveries').selectAll().orderBy('createdAt').execute();
const attempts = () => desk.db.selectFrom('attempts').select(['outcome', 'reason']).execute();
const waiting = () => desk.db.selectFrom('deliveryWork').selectAll().execute();

describe('receiver test', () => {
  it('sends a marked message, tells what became of it, and puts it into the ledger', async () => {
    const { code, stdout, stderr } = await desk.run('receiver', 'test', 'newsroom');
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    expect(stdout).toMatch(
      /^✓ newsroom {2}Slack at 127\.0\.0\.1:\d+, \d+ ms: sent, 127\.0\.0\.1 answered 200 \(ok\)\n$/,
    );
    const body = slack.posts[0]!.body;
    expect(body).toContain('A test message of Wirewatch');
    expect(body).toMatch(/ asked for it at \d{4}-\d\d-\d\dT/);
    expect(body).not.toContain('operators');
    expect(await deliveries()).toEqual([
      expect.objectContaining({ receiverId: 'newsroom', state: 'sent', attempts: 1 }),
    ]);
    expect(await attempts()).toEqual([{ outcome: 'sent', reason: null }]);
    expect(await waiting()).toEqual([]);
  });

  it('tells why it was not sent, and does not try again', async () => {
    slack.answerWith({ status: 503, body: 'busy' });
    const { code, stdout } = await desk.run('receiver', 'test', 'newsroom');
    expect(code).toBe(1);
    expect(stdout).toMatch(/^✗ newsroom {2}Slack at \S+, \d+ ms: retry, .*503/);
    expect(stdout).not.toContain('very-secret');
    expect(await deliveries()).toEqual([
      expect.objectContaining({ state: 'dead', reason: expect.stringContaining('503') }),
    ]);
    expect(await attempts()).toEqual([{ outcome: 'retry', reason: expect.stringContaining('503') }]);
    expect(await waiting()).toEqual([]);
  });

  it('says of a mail that its server took it, and not that it arrives', async () => {
    const mailbox = await startMailbox();
    await using open = new AsyncDisposableStack();
    open.defer(() => mailbox.close());
    const email = { to: 'a@example.org', from: 'w@example.org', smtp_url: mailbox.smtpUrl };
    const other = open.adopt(await openDesk({ receivers: [{ id: 'desk', email }] }), (each) => each.close());
    await other.activate();
    const { code, stdout } = await other.run('receiver', 'test', 'desk');
    expect([code, mailbox.mails.length]).toEqual([0, 1]);
    expect(stdout).toMatch(
      /^✓ desk \(a@example\.org\) {2}the mail server \S+, \d+ ms: accepted, \S+ answered 250 .*; look whether it arrives\n$/,
    );
    expect(stdout).not.toContain('sent');
    expect(fromLines((await other.run('receiver', 'test', 'desk', '--json')).stdout)).toMatchObject([
      { outcome: 'sent', accepted: true, answer: expect.stringContaining(' 250 '), reason: null },
    ]);
  });

  it('is alert test, too', async () => {
    const { code, stdout } = await desk.run('alert', 'test', 'newsroom');
    expect([code, stdout]).toEqual([
      0,
      expect.stringMatching(/^✓ newsroom .*: sent, 127\.0\.0\.1 answered 200 \(ok\)\n$/),
    ]);
    expect(slack.posts.map(({ body }) => body)).toEqual([expect.stringContaining('A test message of Wirewatch')]);
    expect(await deliveries()).toMatchObject([{ receiverId: 'newsroom', state: 'sent' }]);
  });

  it('tries each address of a receiver', async () => {
    const { code, stdout } = await desk.run('receiver', 'test', 'desk', '--json');
    expect(code).toBe(1);
    expect(fromLines(stdout)).toEqual(
      ['a', 'b'].map((name) => ({
        id: expect.any(String),
        receiver: 'desk',
        recipient: `${name}@example.org`,
        endpoint: 'the mail server 127.0.0.1:1',
        ...{ outcome: 'retry', accepted: false, answer: null },
        reason: expect.stringMatching(/refused/i),
        durationMs: expect.any(Number),
      })),
    );
  });

  it('tries an endpoint that is held, which takes messages again once one arrives', async () => {
    await desk.run('receiver', 'test', 'newsroom');
    await sql`UPDATE endpoints SET held_since = now(), reason = 'revoked', failures = 3, quiet_until = now() + interval '1 h'`.execute(
      desk.db,
    );
    expect(await desk.run('receiver', 'list')).toMatchObject({
      stdout: expect.stringMatching(/^held {6}newsroom .*\n.*3 failed in a row.*\n +✗ revoked, .*$/m),
    });
    expect(await desk.run('receiver', 'test', 'newsroom')).toMatchObject({ code: 0 });
    expect(slack.posts).toHaveLength(2);
    expect((await desk.run('receiver', 'list', '--json')).stdout).toContain('"heldSince":null');
  });

  it('writes to the inbox', async () => {
    expect(await desk.run('receiver', 'test', 'inbox')).toMatchObject({ code: 0 });
    const messages = await desk.db.selectFrom('inboxMessages').select('subject').execute();
    expect(messages).toEqual([{ subject: expect.stringContaining('A test message of Wirewatch') }]);
  });

  it('says so when there is no such receiver', async () => {
    expect(await desk.run('receiver', 'test', 'newsrom')).toEqual({
      code: 1,
      stdout: '',
      stderr: 'There is no receiver newsrom. Did you mean newsroom?\n',
    });
  });
});

it('tests a receiver before Wirewatch was ever started', async () => {
  const home = await makeHomeWithCluster({
    network: { allow: ['127.0.0.0/8'] },
    receivers: [{ id: 'newsroom', slack: { webhook_url: slack.url } }],
  });
  const test = wirewatch(['receiver', 'test', 'newsroom', '--config', home.config, '--data', home.data]);
  const { code } = await test.exited;
  await home.remove();
  expect([code, test.stdout()]).toEqual([0, expect.stringMatching(/^✓ newsroom /)]);
  expect(slack.posts).toHaveLength(1);
});

it('lists receivers, where they are told, and how that fares, without a secret', async () => {
  slack.answerWith({ status: 503 });
  await desk.run('receiver', 'test', 'newsroom');
  const { stdout } = await desk.run('receiver', 'list');
  expect(stdout).toMatch(/^failing {3}newsroom {2}Slack at 127\.0\.0\.1:\d+\n {10}0 waiting, 1 failed in a row\n/);
  expect(stdout).toContain('new       desk  the mail server 127.0.0.1:1: a@example.org, b@example.org\n');
  expect(stdout).not.toContain('very-secret');
  const listed = fromLines((await desk.run('receiver', 'list', '--json')).stdout);
  expect(listed.map(({ id, channel, state }) => [id, channel, state])).toEqual([
    ['newsroom', 'slack', 'failing'],
    ['desk', 'email', 'new'],
    ['inbox', 'inbox', 'new'],
  ]);
});
