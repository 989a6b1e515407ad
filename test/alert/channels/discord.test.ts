import { createChannels } from '../../../src/alert/channels.ts';
import type { DiscordMessage } from '../../../src/alert/layout/discord.ts';
import type { AttemptOutcome, Delivery } from '../../../src/model/delivery.ts';
import { createHttpClient } from '../../../src/net/client.ts';
import { deliveryOf, newsOn, telegramNews } from '../support/alerts.ts';
import { type HttpAnswer, type HttpReceiver, startHttpReceiver } from '../support/http-receiver.ts';
import { describeContract, longNews } from './contract.ts';
import { discordLimits, showDiscord } from './discord-reader.ts';
import { httpAdapter } from './http-adapter.ts';

const path = '/api/webhooks/223704706495545344/very-secret';
const json = (status: number, body: object, headers = {}): HttpAnswer => ({
  status,
  body: JSON.stringify(body),
  headers: { 'content-type': 'application/json', ...headers },
});
const yes = json(200, { id: '1154789320412345678', channel_id: '199737254929760256', content: 'x'.repeat(30_000) });
const no = (status: number, code: number, more = {}) => json(status, { code, message: 'No', ...more });

describeContract(
  'Discord’s webhook',
  httpAdapter({
    channelAt: (origin) => ({ kind: 'discord', webhookUrl: `${origin}${path}`, thread: null }),
    answers: {
      takes: yes,
      throttles: json(429, { message: 'slow', retry_after: 64.57, global: false }, { 'retry-after': '65' }),
      fails: { status: 502, body: '<html>' },
      refuses: no(404, 10015),
    },
    throttledMs: 64_570,
    permanent: 'dead',
    secrets: ['very-secret', '/webhooks/'],
    show: (arrived) => showDiscord(JSON.parse(arrived) as DiscordMessage),
    limits: (arrived) => discordLimits(JSON.parse(arrived) as DiscordMessage),
  }),
);

