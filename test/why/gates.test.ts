import { pauseFeed } from '../../src/store/feeds/feed-health.ts';
import type { Answered } from '../../src/why/answer.ts';
import { startHttpReceiver } from '../alert/support/http-receiver.ts';
import { syncFeeds } from '../store/support.ts';
import { feed, watch } from '../support/app.ts';
import { page, rss, type TestItem } from '../support/site.ts';
import { INBOX, type Newsroom, openNewsroom, PORT } from './support.ts';

let room: Newsroom;
beforeAll(async () => {
  room = await openNewsroom();
});
afterAll(() => room.close());

const TITLE = 'Ships wait outside Skagen';
const SENTENCE = 'The harbour of Skagen is closed after the storm, the port authority said.';
const link = (path = '/story') => `${room.site.url}${path}`;
/** After the feed was added, to the second; clocks may differ as much. */
const soon = () => new Date(Date.now() + 60_000);
const carries = (items: Partial<TestItem>[], path = '/feed') =>
  room.site.on(
    path,
    rss(items.map((item) => ({ guid: 'one', title: TITLE, link: link(), published: soon(), ...item }))),
  );

/** The answer about an address, which has to be one. */
async function ask(what: string, watchId: string | null = null): Promise<Answered> {
  const answer = await room.ask(what, watchId);
  if (answer.kind === 'refused') throw new Error(answer.reason);
  return answer;
}
const last = ({ gates }: Answered) => gates.at(-1)!;
const told = ({ gates }: Answered, gate: string) => gates.find((one) => one.gate === gate)?.sentences.join('\n') ?? '';
const states = ({ gates }: Answered) => gates.map(({ gate, state }) => `${gate} ${state}`);

beforeEach(async () => {
  await room.begin();
  room.site.on('/story', page(TITLE, SENTENCE));
});

describe('the feed is where it ends', () => {
  it('when no feed of the site is watched: how to find and add one is said', async () => {
    const answer = await ask('https://news.elsewhere.example/harbour');
    expect(states(answer)).toEqual(['feed closed']);
    expect(told(answer, 'feed')).toMatch(
      /No feed of elsewhere\.example is watched[\s\S]*wirewatch feed add https:\/\/news\.elsewhere\.example/,
    );
  });

  it('not when a feed of a sister host is watched', async () => {
    await room.begin({ feeds: [feed('sister', 'https://rss.courier.example/feed')] });
    const answer = await ask('www.courier.example/news/harbour');
    expect(answer.gates[0]).toMatchObject({ gate: 'feed', state: 'open', see: [{ kind: 'feed', id: 'sister' }] });
    expect(told(answer, 'feed')).toContain('Of courier.example, these feeds are watched: sister');
  });

  it('when the feed left the configuration', async () => {
    await syncFeeds(room.db, [feed('other', 'https://other.example/feed')]);
    const answer = await ask(link());
    expect(answer.closed).toBe('feed');
    expect(told(answer, 'feed')).toMatch(/courier .* left the configuration at \d/);
  });
});

describe('the polls are where it ends', () => {
  it('when the feed has never been read', async () => {
    const answer = await ask(link());
    expect(states(answer)).toEqual(['feed open', 'polled closed']);
    expect(told(answer, 'polled')).toContain('courier has not been read yet: it was never read');
  });

  it('when it fails, with the reason', async () => {
    room.site.on('/feed', (_request, response) => response.writeHead(503).end());
    await room.poll();
    await room.poll();
    const answer = await ask(link());
    expect(answer.closed).toBe('polled');
    expect(told(answer, 'polled')).toMatch(/courier has failed 2 times in a row, since .*: HTTP 503/);
  });

  it('when it is gone or paused', async () => {
    room.site.on('/feed', (_request, response) => response.writeHead(410).end());
    await room.poll();
    expect(told(await ask(link()), 'polled')).toMatch(/said at .* that it is gone for good/);
    await room.begin();
    await pauseFeed(room.db, 'courier');
    const answer = await ask(link());
    expect(answer.closed).toBe('polled');
    expect(told(answer, 'polled')).toMatch(/has been paused since .*wirewatch feed resume courier/);
  });
});

