import { configOf, problemsOf } from '../support.ts';

const receiver = (channel: string) => `receivers:\n  - id: r\n    ${channel}\n`;
const channelOf = async (channel: string) => (await configOf(receiver(channel), {})).receivers[0]!.channel;

describe('Slack', () => {
  it('is told by a webhook, or by a bot', async () => {
    expect(await channelOf('slack: {webhook_url: "https://hooks.slack.com/services/x"}')).toEqual({
      kind: 'slack',
      webhookUrl: 'https://hooks.slack.com/services/x',
    });
    expect(await channelOf('slack: {token: xoxb-1, channel: C0123456789}')).toEqual({
      kind: 'slackBot',
      token: 'xoxb-1',
      channel: 'C0123456789',
      apiUrl: 'https://slack.com/api',
    });
  });

  it.each([
    '{token: xoxb-1}',
    '{webhook_url: "https://hooks.slack.com/x", token: xoxb-1, channel: C0123456789}',
    '{webhook_url: "https://hooks.slack.com/x", api_url: "https://slack.com/api"}',
  ])('is told one way: %s', async (slack) => {
    expect(await problemsOf(receiver(`slack: ${slack}`))).toEqual([
      'wirewatch.yaml:3:12: Slack is told by a webhook_url, or by token and channel.',
    ]);
  });

  it('has channels by their id', async () => {
    expect(await problemsOf(receiver('slack: {token: xoxb-1, channel: "#news"}'))).toEqual([
      expect.stringContaining('Not the id of a channel.'),
    ]);
  });
});

describe('Microsoft Teams', () => {
  it('is told by a webhook of a flow', async () => {
    const webhookUrl = 'https://prod-01.westeurope.logic.azure.com/workflows/0/triggers/manual/paths/invoke?sig=x';
    expect(await channelOf(`teams: {webhook_url: "${webhookUrl}"}`)).toEqual({ kind: 'teams', webhookUrl });
  });
});

describe('Matrix', () => {
  it('is told in a room by its id', async () => {
    const at = (room: string) =>
      `matrix: {homeserver_url: "https://matrix.example.org/", token: syt_1, room: "${room}"}`;
    expect(await channelOf(at('!AbCd:example.org'))).toEqual({
      kind: 'matrix',
      homeserverUrl: 'https://matrix.example.org',
      token: 'syt_1',
      room: '!AbCd:example.org',
    });
    expect(await problemsOf(receiver(at('#news:example.org')))).toEqual([
      expect.stringContaining('Not the id of a room.'),
    ]);
  });
});

describe('Apprise', () => {
  const url = 'http://apprise.example.org:8000';

  it.each([
    ['key: news', { serviceKey: 'news', urls: [], tag: null }],
    ['key: news, tag: "a b, c"', { serviceKey: 'news', urls: [], tag: 'a b, c' }],
    ['urls: "ntfy://x"', { serviceKey: null, urls: ['ntfy://x'], tag: null }],
    ['urls: ["ntfy://x", "ntfy://y"]', { serviceKey: null, urls: ['ntfy://x', 'ntfy://y'], tag: null }],
  ])('tells those of %s', async (more, expected) => {
    expect(await channelOf(`apprise: {url: "${url}/", ${more}}`)).toEqual({ kind: 'apprise', url, ...expected });
  });

  it.each(['key: news, urls: "ntfy://x"', 'tag: desk', 'urls: "ntfy://x", tag: desk'])(
    'is not told %s',
    async (more) => {
      expect(await problemsOf(receiver(`apprise: {url: "${url}", ${more}}`))).toEqual([
        'wirewatch.yaml:3:14: Apprise is told a key, with or without a tag, or urls.',
      ]);
    },
  );

  it('refuses what it would refuse', async () => {
    expect(await problemsOf(receiver(`apprise: {url: "${url}", key: a/b, tag: "#x"}`))).toEqual([
      expect.stringContaining('Not a key of Apprise.'),
      expect.stringContaining('Not a tag of Apprise.'),
    ]);
    expect(await problemsOf(receiver(`apprise: {url: "${url}", urls: 7}`))).toEqual([
      expect.stringContaining('Expected an address as Apprise writes it, or a list of them.'),
    ]);
  });
});