describe('the channel of a Discord webhook', () => {
  let discord: HttpReceiver;
  let http: ReturnType<typeof createHttpClient>;

  beforeEach(async () => {
    discord = await startHttpReceiver();
    http = createHttpClient({ allow: ['127.0.0.0/8'], userAgent: 'Wirewatch test' });
  });
  afterEach(async () => {
    await http.close();
    await discord.close();
  });

  const delivery = deliveryOf(telegramNews);
  const receiverAt = (thread: string | null = null, webhook = path) => ({
    id: 'newsdesk',
    timeZone: 'UTC',
    channel: { kind: 'discord' as const, webhookUrl: `${discord.origin}${webhook}`, thread },
  });
  const channels = () => createChannels({ http, storeInboxMessage: async () => {} });
  const send = (what: Delivery, ...answers: HttpAnswer[]): Promise<AttemptOutcome> => {
    discord.answerWith(...answers);
    return channels().send(receiverAt(), what);
  };
  const bodies = () => discord.posts.map(({ body }) => JSON.parse(body) as DiscordMessage);

  it('tells further coverage as a message that stands by itself, though the first one has a receipt', async () => {
    const followUp: Delivery = {
      ...deliveryOf({
        kind: 'followUp',
        rootId: '1f0ff9c5-7f9c-4f4e-9b58-8a4d6a0e4f11',
        story: { id: 7, title: 'Telegram gave data', reach: { articles: 7, sources: 6, languages: 3 } },
        coverage: [],
        added: 1,
        createdAt: new Date('2026-11-20T09:00:00Z'),
      }),
      thread: { channel: '1', message: '2' },
      root: { id: '1f0ff9c5-7f9c-4f4e-9b58-8a4d6a0e4f11', payload: telegramNews },
    };
    await send(followUp, { status: 500 });
    expect(discord.posts[0]!.body).toContain('Telegram gave data');
    expect(discord.posts[0]!.body).toContain(telegramNews.article.url);
  });

  it('waits until the message is stored, and says where it stands', async () => {
    expect(await send(delivery, yes)).toEqual({
      kind: 'sent',
      receipt: { channel: '199737254929760256', message: '1154789320412345678' },
    });
    expect(discord.posts.map((post) => post.path)).toEqual([`${path}?wait=true`]);
    expect(bodies()[0]).toMatchObject({
      embeds: [{ url: telegramNews.article.url, color: 0xd92d20, title: expect.stringContaining('Messenger that') }],
      allowed_mentions: { parse: [] },
    });
  });

  it('posts into the thread that is named', async () => {
    discord.answerWith(yes);
    await channels().send(receiverAt('1154789320412345678'), delivery);
    expect(discord.posts[0]!.path).toBe(`${path}?wait=true&thread_id=1154789320412345678`);
  });

  it.each([
    ['now', no(400, 50035, { errors: { embeds: { 0: { url: {} } } } })],
    ['as it did', json(400, { embeds: ['0'] })],
  ])('says it in plain content when Discord refuses the embed, %s, once', async (_when, refusal) => {
    const long = deliveryOf(longNews());
    expect(await send(long, refusal, yes)).toMatchObject({ kind: 'sent' });
    expect(bodies()[1]).toMatchObject({ allowed_mentions: { parse: [] }, flags: 4 });
    expect(bodies()[1]).not.toHaveProperty('embeds');
    expect(discordLimits(bodies()[1]!).filter(({ limit, found }) => found > limit)).toEqual([]);
    expect(bodies()[1]!.content).toMatch(/Shortened: Discord takes no more\.$/);
    expect(await send(delivery, refusal, refusal)).toMatchObject({ kind: 'dead' });
    expect(discord.posts).toHaveLength(4);
  });

  it.each<[number, number, AttemptOutcome['kind'], string]>([
    [404, 10003, 'held', '10003, unknown channel or thread'],
    [401, 50027, 'held', '50027, invalid webhook token'],
    [403, 50013, 'held', '50013'],
    [400, 220001, 'held', '220001, a forum needs a thread to post to'],
    [400, 50035, 'dead', '50035, invalid form'],
    [400, 200000, 'dead', '200000, blocked by automatic moderation'],
    [503, 130000, 'retry', '130000'],
    [400, 999999, 'dead', '999999'],
  ])('judges %i with the code %i as %s', async (status, code, kind, detail) => {
    expect(await send(delivery, no(status, code))).toEqual({
      kind,
      reason: `127.0.0.1 answered ${status} (${detail})`,
    });
    expect(discord.posts).toHaveLength(1);
  });

  it('gives up a webhook that is gone, and none of which a proxy says so', async () => {
    expect(await send(delivery, no(404, 10015))).toEqual({
      kind: 'dead',
      reason: '127.0.0.1 answered 404 (10015, unknown webhook)',
      ofEndpoint: true,
    });
    expect(await send(delivery, { status: 404, body: '<html>' })).toMatchObject({ kind: 'retry' });
  });

  it('does not know what became of a message that it is not shown', async () => {
    expect(await send(delivery, { status: 204 })).toMatchObject({ kind: 'unknown' });
    expect(await send(delivery, { status: 200, body: '<!doctype html>' })).toMatchObject({ kind: 'retry' });
  });

  describe('with an allowance', () => {
    const spent = (seconds: string) =>
      json(200, { id: '1', channel_id: '2' }, { 'x-ratelimit-remaining': '0', 'x-ratelimit-reset-after': seconds });

    it('does not ask when nothing is left of it, until it is renewed', async () => {
      discord.answerWith(spent('600'), yes);
      const own = channels();
      expect(await own.send(receiverAt(), delivery)).toMatchObject({ kind: 'sent' });
      const next = await own.send(receiverAt(), delivery);
      expect(next).toEqual({ kind: 'postponed', inMs: expect.any(Number) });
      if (next.kind === 'postponed') expect(next.inMs).toBeLessThanOrEqual(600_000);
      expect(discord.posts).toHaveLength(1);
      // Another webhook has its own.
      expect(await own.send(receiverAt(null, '/api/webhooks/1/other'), delivery)).toMatchObject({ kind: 'sent' });
    });

    it('asks while something is left, and once it is renewed', async () => {
      const some = json(
        200,
        { id: '1', channel_id: '2' },
        { 'x-ratelimit-remaining': '1', 'x-ratelimit-reset-after': '600' },
      );
      discord.answerWith(some, spent('0'), yes);
      const own = channels();
      for (const _time of [1, 2, 3]) expect(await own.send(receiverAt(), delivery)).toMatchObject({ kind: 'sent' });
      expect(discord.posts).toHaveLength(3);
    });

    it('leaves all webhooks alone when the limit is that of our address', async () => {
      discord.answerWith(json(429, { retry_after: 600.5, global: true }), yes);
      const own = channels();
      expect(await own.send(receiverAt(), delivery)).toMatchObject({ kind: 'throttled', inMs: 600_500 });
      expect(await own.send(receiverAt(null, '/api/webhooks/1/other'), delivery)).toMatchObject({ kind: 'postponed' });
      expect(discord.posts).toHaveLength(1);
    });

    it('takes the header where a proxy answers without a body', async () => {
      expect(await send(delivery, { status: 429, headers: { 'retry-after': '7' } })).toMatchObject({
        kind: 'throttled',
        inMs: 7_000,
      });
    });
  });

  it('leads to an article whose address has signs that would end a link', async () => {
    const url = 'https://news.example/a_(b)_*c*';
    const story = {
      ...telegramNews.story!,
      earliest: { outlet: 'A', title: '] [x](https://e.example)', url, publishedAt: null },
    };
    await send(deliveryOf({ ...newsOn({ url }), story }), yes);
    const { links, live } = showDiscord(bodies()[0]!);
    expect(links).toEqual([url, 'https://news.example/a_%28b%29_*c*']);
    expect(live).toEqual([]);
  });

  it('leaves out an address that Discord refuses', async () => {
    await send(deliveryOf(newsOn({ url: `https://news.example/${'a'.repeat(2_100)}` })), yes);
    expect(bodies()[0]!.embeds![0]).not.toHaveProperty('url');
  });
});