describe('the feed item is where it ends', () => {
  it('when the feed never had it', async () => {
    carries([{ link: link('/another') }]);
    await room.poll();
    const answer = await ask(link());
    expect(states(answer)).toEqual(['feed open', 'polled open', 'item closed']);
    expect(told(answer, 'item')).toMatch(
      /No item of courier has ever had this address\.\ncourier has been watched since/,
    );
  });

  it.each([
    [
      'was published before the feed was added',
      new Date('2026-01-02T03:04:00Z'),
      /published at 2 Jan 2026, 03:04 UTC, before the feed was added/,
    ],
    ['has no date', undefined, /no date and was there when the feed was first read.*backfill: true/],
    ['is dated in the future', new Date('2099-01-02T03:04:00Z'), /its date, 2 Jan 2099, 03:04 UTC, lay in the future/],
  ])('when it %s', async (_what, published, reason) => {
    carries([{ published: published! }]);
    await room.poll();
    const answer = await ask(link());
    expect(answer.closed).toBe('item');
    expect(told(answer, 'item')).toMatch(reason);
    expect(answer.article).toMatchObject({ id: null, title: TITLE });
  });

  it('when it is an old page that came back', async () => {
    carries([{ guid: 'two', link: link('/another') }]);
    await room.poll();
    carries([{ published: new Date('2026-01-02T03:04:00Z') }]);
    await room.poll();
    expect(told(await ask(link()), 'item')).toContain('an old page that came back');
  });
});

describe('the page is where it ends', () => {
  it('as long as it waits to be read', async () => {
    carries([{}]);
    await room.poll();
    const answer = await ask(link());
    expect(states(answer)).toEqual(['feed open', 'polled open', 'item open', 'page closed']);
    expect(told(answer, 'page')).toMatch(/in line to be read since/);
  });

  it('when the work on it was lost too often', async () => {
    carries([{}]);
    await room.poll();
    await room.db.updateTable('itemWork').set({ leases: 20 }).execute();
    await room.read();
    const answer = await ask(link());
    expect(answer.closed).toBe('page');
    expect(told(answer, 'page')).toMatch(/given up after one try: .*lost too often\.\n`wirewatch feed retry courier`/);
  });
});

describe('the page is where much of it is lost', () => {
  const summary = 'The harbour of Skagen, the biggest in the north.';

  it.each([
    [
      'robots.txt forbids it',
      () => room.site.on('/robots.txt', 'User-agent: *\nDisallow: /'),
      /could not be had: .*robots\.txt/,
    ],
    [
      'the page answers 403',
      () => room.site.on('/story', (_request, response) => response.writeHead(403).end()),
      /could not be had: the page answered 403\.\nWhat the feed says of it was read instead/,
    ],
    [
      'the page is away for the moment',
      () => room.site.on('/story', (_request, response) => response.writeHead(503).end()),
      /answered 503[\s\S]*The page is asked for again at/,
    ],
  ])('when %s', async (_what, happens, reason) => {
    happens();
    try {
      carries([{ summary }]);
      await room.poll();
      await room.read();
      const answer = await ask(link());
      expect(states(answer)).toEqual([
        ...['feed open', 'polled open', 'item open', 'page partly', 'text partly', 'watches closed'],
      ]);
      expect(told(answer, 'page')).toMatch(reason);
      expect(told(answer, 'text')).toContain('It is a summary');
      expect(told(answer, 'watches')).toContain('port nearly matches.\nharbour NEAR/5 closed: ');
      expect(told(answer, 'watches')).toContain('Only what the feed says of it could be matched');
    } finally {
      room.site.on('/robots.txt', (_request, response) => response.writeHead(404).end());
    }
  });
});

describe('the watches are where it ends', () => {
  it('when the words stand too far apart, which is said with their distance', async () => {
    room.site.on(
      '/story',
      page(TITLE, 'The harbour is full of ships and boats of all kinds, and the bridge is closed.'),
    );
    carries([{}]);
    await room.poll();
    await room.read();
    const answer = await ask(link());
    expect(states(answer).slice(-2)).toEqual(['text open', 'watches closed']);
    expect(told(answer, 'watches')).toMatch(
      /It met no watch when it was read; there is one now\.\nport nearly matches\.\n.*harbour at word .* words between, 5 allowed/,
    );
    expect(told(await ask(link(), 'port'), 'watches')).toMatch(/port did not match\.\n.*words between, 5 allowed/);
  });

  it('when the watch came later', async () => {
    const [later] = [watch('ships', 'Skagen', ['inbox'])];
    carries([{}]);
    await room.poll();
    await room.read();
    const { db } = room;
    const { why } = await import('../../src/why/why.ts');
    const watching = { watches: [PORT, later!], aliases: {}, version: null };
    const answer = (await why({ what: link(), watchId: 'ships' }, { db, watching, now: new Date() })) as Answered;
    expect(last(answer)).toMatchObject({ gate: 'watches', state: 'closed' });
    expect(told(answer, 'watches')).toMatch(
      /ships did not match\.\nIt would now: the watch was added or changed since/,
    );
  });
});

