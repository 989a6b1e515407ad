import { pagesOf, whileRunning, wirewatch } from '../../support/process.ts';
import { type Desk, openDesk } from '../delivery/support.ts';

const CONTENT = {
  network: { public_url: 'https://news.example/wire/' },
  receivers: [{ id: 'newsroom', inbox: {} }],
  watches: [{ id: 'port', query: 'harbour', receivers: ['newsroom'] }],
};

let desk: Desk;
beforeAll(async () => {
  desk = await openDesk(CONTENT);
  await desk.activate();
});
afterAll(() => desk.close());
beforeEach(async () => {
  await desk.db.deleteFrom('outgoingFeeds').execute();
});

const FORMS = ['atom', 'rss', 'json'];
const feedOf = async (kind: string, id: string, ...more: string[]) =>
  JSON.parse((await desk.run(kind, 'feed', id, '--json', ...more)).stdout);

it.each(['watch port', 'receiver newsroom'])('tells the three addresses of the feed of the %s', async (subject) => {
  const [kind, id] = subject.split(' ') as [string, string];
  const { code, stdout, stderr } = await desk.run(kind, 'feed', id);
  expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
  const [token] = /(?<=feeds\/)[\w-]{43}(?=\.atom)/.exec(stdout)!;
  const base = `https://news.example/wire/feeds/${token}`;
  expect(stdout).toBe(`Atom  ${base}.atom\nRSS   ${base}.rss\nJSON  ${base}.json\n`);
  expect(await feedOf(kind, id)).toEqual({
    ...{ kind, id },
    ...Object.fromEntries(FORMS.map((form) => [form, `${base}.${form}`])),
  });
});

it('leads to the feed once a proxy has passed it on to where the pages are served', async () => {
  const { atom } = await feedOf('watch', 'port');
  await using open = new AsyncDisposableStack();
  const env = { DATABASE_URL: desk.url, WIREWATCH_CONFIG: desk.home.config };
  const server = open.adopt(wirewatch(['server', '--port', '0'], env), (each) => each.kill());
  const answer = await fetch(atom.replace('https://news.example/wire', await whileRunning(server, pagesOf(server))));
  expect([answer.status, answer.headers.get('content-type')]).toEqual([200, 'application/atom+xml; charset=utf-8']);
  expect(await answer.text()).toContain(`<link href="${atom}" rel="self" type="application/atom+xml"/>`);
});

it('makes new addresses when it is asked to, and after the feed was closed', async () => {
  const { atom: first } = await feedOf('watch', 'port');
  const { atom: renewed } = await feedOf('watch', 'port', '--renew');
  expect(await feedOf('watch', 'port', '--close')).toEqual({ kind: 'watch', id: 'port', closed: true });
  const { atom: last } = await feedOf('watch', 'port');
  expect(new Set([first, renewed, last]).size).toBe(3);
});

it('closes the feed of what is in no configuration, and says so where there is none', async () => {
  await desk.db
    .insertInto('outgoingFeeds')
    .values({ kind: 'receiver', subjectId: 'gone', tokenHash: Buffer.alloc(32) })
    .execute();
  expect(await desk.run('receiver', 'feed', 'gone', '--close')).toEqual({
    ...{ code: 0, stderr: '' },
    stdout: 'The feed of the receiver gone is closed; its addresses lead nowhere.\n',
  });
  expect(await desk.run('receiver', 'feed', 'gone', '--close')).toEqual({
    ...{ code: 1, stdout: '' },
    stderr: 'The receiver gone has no feed that is open.\n',
  });
});

it('has none of what there is not', async () => {
  expect(await desk.run('watch', 'feed', 'prt')).toEqual({
    ...{ code: 1, stdout: '' },
    stderr: 'There is no watch prt. Did you mean port?\n',
  });
  expect(await desk.db.selectFrom('outgoingFeeds').selectAll().execute()).toEqual([]);
});

it('takes no two ways at once', async () => {
  expect((await desk.run('watch', 'feed', 'port', '--renew', '--close')).code).toBe(2);
});

it('says which key is missing where nobody said where the pages are', async () => {
  await using open = new AsyncDisposableStack();
  const { network, ...local } = CONTENT;
  const other = open.adopt(await openDesk(local), (each) => each.close());
  await other.activate();
  const { code, stderr, stdout } = await other.run('watch', 'feed', 'port');
  expect([code, stdout]).toEqual([1, '']);
  expect(stderr).toContain('`network.public_url`');
  expect(await other.db.selectFrom('outgoingFeeds').selectAll().execute()).toEqual([]);
});
