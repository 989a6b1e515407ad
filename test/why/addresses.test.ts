import { readAddress } from '../../src/why/address.ts';
import type { Answered } from '../../src/why/answer.ts';
import { watchesGate } from '../../src/why/gates/watches.ts';
import { newsAt } from '../../src/why/subject.ts';
import { page, rss } from '../support/site.ts';
import { type Newsroom, openNewsroom } from './support.ts';

let room: Newsroom;
beforeAll(async () => {
  room = await openNewsroom();
  await room.begin();
  const { site } = room;
  const moved = `${site.url}/2026/harbour-closed-after-storm`;
  site.on('/go/17?utm_source=feed', (_request, response) => response.writeHead(302, { location: moved }).end());
  site.on(
    '/2026/harbour-closed-after-storm',
    page('Ships wait', 'The harbour is closed.', 'https://www.courier.example/2026/harbour-closed-after-storm'),
  );
  // Of the same story, at another address.
  site.on(
    '/2026/copy-of-harbour-closed',
    page('Ships wait', 'The harbour is closed.', 'https://www.herald.example/2026/copy-of-harbour-closed'),
  );
  const item = (guid: string, link: string) => ({
    guid,
    title: 'Ships wait',
    link: `${site.url}${link}`,
    published: new Date(Date.now() + 60_000),
  });
  site.on('/feed', rss([item('one', '/go/17?utm_source=feed'), item('two', '/2026/copy-of-harbour-closed')]));
  await room.poll();
  await room.read();
  site.on('/feed', rss([item('three', '/waits')]));
  await room.poll();
});
afterAll(() => room.close());

describe('an article is found', () => {
  it.each([
    ['by the link of its feed item', () => `${room.site.url}/go/17?utm_source=feed`],
    ['by that without tracking', () => `${room.site.url}/go/17`],
    ['by that with other tracking', () => `${room.site.url}/go/17?utm_source=mail&fbclid=x`],
    ['by where it led to', () => `${room.site.url}/2026/harbour-closed-after-storm`],
    ['by what its page calls canonical', () => 'https://www.courier.example/2026/harbour-closed-after-storm'],
    ['without www, and over http', () => 'http://courier.example/2026/harbour-closed-after-storm'],
    ['without a scheme', () => 'www.courier.example/2026/harbour-closed-after-storm'],
    ['on its mobile site', () => 'https://m.courier.example/2026/harbour-closed-after-storm?utm_medium=x'],
    [
      'in the wrapping of a search engine',
      () =>
        `https://www.google.com/url?q=${encodeURIComponent('https://www.courier.example/2026/harbour-closed-after-storm')}`,
    ],
  ])('%s', async (_how, address) => {
    expect(await room.ask(address())).toMatchObject({
      kind: 'answered',
      closed: 'delivery',
      article: { title: 'Ships wait' },
    });
  });

  it('and not another one of its story', async () => {
    const [one, other] = await Promise.all(
      [
        'https://m.courier.example/2026/harbour-closed-after-storm',
        'https://m.herald.example/2026/copy-of-harbour-closed',
      ].map(async (address) => (await room.ask(address)) as Answered),
    );
    expect(one!.article!.story).toBe(other!.article!.story);
    expect([one, other].map((answer) => answer!.article!.url)).toEqual([
      `${room.site.url}/2026/harbour-closed-after-storm`,
      `${room.site.url}/2026/copy-of-harbour-closed`,
    ]);
  });

  it('before it is read, in the wrapping of a search engine, too', async () => {
    const address = `https://www.google.com/url?q=${encodeURIComponent(`${room.site.url}/waits`)}`;
    expect(await room.ask(address)).toMatchObject({ closed: 'page' });
  });

  it('and no other one of the same site', async () => {
    expect(await room.ask(`${room.site.url}/go/18`)).toMatchObject({ closed: 'item', article: null });
  });
});

it.each(['', 'nonsense', 'ftp://example.org/x', 'a b.example', 'http://[::1', 'x'.repeat(9_000), '9c1e44d0', 'v1.2'])(
  'takes %j for no address',
  (text) => expect(readAddress(text)).toBeNull(),
);

it('tells sites apart by their registered domain, those of a hoster by their own', () => {
  const siteOf = (address: string) => readAddress(address)!.site;
  expect(siteOf('https://news.bbc.co.uk/x')).toBe('bbc.co.uk');
  expect(siteOf('https://desk.blogspot.com/x')).toBe('desk.blogspot.com');
  expect(siteOf('http://127.0.0.1:8080/x')).toBe('127.0.0.1');
});

it('may come through a feed of another site that brought articles of its site before', async () => {
  const answer = (await room.ask('https://www.courier.example/2026/bridge-closed')) as Answered;
  expect(answer.gates[0]).toMatchObject({
    state: 'open',
    sentences: [
      expect.stringMatching(
        /^No feed of courier\.example itself is watched, but courier \(.*brought articles of it before\.$/,
      ),
    ],
    see: [{ kind: 'feed', id: 'courier' }],
  });
  expect(answer.closed).toBe('item');
  expect(await room.ask('https://ier.example/2026/bridge-closed')).toMatchObject({ closed: 'feed' });
});

describe('what is watched', () => {
  it('is not needed to tell how far an article came', async () => {
    const answer = (await room.ask(`${room.site.url}/go/17`, null, 'nobody knows')) as Answered;
    expect(answer.gates.map(({ gate }) => gate)).toContain('watches');
    expect(answer.closed).toBe('delivery');
    const missed = (await room.ask(`${room.site.url}/go/17`, 'bridge', 'nobody knows')) as Answered;
    expect(missed.gates.at(-1)!.sentences).toEqual([
      'bridge did not match.',
      'How near it came is only told where the configuration is known.',
    ]);
    expect(await room.ask('Some text', null, 'nobody knows')).toMatchObject({ kind: 'refused' });
  });

  it('is told with the version of the configuration, where that was noted', async () => {
    const ground = { db: room.db, watching: null, now: new Date() };
    const subject = await newsAt(room.db, readAddress(`${room.site.url}/go/17`)!, { watchId: null, alertIds: null });
    const matches = subject.matches.map((match) => ({ ...match, configVersion: 12 }));
    const finding = await watchesGate.look({ ...subject, matches }, ground);
    expect(finding!.sentences[0]).toMatch(/^port matched at .* under version 12 of the configuration: /);
  });
});