describe('the story is why there is no second alert', () => {
  it('for a copy, of which the first alert is named', async () => {
    room.site.on('/copy', page(TITLE, SENTENCE));
    carries([{}, { guid: 'two', link: link('/copy') }]);
    await room.poll();
    await room.read();
    const first = await ask(link());
    const second = await ask(link('/copy'));
    expect(first.closed).toBe('delivery');
    expect(second.closed).toBe('alert');
    const [{ id }] = (await room.db.selectFrom('alerts').select('id').execute()) as [{ id: string }];
    expect(told(second, 'story')).toContain(`It is the same story as article ${first.article!.id} (“${TITLE}”`);
    expect(told(second, 'alert')).toContain(`its story had alerted it`);
    expect(last(second).see).toEqual([{ kind: 'alert', id }]);
  });

  it('for a rewrite, with score and reasons', async () => {
    const tell = (more: string) =>
      `${SENTENCE} ${more} Harbour master Jonna Kragelund counted 47 trawlers and 12 ferries, and Bornholmslinjen cancelled 9 departures to Rønne and Frederikshavn.`;
    room.site.on('/story', page('Skagen harbour closed after storm Rudolf', tell('')));
    room.site.on(
      '/other',
      page(
        'Storm Rudolf: Skagen harbour closed, says Kragelund',
        tell('So says the Danish Maritime Authority in Korsør.'),
      ),
    );
    carries([{}, { guid: 'two', link: link('/other') }]);
    await room.poll();
    await room.read();
    const answer = await ask(link('/other'));
    expect(answer.closed).toBe('alert');
    expect(told(answer, 'story')).toMatch(/same story as article \d+ \(.*\), by a score of \d+.*: .*Kragelund/);
  });
});

describe('the delivery is where it ends', () => {
  const slackAt = (url: string, id = 'slack') =>
    ({ id, timeZone: 'UTC', channel: { kind: 'slack', webhookUrl: url } }) as const;

  it('as long as it waits, when it is dead, and when it is held; it came through once everybody was told', async () => {
    const slack = await startHttpReceiver();
    try {
      await room.begin({
        watches: [{ ...PORT, receivers: ['inbox', 'slack'] }],
        receivers: [INBOX, slackAt(slack.url)],
      });
      carries([{}]);
      await room.poll();
      await room.read();
      expect(told(await ask(link()), 'delivery')).toMatch(
        /slack is not told yet, and is in line for Slack at .*; the next attempt is due/,
      );
      slack.answerWith({ status: 401 });
      await room.send();
      const held = await ask(link());
      expect(held.closed).toBe('delivery');
      expect(told(held, 'delivery')).toMatch(
        /inbox was told at .*\nslack waits until Slack at .* is mended, since .*\nAttempt 1 at .*: held, /,
      );
      slack.answerWith({ status: 404, body: 'no_service' });
      await room.db
        .updateTable('endpoints')
        .set({ quietUntil: new Date(0), heldSince: null })
        .execute();
      await room.send();
      const dead = await ask(link());
      expect(told(dead, 'delivery')).toMatch(
        /slack was not told; it was given up at .*no_service.*delivery retry [\da-f]{8}[\s\S]*Attempt 2 at/,
      );
    } finally {
      await slack.close();
    }
  });

  it('is passed once everybody was told', async () => {
    carries([{}]);
    await room.poll();
    await room.read();
    await room.send();
    const answer = await ask(link());
    expect(answer.closed).toBeNull();
    expect(states(answer)).toEqual(
      ['feed', 'polled', 'item', 'page', 'text', 'watches', 'story', 'alert', 'delivery'].map((gate) => `${gate} open`),
    );
    expect(told(answer, 'watches')).toMatch(/port matched at .*: “harbour” and “closed” stand 3 words apart/);
    expect(answer.verdict).toBe('It came through: everybody was told.');
  });

  it('has no part in what receivers miss that came later, and says who they are', async () => {
    carries([{}]);
    await room.poll();
    await room.read();
    await room.send();
    const { why } = await import('../../src/why/why.ts');
    const watching = { watches: [{ ...PORT, receivers: ['inbox', 'mail'] }], aliases: {}, version: null };
    const answer = (await why({ what: link(), watchId: null }, { db: room.db, watching, now: new Date() })) as Answered;
    expect(told(answer, 'delivery')).toContain('mail is a receiver of port now, and had no part in this alert');
  });
});

it('is linked from a message by what the configuration said when it was made', async () => {
  const network = { allow: ['127.0.0.0/8'], contact: null, perHost: { atOnce: 20, delayMs: 0 } };
  await room.begin({ network: { ...network, publicUrl: 'https://news.example.org' } });
  carries([{}]);
  await room.poll();
  await room.read();
  await room.send();
  const [{ text }] = (await room.db.selectFrom('inboxMessages').select('text').execute()) as [{ text: string }];
  const [, id] = /Why\? https:\/\/news\.example\.org\/why\?q=(\S+)/.exec(text)!;
  expect(await ask(id!)).toMatchObject({ asked: { as: 'alert' }, closed: null, article: { title: TITLE } });
});
