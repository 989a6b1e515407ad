import { loadConfig } from '../../src/config/load.ts';
import { configOf, withFiles } from './support.ts';

describe('a configuration', () => {
  it('may be empty, or hold keys with nothing below them', async () => {
    const empty = { feeds: [], watches: [], aliases: {}, network: { allow: [], contact: null, publicUrl: null } };
    expect(await configOf('')).toMatchObject(empty);
    expect(await configOf('# nothing yet\n')).toMatchObject(empty);
    expect(await configOf('feeds:\nwatches:\nreceivers:\naliases:\ninclude:\nnetwork:\n')).toMatchObject(empty);
  });

  it('gives feeds with all keys or with the URL alone', async () => {
    const { feeds } = await configOf(`
feeds:
  - url: https://example.org/feed.xml
    id: example
    name: Example
    tags: [a, b]
    country: de
    every: 1h30m
    backfill: true
  - url: HTTP://WWW.Example.com:80/a b#top
`);
    expect(feeds).toEqual([
      {
        id: 'example',
        url: 'https://example.org/feed.xml',
        name: 'Example',
        country: 'DE',
        tags: ['a', 'b'],
        everyMs: 5_400_000,
        backfill: true,
      },
      {
        id: expect.stringMatching(/^example\.com-[0-9a-f]{10}$/),
        url: 'http://www.example.com/a%20b',
        name: null,
        country: null,
        tags: [],
        everyMs: null,
        backfill: false,
      },
    ]);
  });

  it('derives the id of a feed from its URL alone', async () => {
    const first = await configOf('feeds: [{url: https://example.org/1}, {url: https://example.org/2}]');
    const second = await configOf('feeds: [{url: https://example.org/2, name: x}]');
    expect(second.feeds[0]!.id).toBe(first.feeds[1]!.id);
    expect(second.feeds[0]!.id).not.toBe(first.feeds[0]!.id);
  });

  it.each([
    ['30s', 30_000],
    ['5m', 300_000],
    ['2h', 7_200_000],
    ['1h30m', 5_400_000],
    ['1d', 86_400_000],
    ['7d', 604_800_000],
    ['1d12h', 129_600_000],
    ['90', 90_000],
    ['"90"', 90_000],
    ['1', 1_000],
    ['1s', 1_000],
  ])('reads the interval %s', async (every, ms) => {
    const { feeds } = await configOf(`feeds: [{url: https://example.org, every: ${every}}]`);
    expect(feeds[0]!.everyMs).toBe(ms);
  });

  it('gives watches with all keys or with id and query alone', async () => {
    const { watches } = await configOf(`
watches:
  - id: a
    query: Telegram w/5 BKA
    dialect: lexis
    name: The A watch
    tags: [x]
    severity: high
    receivers: [r]
    language: zh-HANT
  - {id: b, query: Signal}
receivers: [{id: r, inbox: {}}, {id: s, inbox:}]
`);
    expect(watches).toEqual([
      {
        id: 'a',
        query: 'Telegram w/5 BKA',
        name: 'The A watch',
        tags: ['x'],
        severity: 'high',
        receivers: ['r'],
        language: 'zh-hant',
        dialect: 'lexis',
      },
      {
        id: 'b',
        query: 'Signal',
        name: null,
        tags: [],
        severity: null,
        receivers: ['r', 's'],
        language: null,
        dialect: null,
      },
    ]);
  });

  it('gives each kind of receiver', async () => {
    const secret = 'whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw';
    const { receivers } = await configOf(`
receivers:
  - {id: s, slack: {webhook_url: https://hooks.slack.com/services/x}}
  - {id: m, email: {to: a@example.org, from: Wire <w@example.org>, smtp_url: "smtps://u:p%40@mail.example.org?pool=true"}}
  - {id: n, email: {to: [a@example.org, b@localhost], from: w@example.org, smtp_url: smtp://127.0.0.1:2525}}
  - {id: w, webhook: {url: https://hook.example/alerts, secret: ${secret}}}
  - {id: i, inbox: {}}
`);
    expect(receivers.map(({ channel }) => channel)).toEqual([
      { kind: 'slack', webhookUrl: 'https://hooks.slack.com/services/x' },
      {
        kind: 'email',
        to: ['a@example.org'],
        from: 'Wire <w@example.org>',
        smtpUrl: 'smtps://u:p%40@mail.example.org?pool=true',
      },
      { kind: 'email', to: ['a@example.org', 'b@localhost'], from: 'w@example.org', smtpUrl: 'smtp://127.0.0.1:2525' },
      { kind: 'webhook', url: 'https://hook.example/alerts', secret },
      { kind: 'inbox' },
    ]);
  });

  it('has the inbox when no receiver is configured', async () => {
    const { receivers, watches } = await configOf('watches: [{id: a, query: x}]');
    expect(receivers).toEqual([{ id: 'inbox', timeZone: 'UTC', channel: { kind: 'inbox' } }]);
    expect(watches[0]!.receivers).toEqual(['inbox']);
  });

  it('has the inbox beside other receivers only for the watch that names it', async () => {
    const { receivers, watches } = await configOf(`
receivers: [{id: hook, slack: {webhook_url: https://example.org/x}}]
watches: [{id: a, query: x, receivers: [inbox]}, {id: b, query: y}]
`);
    expect(receivers.map(({ id }) => id)).toEqual(['hook', 'inbox']);
    expect(watches.map((watch) => watch.receivers)).toEqual([['inbox'], ['hook']]);
  });

  it('gives aliases and network', async () => {
    const { aliases, network } = await configOf(`
aliases: {bka: ['{BKA}', Bundeskriminalamt], polizei: ['@bka', Polizei]}
network: {allow: [127.0.0.0/8, 'fd00::/8'], contact: mailto:desk@example.org, public_url: 'https://News.example.org:443/wire/'}
`);
    expect(aliases).toEqual({ bka: ['{BKA}', 'Bundeskriminalamt'], polizei: ['@bka', 'Polizei'] });
    expect(network).toMatchObject({
      allow: ['127.0.0.0/8', 'fd00::/8'],
      contact: 'mailto:desk@example.org',
      publicUrl: 'https://news.example.org/wire',
    });
  });

  it('says how much is asked of a host, and how often feeds are polled', async () => {
    const usual = await configOf('');
    expect(usual.network.perHost).toEqual({ atOnce: 2, delayMs: 1_000 });
    expect(usual.polling).toEqual({ minMs: 120_000, maxMs: 7_200_000 });
    const set = await configOf(`
network: {per_host: {at_once: 4, delay: 0}}
polling: {min_interval: 1m, max_interval: 6h}
`);
    expect(set.network.perHost).toEqual({ atOnce: 4, delayMs: 0 });
    expect(set.polling).toEqual({ minMs: 60_000, maxMs: 21_600_000 });
  });

  it('says whether a story is told again when it takes a turn', async () => {
    expect((await configOf('stories:\n')).stories.developments).toBe(false);
    expect((await configOf('stories: {developments: true}\n')).stories.developments).toBe(true);
  });

  it('keeps articles for as long and as far as it says, or for ever', async () => {
    expect((await configOf('')).retention).toEqual({ articlesMs: null, bytes: null });
    expect((await configOf('retention:\n')).retention).toEqual({ articlesMs: null, bytes: null });
    expect((await configOf('retention: {articles: 90d, size: 1.5TB}')).retention).toEqual({
      articlesMs: 90 * 86_400_000,
      bytes: 1.5e12,
    });
    expect((await configOf('retention: {size: 20 GB}')).retention).toEqual({ articlesMs: null, bytes: 20e9 });
  });

  it('has a canary where it says so, which ends before anybody sees it', async () => {
    expect((await configOf('')).canary).toBeNull();
    const every = (await configOf('canary: {every: 2m}')).canary;
    expect(every).toEqual({ everyMs: 120_000, withinMs: 120_000, receiver: null, ping: null });
    const { canary, receivers } = await configOf(
      'canary: {every: 15m, within: 1m, receiver: inbox, ping: https://example.org/x}',
    );
    expect(canary).toEqual({ everyMs: 900_000, withinMs: 60_000, receiver: 'inbox', ping: 'https://example.org/x' });
    expect(receivers.map(({ id }) => id)).toEqual(['inbox']);
  });

  it('names a service of embeddings, or none', async () => {
    expect((await configOf('')).stories.embeddings).toBeNull();
    expect((await configOf('stories: {embeddings:}\n')).stories.embeddings).toBeNull();
    const yaml = 'stories: {embeddings: {url: http://localhost:11434/v1/, model: "bge-m3:latest"}}';
    const local = { url: 'http://localhost:11434/v1', model: 'bge-m3:latest', key: null };
    expect((await configOf(yaml)).stories.embeddings).toEqual(local);
    const keyed = `stories: {embeddings: {url: https://api.example/v1, model: m, key: "\${KEY}"}}`;
    expect((await configOf(keyed, { KEY: 'sk-0123' })).stories.embeddings?.key).toBe('sk-0123');
  });

  it('may use YAML anchors', async () => {
    const { feeds } = await configOf(
      'feeds: [{url: https://a.example, tags: &t [x, y]}, {url: https://b.example, tags: *t}]',
    );
    expect(feeds.map(({ tags }) => tags)).toEqual([
      ['x', 'y'],
      ['x', 'y'],
    ]);
  });

  it('names its files as the directory was given', async () => {
    await withFiles({ 'wirewatch.yaml': 'x: 1' }, async (directory) => {
      const loaded = await loadConfig(`${directory}/../${directory.split('/').at(-1)}`, {});
      expect(loaded).toMatchObject({
        kind: 'invalid',
        problems: [{ file: `${directory}/wirewatch.yaml`, line: 1, column: 1 }],
      });
    });
  });

  it('is valid with a query that can match nothing, and warned of it at its place', async () => {
    await withFiles(
      { 'wirewatch.yaml': 'watches:\n  - id: a\n    query: telegram lang:de lang:fr\n' },
      async (directory) => {
        expect(await loadConfig(directory, {})).toMatchObject({
          kind: 'valid',
          warnings: [{ line: 3, column: 34, reason: expect.stringContaining('This can match nothing') }],
        });
      },
    );
  });
});
