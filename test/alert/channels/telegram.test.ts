import { createChannels } from '../../../src/alert/channels.ts';
import type { TelegramMessage } from '../../../src/alert/layout/telegram.ts';
import type { AttemptOutcome, Delivery, Digest } from '../../../src/model/delivery.ts';
import { createHttpClient } from '../../../src/net/client.ts';
import { deliveryOf, newsOn, telegramNews } from '../support/alerts.ts';
import { type HttpAnswer, type HttpReceiver, startHttpReceiver } from '../support/http-receiver.ts';
import { describeContract, longNews } from './contract.ts';
import { httpAdapter } from './http-adapter.ts';
import { showTelegram, telegramLimits } from './telegram-reader.ts';

const token = '123456:AAvery-secret-key-of-a-bot';
const chat = '-1001234567890';
const json = (body: object, status = 200, headers = {}): HttpAnswer => ({
  status,
  body: JSON.stringify(body),
  headers: { 'content-type': 'application/json', ...headers },
});
const no = (status: number, description: string, parameters?: object): HttpAnswer =>
  json({ ok: false, error_code: status, description, ...(parameters && { parameters }) }, status);
const yes = json({ ok: true, result: { message_id: 17, chat: { id: Number(chat) }, text: 'x'.repeat(30_000) } });
const messageIn = (body: string) => JSON.parse(body) as TelegramMessage & Record<string, unknown>;

describeContract(
  'Telegram’s sendMessage',
  httpAdapter({
    channelAt: (origin) => ({ kind: 'telegram', token, chat, topic: null, apiUrl: origin }),
    answers: {
      takes: yes,
      throttles: no(429, 'Too Many Requests: retry after 35', { retry_after: 35 }),
      fails: { status: 502, body: '<html>' },
      refuses: no(403, 'Forbidden: bot was kicked from the supergroup chat'),
    },
    throttledMs: 35_000,
    permanent: 'held',
    secrets: [token, 'very-secret', '123456', '/bot'],
    show: (arrived) => showTelegram(messageIn(arrived)),
    limits: (arrived) => telegramLimits(messageIn(arrived)),
  }),
);