describe('Discord', () => {
  it('is told by a webhook, in a thread where one is named', async () => {
    const webhookUrl = 'https://discord.com/api/webhooks/1/x';
    expect(await channelOf(`discord: {webhook_url: "${webhookUrl}"}`)).toEqual({
      kind: 'discord',
      webhookUrl,
      thread: null,
    });
    expect(await channelOf(`discord: {webhook_url: "${webhookUrl}", thread: "1154789320412345678"}`)).toMatchObject({
      thread: '1154789320412345678',
    });
  });

  it.each([
    ['1154789320412345678', expect.stringContaining('Put it in quotation marks.')],
    ['"#news"', expect.stringContaining('Not the id of a thread.')],
  ])('has threads by their id: %s', async (thread, problem) => {
    expect(await problemsOf(receiver(`discord: {webhook_url: "https://discord.com/x", thread: ${thread}}`))).toEqual([
      problem,
    ]);
  });
});

describe('ntfy', () => {
  it('is told at a topic of a server, with a token where it asks for one', async () => {
    expect(await channelOf('ntfy: {url: "https://ntfy.example.org/", topic: news_1}')).toEqual({
      ...{ kind: 'ntfy', url: 'https://ntfy.example.org', topic: 'news_1' },
      token: null,
    });
    expect(await channelOf('ntfy: {url: "https://ntfy.sh", topic: news, token: tk_1}')).toMatchObject({
      token: 'tk_1',
    });
  });

  it.each(['a/b', 'a b', 'x'.repeat(65)])('has no topic %s', async (topic) => {
    expect(await problemsOf(receiver(`ntfy: {url: "https://ntfy.sh", topic: "${topic}"}`))).toEqual([
      expect.stringContaining('Not a topic.'),
    ]);
  });
});

describe('Telegram', () => {
  const token = '123456:AAF-abcdefghijklmnopqrstuvwxyz_0';
  const telegram = (more: string) => receiver(`telegram: {token: "${token}", ${more}}`);

  it.each([
    ['chat: -1001234567890', '-1001234567890'],
    ['chat: "4711"', '4711'],
    ['chat: "@example_news"', '@example_news'],
  ])('is told in a chat, by %s', async (more, chat) => {
    expect((await configOf(telegram(more), {})).receivers[0]!.channel).toEqual({
      ...{ kind: 'telegram', token, chat, topic: null },
      apiUrl: 'https://api.telegram.org',
    });
  });

  it('is told in a topic, by a server of one’s own', async () => {
    const own = telegram('chat: -1001234567890, topic: 42, api_url: "https://bots.example.org/"');
    expect((await configOf(own, {})).receivers[0]!.channel).toMatchObject({
      topic: 42,
      apiUrl: 'https://bots.example.org',
    });
  });

  it.each([
    [telegram('chat: news'), 'Not a chat.'],
    [telegram('chat: 1.5'), 'Expected the id of a chat, or the @name of a channel.'],
    [receiver('telegram: {token: "123456:very/secret?key#of-a-bot", chat: 1}'), 'Not the token of a bot.'],
  ])('says what is wrong with %s', async (config, problem) => {
    expect(await problemsOf(config)).toEqual([expect.stringContaining(problem)]);
  });
});

describe('the times of a receiver', () => {
  it('are those of the zone that is named, or of none', async () => {
    const zoneOf = async (more: string) => (await configOf(receiver(`inbox: {}${more}`), {})).receivers[0]!.timeZone;
    expect(await zoneOf('\n    time_zone: Europe/Berlin')).toBe('Europe/Berlin');
    expect(await zoneOf('')).toBe('UTC');
  });

  it.each(['Mars/Olympus', '+02:00'])('are not those of %s', async (zone) => {
    expect(await problemsOf(receiver(`inbox: {}\n    time_zone: "${zone}"`))).toEqual([
      'wirewatch.yaml:4:16: Expected a time zone of the IANA database, such as Europe/Berlin.',
    ]);
  });
});
