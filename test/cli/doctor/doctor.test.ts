import { existsSync, readFileSync } from 'node:fs';
import { chmod, readdir, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { Redis } from 'ioredis';
import { sql } from 'kysely';
import pg from 'pg';
import { CHECKS } from '../../../src/doctor/checks.ts';
import type { Found, Report } from '../../../src/doctor/examine.ts';
import { startMailbox } from '../../alert/support/mailbox.ts';
import { feed, syncFeeds } from '../../store/support.ts';
import { type Home, makeHome, makeHomeWithCluster, startIn, waitFor } from '../../support/process.ts';
import { type FoundRedis, hasRedisServer, startRedis } from '../../support/redis.ts';
import { rss, startSite } from '../../support/site.ts';
import { type Desk, openDesk } from '../delivery/support.ts';
import { answerOf, open } from '../support.ts';

/** Runs `wirewatch doctor --json` to its end. */
async function doctor(env: NodeJS.ProcessEnv, ...args: string[]): Promise<Report & { code: number | null }> {
  const child = open(['doctor', '--json', ...args], env);
  child.stdin.end();
  const { code, stdout, stderr } = await answerOf(child);
  expect(stderr).toBe('');
  return { code, ...JSON.parse(stdout) };
}

/** What a check has found, one finding only where it is about this. */
function of({ findings }: Report, check: string, subject?: string): Found | undefined {
  return findings.find((one) => one.check === check && (subject === undefined || one.subject === subject));
}

const NETWORK = { allow: ['127.0.0.0/8'] };
const WATCHES = [{ id: 'harbour', query: 'harbour' }];

describe('doctor, with a database', () => {
  let desk: Desk;
  const env = () => ({ DATABASE_URL: desk.url, WIREWATCH_CONFIG: desk.home.config });
  beforeAll(async () => {
    desk = await openDesk({});
  });
  afterAll(() => desk.close());
  beforeEach(() => desk.home.configure({ network: NETWORK, watches: WATCHES }));
  afterEach(async () => {
    for (const table of ['delivery_work', 'deliveries', 'endpoints', 'processes', 'heartbeats', 'feeds', 'notices'])
      await sql`DELETE FROM ${sql.table(table)}`.execute(desk.db);
  });

  it('tells what the database is, and that nothing runs', async () => {
    const report = await doctor(env());
    expect(of(report, 'database')).toMatchObject({
      // A busy machine may answer late, and is told so.
      status: expect.stringMatching(/^(?:ok|warning)$/),
      found: expect.stringMatching(
        /^PostgreSQL \d+\.\S+, that of DATABASE_URL at 127\.0\.0\.1:\d+, its tables up to date, answers in \d+ m?s$/,
      ),
    });
    expect(of(report, 'clock')).toMatchObject({ status: 'ok' });
    expect(of(report, 'processes')).toMatchObject({ status: 'warning', advice: 'Start Wirewatch: wirewatch start' });
    expect(JSON.stringify(report)).not.toContain(new URL(desk.url).password);
  });

  it('asks hosts of feeds, and no others, for what every robot asks for', async () => {
    const site = await startSite();
    await desk.home.configure({
      network: NETWORK,
      watches: WATCHES,
      feeds: [{ url: `${site.url}/feed` }, { url: 'http://127.0.0.1:1/feed' }, { url: 'http://127.0.0.2:1/feed' }],
    });
    const report = await doctor(env());
    await site.close();
    expect(site.requests('/robots.txt')).toHaveLength(1);
    expect(site.requests('/feed')).toHaveLength(0);
    expect(of(report, 'network', 'DNS')).toBeUndefined();
    expect(of(report, 'network', 'HTTP')).toMatchObject({
      status: 'warning',
      found: expect.stringMatching(/^no answer from 2 of 3 hosts of feeds: .*refused the connection/),
    });
  });

  it('tells a name that leads nowhere from a host that cannot be reached', async () => {
    await desk.home.configure({
      network: NETWORK,
      watches: WATCHES,
      // RFC 6761 §6.4: that name is nobody's.
      feeds: [{ url: 'http://news.invalid/feed' }],
    });
    const report = await doctor(env());
    expect(of(report, 'network', 'DNS')).toMatchObject({ status: 'failed' });
    expect(of(report, 'network', 'HTTP')?.status).not.toBe('failed');
    expect(report.code).toBe(1);
  });

  it('tries channels without a message, and keeps secrets', async () => {
    const [slack, mailbox, strict] = await Promise.all([
      startSite(),
      startMailbox(),
      startMailbox({
        disabledCommands: ['STARTTLS'],
        authOptional: false,
        onAuth: (_login, _session, done) => done(new Error('no such user very-secret')),
      }),
    ]);
    slack.on('/_matrix/client/v3/account/whoami', JSON.stringify({ user_id: '@news:example.org' }));
    slack.on('/_matrix/client/v3/rooms/!r%3Aexample.org/state/m.room.encryption', JSON.stringify({ algorithm: 'x' }));
    slack.on('/status', 'OK');
    slack.on('/sick/status', (_request, response) => response.writeHead(417).end('NO_CONFIG'));
    const email = { to: ['a@example.org'], from: 'w@example.org' };
    const login = strict.smtpUrl.replace('smtp://', 'smtp://user:very-secret@');
    await desk.home.configure({
      network: NETWORK,
      watches: WATCHES,
      receivers: [
        { id: 'newsroom', slack: { webhook_url: `${slack.url}/services/very-secret` } },
        { id: 'desk', email: { ...email, smtp_url: mailbox.smtpUrl } },
        { id: 'night', email: { ...email, smtp_url: login } },
        { id: 'archive', webhook: { url: 'http://127.0.0.1:1/very-secret', secret: `whsec_${'A'.repeat(32)}` } },
        { id: 'room', matrix: { homeserver_url: slack.url, token: 'very-secret', room: '!r:example.org' } },
        { id: 'rest', apprise: { url: slack.url, key: 'very-secret' } },
        { id: 'sick', apprise: { url: `${slack.url}/sick`, key: 'very-secret' } },
        { id: 'chat', teams: { webhook_url: `${slack.url}/workflows/0?sig=very-secret` } },
      ],
    });
    const report = await doctor(env());
    await Promise.all([slack.close(), mailbox.close(), strict.close()]);
    expect(of(report, 'channels', 'newsroom')).toMatchObject({ status: 'ok' });
    expect(of(report, 'channels', 'chat')).toMatchObject({ status: 'ok' });
    expect(of(report, 'channels', 'rest')).toMatchObject({ status: 'ok' });
    expect(of(report, 'channels', 'sick')).toMatchObject({ status: 'warning' });
    expect(of(report, 'channels', 'room')).toMatchObject({
      status: 'warning',
      found: '!r:example.org is encrypted, and what Wirewatch says there is not',
    });
    expect(of(report, 'channels', 'desk')).toMatchObject({
      status: 'ok',
      found: expect.stringContaining('no mail was sent'),
    });
    expect(of(report, 'channels', 'night')).toMatchObject({
      status: 'failed',
      found: expect.stringMatching(/refused the login \(535\)$/),
    });
    expect(of(report, 'channels', 'archive')).toMatchObject({
      status: 'failed',
      found: '127.0.0.1 refused the connection',
    });
    expect(mailbox.mails).toEqual([]);
    expect([slack.requests('/').length, slack.requests('/services/very-secret').length]).toEqual([2, 0]);
    expect(report.code).toBe(1);
    expect(JSON.stringify(report)).not.toContain('very-secret');
  });

  it('tells of feeds, messages and endpoints in trouble', async () => {
    const { db } = desk;
    await syncFeeds(db, [feed('a'), feed('b'), feed('c'), feed('d')]);
    await sql`UPDATE feeds SET failures = 3, last_polled_at = now() WHERE id = 'a'`.execute(db);
    await sql`UPDATE feeds SET gone_at = now(), last_polled_at = now() WHERE id = 'b'`.execute(db);
    await sql`UPDATE feeds SET last_polled_at = now() WHERE id = 'd'`.execute(db);
    await sql`INSERT INTO notices (about, subject, kind, reason) VALUES
      ('feed', 'c', 'silent', 'nothing for days'), ('articles', 'a', 'given_up', 'articles of a that were given up: 2')`.execute(
      db,
    );
    await sql`INSERT INTO endpoints (key, label, places, gap_ms, held_since, reason)
      VALUES ('slack:1', 'Slack at hooks.slack.com', 2, 0, now() - interval '3 hours', 'revoked')`.execute(db);
    await sql`INSERT INTO deliveries (receiver_id, payload, state, reason, died_at)
      VALUES ('newsroom', '{"kind":"notice"}', 'dead', 'no_service', now())`.execute(db);
    const report = await doctor(env());
    expect(report.findings.filter(({ check }) => check === 'feeds').map(({ found }) => found)).toEqual([
      '1 feed of 4 fails: a',
      'withdrawn by their publishers: b',
      'silent beyond their habit: c',
    ]);
    expect(of(report, 'deliveries', 'Slack at hooks.slack.com')).toMatchObject({
      status: 'failed',
      found: 'has to be mended since 3 hours: revoked; 0 messages wait',
    });
    expect(of(report, 'deliveries')?.check).toBe('deliveries');
    expect(report.findings.find(({ found }) => found.includes('given up in the last day'))).toMatchObject({
      status: 'warning',
      found: '1 message was given up in the last day, the last since no_service',
    });
    expect(of(report, 'notices')).toMatchObject({ status: 'warning', found: 'articles of a that were given up: 2' });
  });

  it('tells of queues that stand, and of a clock that was set back', async () => {
    const { db } = desk;
    await sql`INSERT INTO processes (id) VALUES (gen_random_uuid())`.execute(db);
    await sql`INSERT INTO heartbeats (name, at) VALUES ('tick', now() - interval '10 minutes'), ('clock', now() + interval '1 h')`.execute(
      db,
    );
    await syncFeeds(db, [feed('a')]);
    await sql`UPDATE feed_work SET due_at = now() - interval '9 minutes'`.execute(db);
    const report = await doctor(env());
    expect(of(report, 'work')).toMatchObject({
      status: 'failed',
      found:
        'nothing has been put into the queues for 10 minutes; the oldest work that is due has waited 9 minutes (1 poll)',
    });
    expect(of(report, 'clock')).toMatchObject({
      status: 'failed',
      found: "the database's clock was set back by 60 minutes",
    });
    expect(of(report, 'processes')).toMatchObject({ status: 'ok', found: expect.stringContaining('1 process is') });
  });

  it('does nothing to a terminal that a stranger wants', async () => {
    await sql`INSERT INTO notices (about, subject, kind, reason)
      VALUES ('articles', 'a', 'given_up', ${'given up: \u001b[31mred\nblue'})`.execute(desk.db);
    const { stdout } = await desk.run('doctor');
    expect(stdout).toMatch(/^! notices {5}given up: .*red blue$/m);
    expect(stdout).not.toContain('\u001b');
  });

  it('tells of processes of different versions', async () => {
    await sql`INSERT INTO processes (id) VALUES (gen_random_uuid())`.execute(desk.db);
    const older = new pg.Client({ connectionString: desk.url, application_name: 'wirewatch 0.0.9 attic:17' });
    await older.connect();
    const report = await doctor(env());
    await older.end();
    expect(of(report, 'processes')).toMatchObject({
      status: 'warning',
      found: expect.stringMatching(
        /^processes of different versions run: 0\.0\.9 on attic \(process 17\); \d+\.\S+ on /,
      ),
    });
  });

  it('says when the tables are not of this version', async () => {
    await sql`INSERT INTO kysely_migration (name, timestamp) VALUES ('9999_of_tomorrow', '2030-01-01')`.execute(
      desk.db,
    );
    const report = await doctor(env());
    await sql`DELETE FROM kysely_migration WHERE name = '9999_of_tomorrow'`.execute(desk.db);
    expect(of(report, 'database')).toMatchObject({
      status: 'failed',
      found: expect.stringContaining('a newer Wirewatch'),
    });
    expect(of(report, 'feeds')).toMatchObject({ status: 'skipped' });
    expect(report.code).toBe(1);
  });

  it('says when Redis cannot be reached', async () => {
    const report = await doctor({ ...env(), REDIS_URL: 'redis://:very-secret@127.0.0.1:1' });
    expect(of(report, 'queue')).toMatchObject({
      status: 'failed',
      found: expect.stringMatching(/^the Redis of REDIS_URL at 127\.0\.0\.1:1 cannot be reached: connect ECONNREFUSED/),
    });
    expect(JSON.stringify(report)).not.toContain('very-secret');
  });
});

// One of its own: what it does when it is full is changed.
(hasRedisServer() ? describe : describe.skip)('doctor, with a Redis', () => {
  let redis: FoundRedis;
  let home: Home;
  beforeAll(async () => {
    [redis, home] = await Promise.all([startRedis(), makeHome({ watches: WATCHES })]);
  });
  afterAll(() => Promise.all([redis.stop(), home.remove()]));

  it('tells what it is, and warns of one that throws jobs away', async () => {
    const client = new Redis(redis.url);
    const look = () => doctor({ REDIS_URL: redis.url }, '--config', home.config, '--data', home.data);
    await client.config('SET', 'maxmemory-policy', 'noeviction');
    expect(of(await look(), 'queue')).toMatchObject({
      status: 'ok',
      found: expect.stringMatching(
        /^Redis \d+\.\S+ at \S+ answers in \d+ m?s, append-only file off, and throws nothing away/,
      ),
    });
    await client.config('SET', 'maxmemory-policy', 'allkeys-lru');
    expect(of(await look(), 'queue')).toMatchObject({
      status: 'warning',
      advice: 'Set maxmemory-policy to noeviction',
    });
    await client.quit();
  });
});

describe('doctor, where things are broken', () => {
  it('works before anything was made, makes nothing, and ends with 0', async () => {
    const home = await makeHome({ network: NETWORK, watches: WATCHES });
    const report = await doctor({}, '--config', home.config, '--data', home.data);
    expect({ code: report.code, made: existsSync(home.data) }).toEqual({ code: 0, made: false });
    expect(of(report, 'database')).toMatchObject({ status: 'skipped', found: 'no database was made yet' });
    expect(of(report, 'config')).toMatchObject({ status: 'warning', found: expect.stringContaining('no feed') });
    await home.remove();
  });

  it('works when the database is silent, and ends', async () => {
    const silent = createServer(() => {}).listen(0, '127.0.0.1');
    await new Promise((resolve) => silent.once('listening', resolve));
    const home = await makeHome({ watches: WATCHES });
    const { port } = silent.address() as { port: number };
    const report = await doctor(
      { DATABASE_URL: `postgres://w:very-secret@127.0.0.1:${port}/w` },
      ...['--config', home.config],
    );
    expect(of(report, 'database')).toMatchObject({
      status: 'failed',
      found: expect.stringContaining('cannot be reached'),
    });
    expect(JSON.stringify(report)).not.toContain('very-secret');
    expect(report.code).toBe(1);
    silent.close();
    await home.remove();
  });

  it('works when the configuration or a variable is wrong', async () => {
    const home = await makeHome();
    await writeFile(
      join(home.config, 'wirewatch.yaml'),
      'feeds:\n  - url: ftp://example.org/\u001b[31mfeed\ncolour: red\n',
    );
    const report = await doctor({}, '--config', home.config, '--data', home.data);
    expect(of(report, 'config')).toMatchObject({
      status: 'failed',
      found: expect.stringMatching(/^\d mistakes? in the configuration, the first at .*wirewatch\.yaml:/),
      advice: expect.stringContaining('wirewatch config check'),
    });
    expect(of(report, 'channels')).toMatchObject({ status: 'skipped' });
    expect(report.code).toBe(1);
    const none = await doctor({}, '--config', home.data, '--data', home.data);
    expect(of(none, 'config')).toMatchObject({
      status: 'failed',
      found: `there is no configuration in ${home.data}`,
      advice: expect.stringContaining(`wirewatch init ${home.data}`),
    });
    const wrong = await doctor({ WIREWATCH_PORT: 'many' }, '--config', home.config);
    expect(wrong).toMatchObject({ code: 1, findings: [{ check: 'settings', status: 'failed' }] });
    await home.remove();
  });

  it('warns of secrets that others can read', async () => {
    const home = await makeHome({ watches: WATCHES, feeds: [{ url: 'http://news.invalid/feed' }] });
    await writeFile(join(home.config, '.env'), 'A=b', { mode: 0o644 });
    const look = () => doctor({}, '--config', home.config, '--data', home.data);
    expect(of(await look(), 'config')).toMatchObject({
      status: 'warning',
      advice: `Run: chmod 600 ${join(home.config, '.env')}`,
    });
    await chmod(join(home.config, '.env'), 0o600);
    expect(of(await look(), 'config')).toMatchObject({ status: 'ok' });
    await home.remove();
  });

  it('says when the data directory is none', async () => {
    const home = await makeHome({ watches: WATCHES });
    const report = await doctor({}, '--config', home.config, '--data', join(home.config, 'wirewatch.yaml'));
    expect(of(report, 'disk')).toMatchObject({ status: 'failed', found: expect.stringMatching(/is a file, where/) });
    expect(report.code).toBe(1);
    await home.remove();
  });

  it('leaves the embedded database of a stopped Wirewatch as it was', async () => {
    const home = await makeHomeWithCluster({ network: NETWORK, watches: WATCHES });
    const report = await doctor({}, '--config', home.config, '--data', home.data);
    expect(of(report, 'database')).toMatchObject({
      status: 'failed',
      found: expect.stringMatching(/embedded, started for this look at .*: it holds nothing of Wirewatch$/),
    });
    expect(of(report, 'disk')).toMatchObject({
      found: expect.stringContaining('which can be written to; the database takes'),
    });
    expect(existsSync(join(home.data, 'postgres', 'data', 'postmaster.pid'))).toBe(false);
    expect((await readdir(home.data)).filter((name) => name.startsWith('.doctor'))).toEqual([]);
    await home.remove();
  });

  it('says that all is well beside a Wirewatch that runs, and what the files have that it has not', async () => {
    const site = await startSite();
    site.on('/feed', rss([{ guid: '1', title: 'Harbour' }]));
    const content = { network: NETWORK, watches: WATCHES, feeds: [{ id: 'a', url: `${site.url}/feed` }] };
    const home = await makeHomeWithCluster(content);
    const running = startIn(home);
    await running.logged('polling and delivering');
    const look = () => doctor({}, '--config', home.config, '--data', home.data);
    const report = await waitFor('a report that all is well', async () => {
      const latest = await look();
      return latest.status === 'ok' && latest;
    });
    expect(report.code).toBe(0);
    expect(new Set(report.findings.map(({ status }) => status))).toEqual(new Set(['ok']));
    expect(of(report, 'database')).toMatchObject({
      found: expect.stringContaining('embedded, of the Wirewatch that runs'),
    });
    expect(of(report, 'processes')?.found).toMatch(
      new RegExp(`^1 process is at work, .*; version \\S+ on \\S+ \\(process ${running.pid}\\)$`),
    );

    await home.configure({ ...content, receivers: [{ id: 'hook' }] });
    await running.logged('the configuration is wrong and not activated; what ran before goes on');
    expect(of(await look(), 'what runs')).toMatchObject({
      status: 'warning',
      found: expect.stringMatching(/has wrong files, and runs version 1: .*wirewatch\.yaml:\d+:\d+/),
    });
    await home.configure(content);
    running.signal('SIGTERM');
    await running.exited;
    const stopped = await look();
    expect(of(stopped, 'processes')).toMatchObject({
      status: 'warning',
      found: expect.stringMatching(/^no process is at work/),
    });
    expect(of(stopped, 'work')).toMatchObject({ status: 'skipped' });
    expect(of(stopped, 'what runs')).toMatchObject({ status: 'skipped', found: 'no worker runs' });
    await Promise.all([site.close(), home.remove()]);
  });
});

it('says in words what was found and what to do', async () => {
  const home = await makeHome({ network: NETWORK, watches: WATCHES });
  const child = open(['doctor', '--config', home.config, '--data', home.data]);
  child.stdin.end();
  const { code, stdout } = await answerOf(child);
  expect(code).toBe(0);
  expect(stdout).toMatch(/^! config {6}the configuration has no feed .*\n {14}→ Add one: wirewatch feed add/m);
  expect(stdout).toMatch(/^– database {4}no database was made yet\n/m);
  expect(stdout).toMatch(/\n1 to look at\n$/);
  await home.remove();
});

describe('docs/operating.md, on doctor', () => {
  const page = readFileSync('docs/operating.md', 'utf8');
  const begin = page.indexOf('## Is everything all right?');
  const section = page.slice(begin, page.indexOf('\n## ', begin));

  it('names the checks there are, in their order', () => {
    const named = [...section.matchAll(/^\| `(.*?)` \|/gm)].map(([, name]) => name);
    expect(named).toEqual(CHECKS.map(({ name }) => name));
  });

  it('has examples that work', async () => {
    const home = await makeHome({ network: NETWORK, watches: WATCHES });
    const commands = [...section.matchAll(/^npx wirewatch (.*?) +#/gm)].map(([, command]) => command!.split(' '));
    expect(commands).toHaveLength(2);
    for (const command of commands) {
      const child = open(command, { WIREWATCH_CONFIG: home.config, WIREWATCH_DATA: home.data });
      child.stdin.end();
      expect(await answerOf(child)).toMatchObject({ code: 0, stderr: '' });
    }
    await home.remove();
  });
});