describe('the channel of a Telegram bot', () => {
  let telegram: HttpReceiver;
  let http: ReturnType<typeof createHttpClient>;

  beforeEach(async () => {
    telegram = await startHttpReceiver();
    http = createHttpClient({ allow: ['127.0.0.0/8'], userAgent: 'Wirewatch test' });
  });
  afterEach(async () => {
    await http.close();
    await telegram.close();
  });

  const delivery = deliveryOf(telegramNews);
  const channels = () => createChannels({ http, storeInboxMessage: async () => {} });
  const receiver = (more: { chat?: string; topic?: number } = {}) => ({
    id: 'newsdesk',
    timeZone: 'UTC',
    channel: { kind: 'telegram' as const, token, chat, topic: null, apiUrl: telegram.origin, ...more },
  });
  const send = (what: Delivery, ...answers: HttpAnswer[]): Promise<AttemptOutcome> => {
    telegram.answerWith(...answers);
    return channels().send(receiver(), what);
  };
  const bodies = () => telegram.posts.map(({ body }) => messageIn(body));

  it('sends HTML, and says where the message stands', async () => {
    expect(await send(delivery, yes)).toEqual({ kind: 'sent', receipt: { chat, message: '17' } });
    expect(telegram.posts.map(({ method, path }) => `${method} ${path}`)).toEqual([`POST /bot${token}/sendMessage`]);
    expect(bodies()[0]).toEqual({
      chat_id: chat,
      parse_mode: 'HTML',
      link_preview_options: { is_disabled: true },
      text: expect.stringContaining(
        '<a href="https://www.harbour-tech.example/news/telegram-hands-over?id=7&amp;lang=en"><b>Messenger that',
      ),
    });
    expect(bodies()[0]!.text).toContain('<blockquote>According to a magazine, <b>Telegram</b> answered');
  });

  it('replies to the first message of its story, in the same chat and topic', async () => {
    const replies = async (thread: Delivery['thread'], topic?: number) => {
      telegram.answerWith(yes);
      const outcome = await channels().send(receiver(topic === undefined ? {} : { topic }), { ...delivery, thread });
      const body = bodies().at(-1)!;
      return [body.reply_parameters, body.message_thread_id, outcome.kind === 'sent' && outcome.receipt?.topic];
    };
    const reply = { message_id: 5, allow_sending_without_reply: true };
    expect(await replies({ chat, message: '5' })).toEqual([reply, undefined, undefined]);
    expect(await replies({ chat: '-1', message: '5' })).toEqual([undefined, undefined, undefined]);
    expect(await replies({ chat, message: '5' }, 42)).toEqual([undefined, 42, '42']);
    expect(await replies({ chat, message: '5', topic: '42' }, 42)).toEqual([reply, 42, '42']);
    expect(await replies({ chat, message: 'x' })).toEqual([undefined, undefined, undefined]);
  });

  describe('with a follow-up', () => {
    const followUp: Delivery = {
      ...deliveryOf({
        ...{ kind: 'followUp', rootId: delivery.id, added: 3, createdAt: telegramNews.createdAt },
        story: { id: 7, title: 'Telegram <b>gave', reach: { articles: 7, sources: 6, languages: 3 } },
        coverage: [{ outlet: 'L’Écho', title: '@durov a donné', url: 'https://echo.example/1', publishedAt: null }],
      }),
      ...{ id: '1f0ff9c5-7f9c-4f4e-9b58-8a4d6a0e4f11', thread: { chat, message: '5' } },
      root: { id: delivery.id, payload: telegramNews },
    };
    const calls = () => telegram.posts.map((post) => post.path.split('/').at(-1));

    it('changes the first message, and replies to it without a bell', async () => {
      expect(await send(followUp, json({ ok: true, result: {} }), yes)).toMatchObject({ kind: 'sent' });
      expect(calls()).toEqual(['editMessageText', 'sendMessage']);
      const [change, reply] = bodies();
      expect(change).toMatchObject({ chat_id: chat, message_id: 5, parse_mode: 'HTML' });
      expect(change!.text).toContain('7 articles, 6 sources, 3 languages');
      expect(reply).toMatchObject({ disable_notification: true, reply_parameters: { message_id: 5 } });
      expect(showTelegram(reply!)).toMatchObject({ links: ['https://echo.example/1'], live: [] });
      expect(showTelegram(reply!).text).toContain('Now in 7 articles');
    });

    it('replies though the message is gone, or as it was', async () => {
      for (const refusal of ['message to edit not found', 'message is not modified: specified new message content …'])
        expect(await send(followUp, no(400, `Bad Request: ${refusal}`), yes)).toMatchObject({ kind: 'sent' });
    });

    it('sends nothing where it could not be asked, and changes none that stands elsewhere', async () => {
      expect(await send(followUp, 'hang up')).toMatchObject({ kind: 'retry' });
      expect(await send(followUp, no(401, 'Unauthorized'))).toMatchObject({ kind: 'held' });
      const rest = no(429, 'Too Many Requests: retry after 5', { retry_after: 5 });
      expect(await send(followUp, rest)).toMatchObject({ kind: 'throttled', inMs: 5_000 });
      expect(calls()).toEqual(Array(3).fill('editMessageText'));
      expect(await send({ ...followUp, thread: { chat: '-1', message: '5' } }, yes)).toMatchObject({ kind: 'sent' });
      expect(calls().at(-1)).toBe('sendMessage');
    });
  });

  it('sends without a reply to a server that wants one, once', async () => {
    const gone = no(400, 'Bad Request: message to be replied not found');
    const thread = { chat, message: '5' };
    expect(await send({ ...delivery, thread }, gone, yes)).toMatchObject({ kind: 'sent' });
    expect(bodies()[1]).not.toHaveProperty('reply_parameters');
    expect(await send({ ...delivery, thread }, gone, gone)).toMatchObject({ kind: 'dead' });
  });

  it('says it in plain text where its HTML is not read, once', async () => {
    const refusal = no(400, 'Bad Request: can\'t parse entities: Unsupported start tag "x" at byte offset 3');
    const long = deliveryOf(longNews());
    expect(await send(long, refusal, yes)).toMatchObject({ kind: 'sent' });
    expect(bodies()[1]).not.toHaveProperty('parse_mode');
    expect(bodies()[1]!.text).toMatch(/Shortened: Telegram takes no more\.$/);
    expect(telegramLimits(bodies()[1]!).filter(({ limit, found }) => found > limit)).toEqual([]);
    expect(await send(delivery, refusal, refusal)).toEqual({ kind: 'dead', reason: '127.0.0.1 answered 400' });
    expect(telegram.posts).toHaveLength(4);
  });

  describe('whose group has become a supergroup', () => {
    const old = '-4012345';
    const moved = no(400, 'Bad Request: group chat was upgraded to a supergroup chat', {
      migrate_to_chat_id: Number(chat),
    });

    it('sends to that at once, into the thread that stands there, and from then on', async () => {
      telegram.answerWith(moved, yes, yes);
      const own = channels();
      const thread = { chat, message: '5' };
      expect(await own.send(receiver({ chat: old }), { ...delivery, thread })).toEqual({
        kind: 'sent',
        receipt: { chat, message: '17' },
      });
      await own.send(receiver({ chat: old }), delivery);
      expect(bodies().map(({ chat_id: to, reply_parameters: reply }) => [to, reply !== undefined])).toEqual([
        [old, false],
        [chat, true],
        [chat, false],
      ]);
    });

    it('waits for the operator where it is not said which, and is not sent round in circles', async () => {
      telegram.answerWith(no(400, 'Bad Request: group chat was upgraded to a supergroup chat'));
      expect(await channels().send(receiver({ chat: old }), delivery)).toMatchObject({ kind: 'held' });
      const circle = (to: string) => no(400, 'Bad Request: moved', { migrate_to_chat_id: to });
      telegram.answerWith(circle('-1001'), circle('-1002'), circle('-1001'));
      expect(await channels().send(receiver({ chat: old }), delivery)).toMatchObject({ kind: 'dead' });
      expect(telegram.posts).toHaveLength(3);
    });
  });

  it.each<[number, string, AttemptOutcome['kind'], string]>([
    [401, 'Unauthorized', 'held', 'Unauthorized'],
    [404, 'Not Found', 'held', 'Not Found'],
    [403, 'Forbidden: bot was blocked by the user', 'held', 'bot was blocked by the user'],
    [400, 'Bad Request: chat not found', 'held', 'chat not found'],
    [400, 'Bad Request: message thread not found', 'held', 'message thread not found'],
    [400, 'Bad Request: TOPIC_CLOSED', 'held', 'TOPIC_CLOSED'],
    [400, 'Bad Request: message is too long', 'dead', 'message is too long'],
    [500, 'Internal Server Error', 'retry', 'Internal Server Error'],
    [200, 'Odd', 'retry', 'Odd'],
  ])('judges %i, %s, as %s', async (status, description, kind, detail) => {
    expect(await send(delivery, no(status, description))).toEqual({
      kind,
      reason: `127.0.0.1 answered ${status} (${detail})`,
    });
    expect(telegram.posts).toHaveLength(1);
  });

  it('takes no page of somebody in between for Telegram', async () => {
    expect(await send(delivery, { status: 200, body: '<!doctype html>' })).toMatchObject({ kind: 'retry' });
    expect(await send(delivery, json({ ok: true }))).toMatchObject({ kind: 'unknown' });
    expect(await send(delivery, { status: 404, body: '<html>' })).toMatchObject({ kind: 'retry' });
    expect(await send(delivery, { status: 429, headers: { 'retry-after': '7' } })).toMatchObject({ inMs: 7_000 });
  });

  it('tells no token that Telegram says back', async () => {
    for (const description of [`Not Found: ${token}`, 'AAverysecretkeyofabotwithoutanydigits'])
      expect(await send(delivery, no(400, description))).toEqual({ kind: 'dead', reason: '127.0.0.1 answered 400' });
  });

  it('sets no more apart than Telegram does', async () => {
    const article = { url: 'https://a.example/', title: 'Short', outlet: null, language: null, publishedAt: null };
    const { article: short, alerts, story } = newsOn(article);
    const stories = Array.from({ length: 40 }, () => ({ article: short, alerts, coverage: [], story }));
    const digest: Digest = {
      ...{ kind: 'digest', because: 'mute', since: telegramNews.createdAt, stories, silenced: [], updates: [] },
      totals: { stories: 40, alerts: 40, bySeverity: [] },
      ...{ pagesUrl: 'https://w.example', createdAt: telegramNews.createdAt },
    };
    await send(deliveryOf(digest), yes);
    expect(telegramLimits(bodies()[0]!).filter(({ limit, found }) => found > limit)).toEqual([]);
    expect(showTelegram(bodies()[0]!).entities).toBeGreaterThan(90);
  });

  it('calls nobody and offers no command, in HTML and without', async () => {
    const title = '@durov says /start to a@b.example, and/or @durov_';
    await send(deliveryOf(newsOn({ title })), no(400, "Bad Request: can't parse entities"), yes);
    for (const body of bodies()) {
      expect(showTelegram(body).live).toEqual([]);
      expect(body.text.replaceAll('\u2060', '')).toContain(title);
      expect(body.text).toContain('to a@b.example, and/or');
    }
  });
});
