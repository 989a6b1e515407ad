import { createChannels } from '../../../src/alert/channels.ts';
import type { NtfyMessage } from '../../../src/alert/layout/ntfy.ts';
import type { AttemptOutcome, Delivery } from '../../../src/model/delivery.ts';
import { createHttpClient } from '../../../src/net/client.ts';
import { deliveryOf, newsOn, telegramNews } from '../support/alerts.ts';
import { type HttpAnswer, type HttpReceiver, startHttpReceiver } from '../support/http-receiver.ts';
import { describeContract } from './contract.ts';
import { httpAdapter } from './http-adapter.ts';
import { ntfyLimits, showNtfy } from './ntfy-reader.ts';

const topic = 'a-very-secret-topic';
const token = 'tk_very-secret-token';
const json = (status: number, body: object, headers = {}): HttpAnswer => ({
  status,
  body: JSON.stringify(body),
  headers: { 'content-type': 'application/json', ...headers },
});
const no = (status: number, code: number, headers = {}) =>
  json(status, { code, http: status, error: `about ${topic}` }, headers);
const yes = json(200, { id: 'hwQ2YpKdmg', time: 1795482900, event: 'message', topic, message: 'x'.repeat(30_000) });
const HOURS_3 = 3 * 3_600_000;

describeContract(
  'ntfy',
  httpAdapter({
    channelAt: (origin) => ({ kind: 'ntfy', url: origin, topic, token }),
    answers: {
      takes: yes,
      throttles: no(429, 42901, { 'retry-after': '12' }),
      fails: no(500, 50001),
      refuses: no(403, 40301),
    },
    throttledMs: 12_000,
    permanent: 'held',
    secrets: ['very-secret', 'tk_'],
    show: (arrived) => showNtfy(JSON.parse(arrived) as NtfyMessage),
    limits: (arrived) => ntfyLimits(JSON.parse(arrived) as NtfyMessage),
  }),
);

describe('the channel of ntfy', () => {
  let ntfy: HttpReceiver;
  let http: ReturnType<typeof createHttpClient>;

  beforeEach(async () => {
    ntfy = await startHttpReceiver();
    http = createHttpClient({ allow: ['127.0.0.0/8'], userAgent: 'Wirewatch test' });
  });
  afterEach(async () => {
    await http.close();
    await ntfy.close();
  });

  const delivery = deliveryOf(telegramNews);
  const sendWith = (key: string | null, what: Delivery, ...answers: HttpAnswer[]): Promise<AttemptOutcome> => {
    ntfy.answerWith(...answers);
    const channels = createChannels({ http, storeInboxMessage: async () => {}, linkKey: Buffer.alloc(32, 7) });
    const channel = { kind: 'ntfy' as const, url: ntfy.origin, topic, token: key };
    return channels.send({ id: 'newsdesk', timeZone: 'UTC', channel }, what);
  };
  const send = (what: Delivery, ...answers: HttpAnswer[]) => sendWith(token, what, ...answers);
  const bodies = () => ntfy.posts.map(({ body }) => JSON.parse(body) as NtfyMessage);

  it('publishes to the root, with a token where there is one', async () => {
    expect(await send(delivery, yes)).toEqual({ kind: 'sent', receipt: { id: 'hwQ2YpKdmg' } });
    await sendWith(null, delivery, yes);
    expect(ntfy.posts.map(({ method, path }) => `${method} ${path}`)).toEqual(['POST /', 'POST /']);
    expect(ntfy.posts.map(({ headers }) => headers.authorization)).toEqual([`Bearer ${token}`, undefined]);
    expect(bodies()[0]).toEqual({
      ...{ topic, title: telegramNews.article.title, priority: 5, tags: ['rotating_light'] },
      click: telegramNews.article.url,
      message: expect.stringContaining('Harbour Tech HK\n“According to a magazine, Telegram answered'),
    });
  });

  it('is as loud as the watch is severe', async () => {
    for (const severity of ['critical', 'high', 'low', null])
      await send(deliveryOf(newsOn({}, undefined, { severity })), yes);
    expect(bodies().map(({ priority }) => priority)).toEqual([5, 4, 3, 3]);
  });

  it('has a button for what can be done, three at most, and the others in its text', async () => {
    const labels = async (more: Partial<typeof telegramNews>) => {
      await send(deliveryOf({ ...telegramNews, pagesUrl: 'https://wirewatch.example', ...more }), yes);
      const { actions = [], message } = bodies().at(-1)!;
      return [actions.map(({ label }) => label), /\/why\?q=/.test(message)];
    };
    expect(await labels({})).toEqual([['Mute this story', 'Mute this source', 'Not relevant'], true]);
    expect(await labels({ story: null })).toEqual([['Mute this source', 'Not relevant', 'Why?'], false]);
  });

  it('is within what ntfy takes where each sign is three bytes, and has to be escaped', async () => {
    for (const title of ['汉'.repeat(5_000), '"\\'.repeat(5_000)]) {
      const long = newsOn({ title, outlet: title, lead: title, url: `https://a.example/${'a'.repeat(2_900)}` });
      const updates = Array.from({ length: 30 }, (_, storyId) => ({
        ...{ storyId, title },
        reach: { articles: 2, sources: 2, languages: 1 },
      }));
      await send(deliveryOf({ ...long, updates }), yes);
      expect(ntfyLimits(bodies().at(-1)!).filter(({ limit, found }) => found > limit)).toEqual([]);
      expect(bodies().at(-1)!.message).toMatch(/Shortened: ntfy takes no more\.$/);
    }
  });

  it('has no word in its title that ntfy would decode', async () => {
    await send(deliveryOf(newsOn({ title: 'Odd =?UTF-8?B?4oCu?= title' })), yes);
    expect(showNtfy(bodies()[0]!).live).toEqual([]);
  });

  it('leaves a server alone for hours that has had the messages of a day', async () => {
    const outcome = await send(delivery, no(429, 42908));
    expect(outcome).toMatchObject({
      kind: 'throttled',
      reason: '127.0.0.1 answered 429 (42908, the messages of the day are used up)',
    });
    if (outcome.kind !== 'throttled') throw new Error('it is of another kind');
    // Until midnight, UTC, where that is sooner.
    expect(outcome.inMs).toBeGreaterThanOrEqual(1_000);
    expect(outcome.inMs).toBeLessThanOrEqual(HOURS_3);
  });

  it.each<[number, number, AttemptOutcome['kind'], string]>([
    [400, 40009, 'held', '40009, the topic is none'],
    [401, 40101, 'held', '40101, unauthorized'],
    [429, 42904, 'held', '42904, the server has no room for another topic'],
    [507, 50701, 'held', '50701, a topic of UnifiedPush that nobody subscribes to'],
    [400, 40017, 'dead', '40017'],
    [413, 41303, 'dead', '41303'],
    [429, 42901, 'throttled', '42901'],
    [507, 50799, 'retry', '50799'],
  ])('judges %i with the code %i as %s', async (status, code, kind, detail) => {
    expect(await send(delivery, no(status, code))).toMatchObject({
      kind,
      reason: `127.0.0.1 answered ${status} (${detail})`,
    });
    expect(ntfy.posts).toHaveLength(1);
  });

  it('takes no page of somebody in between for ntfy', async () => {
    expect(await send(delivery, { status: 200, body: '<!doctype html>' })).toMatchObject({ kind: 'retry' });
    expect(await send(delivery, json(200, { event: 'open', id: 'x' }))).toMatchObject({ kind: 'unknown' });
    expect(await send(delivery, json(200, {}))).toMatchObject({ kind: 'unknown' });
  });
});
