import { createChannels } from '../../../src/alert/channels.ts';
import type { SlackMessage } from '../../../src/alert/layout/slack.ts';
import type { AttemptOutcome, Delivery } from '../../../src/model/delivery.ts';
import { createHttpClient } from '../../../src/net/client.ts';
import { deliveryOf, telegramNews } from '../support/alerts.ts';
import { type HttpAnswer, type HttpReceiver, type Post, startHttpReceiver } from '../support/http-receiver.ts';
import { describeContract } from './contract.ts';
import { httpAdapter } from './http-adapter.ts';
import { showSlack, slackLimits } from './slack-reader.ts';

const token = 'xoxb-1-2-very-secret';
const channel = 'C0123456789';
const channelAt = (origin: string) => ({ kind: 'slackBot' as const, token, channel, apiUrl: `${origin}/api` });
const json = (body: object, headers = {}, status = 200): HttpAnswer => ({
  status,
  body: JSON.stringify(body),
  headers: { 'content-type': 'application/json', ...headers },
});
const no = (error: string): HttpAnswer => json({ ok: false, error });
const yes = json({ ok: true, channel, ts: '1795482900.000100', message: { text: 'x'.repeat(30_000) } });

describeContract(
  'Slack’s chat.postMessage',
  httpAdapter({
    channelAt,
    answers: {
      takes: yes,
      throttles: json({ ok: false, error: 'ratelimited' }, { 'retry-after': '30' }, 429),
      fails: { status: 500 },
      refuses: no('channel_not_found'),
    },
    throttledMs: 30_000,
    permanent: 'held',
    secrets: [token, 'very-secret'],
    show: (arrived) => showSlack(JSON.parse(arrived) as SlackMessage),
    limits: (arrived) => slackLimits(JSON.parse(arrived) as SlackMessage),
  }),
);

describe('the channel of a Slack bot', () => {
  let slack: HttpReceiver;
  let http: ReturnType<typeof createHttpClient>;

  beforeEach(async () => {
    slack = await startHttpReceiver();
    http = createHttpClient({ allow: ['127.0.0.0/8'], userAgent: 'Wirewatch test' });
  });
  afterEach(async () => {
    await http.close();
    await slack.close();
  });

  const delivery = deliveryOf(telegramNews);
  const send = (what: Delivery, ...answers: HttpAnswer[]): Promise<AttemptOutcome> => {
    slack.answerWith(...answers);
    const channels = createChannels({ http, storeInboxMessage: async () => {} });
    return channels.send({ id: 'newsdesk', timeZone: 'UTC', channel: channelAt(slack.origin) }, what);
  };
  const own = { event_type: 'wirewatch_delivery', event_payload: { delivery_id: delivery.id } };
  const calls = () => slack.posts.map(({ method, path }) => `${method} ${path.split('?')[0]}`);
  const queryOf = ({ path }: Post) => Object.fromEntries(new URL(path, slack.origin).searchParams);

  it('posts with its token, and says where the message stands', async () => {
    expect(await send(delivery, yes)).toEqual({ kind: 'sent', receipt: { channel, ts: '1795482900.000100' } });
    expect(calls()).toEqual(['POST /api/chat.postMessage']);
    expect(slack.posts[0]!.headers.authorization).toBe(`Bearer ${token}`);
    const body = JSON.parse(slack.posts[0]!.body);
    expect(body).toMatchObject({ channel, metadata: own, blocks: expect.anything() });
    expect(body).not.toHaveProperty('thread_ts');
  });

  it('replies in the thread of its story, and nowhere else', async () => {
    await send({ ...delivery, thread: { channel, ts: '17.1' } }, yes);
    await send({ ...delivery, thread: { channel: 'C9999999999', ts: '17.1' } }, yes);
    expect(slack.posts.map(({ body }) => JSON.parse(body).thread_ts)).toEqual(['17.1', undefined]);
  });

  describe('with a follow-up', () => {
    const followUp: Delivery = {
      ...deliveryOf({
        kind: 'followUp',
        rootId: delivery.id,
        story: {
          ...{ id: 7, title: '<!channel> *Telegram* gave data' },
          reach: { articles: 7, sources: 6, languages: 3 },
        },
        coverage: [
          { outlet: 'L’Écho', title: 'Telegram <@U1> a donné', url: 'https://echo.example/1', publishedAt: null },
        ],
        added: 3,
        createdAt: new Date('2026-11-20T09:00:00Z'),
      }),
      ...{ id: '1f0ff9c5-7f9c-4f4e-9b58-8a4d6a0e4f11', thread: { channel, ts: '17.1' } },
      root: { id: delivery.id, payload: telegramNews },
    };

    it('changes the first message, which says how far the story has come, and names in its thread who else tells it', async () => {
      expect((await send(followUp, yes, yes)).kind).toBe('sent');
      expect(calls()).toEqual(['POST /api/chat.update', 'POST /api/chat.postMessage']);
      const [change, reply] = slack.posts.map(({ body }) => JSON.parse(body));
      expect(change).toMatchObject({ channel, ts: '17.1' });
      expect(showSlack(change).text).toContain('7 articles, 6 sources, 3 languages');
      expect(showSlack(change).text).toContain('L’Écho');
      expect(reply.thread_ts).toBe('17.1');
      expect(showSlack(reply).text).toContain('Now in 7 articles, 6 sources, 3 languages');
      expect(showSlack(reply).text).toContain('Telegram <@U1> a donné');
      expect(reply.text).not.toContain('<!channel>');
    });

    it('writes to the thread though the message can no longer be changed', async () => {
      expect((await send(followUp, no('edit_window_closed'), yes)).kind).toBe('sent');
      expect((await send(followUp, no('cant_update_message'), yes)).kind).toBe('sent');
    });

    it('writes nothing where it could not be asked, and tries again', async () => {
      expect(await send(followUp, { status: 500 })).toMatchObject({ kind: 'retry' });
      expect(await send(followUp, no('invalid_auth'))).toMatchObject({ kind: 'held' });
      expect(
        await send(followUp, json({ ok: false, error: 'ratelimited' }, { 'retry-after': '5' }, 429)),
      ).toMatchObject({
        kind: 'throttled',
      });
      expect(calls()).toEqual(Array(3).fill('POST /api/chat.update'));
    });
  });

  it('posts beside a thread that is gone', async () => {
    const outcome = await send({ ...delivery, thread: { channel, ts: '17.1' } }, no('thread_not_found'), yes);
    expect(outcome.kind).toBe('sent');
    expect(JSON.parse(slack.posts[1]!.body)).not.toHaveProperty('thread_ts');
  });

  it.each(['invalid_blocks', 'msg_blocks_too_long', 'msg_too_long'])(
    'says it in plain text after %s, once',
    async (word) => {
      expect(await send(delivery, no(word), yes)).toMatchObject({ kind: 'sent' });
      expect(JSON.parse(slack.posts[1]!.body)).not.toHaveProperty('blocks');
      expect(await send(delivery, no(word), no(word))).toEqual({
        kind: 'dead',
        reason: `127.0.0.1 answered 200 (${word})`,
      });
      expect(slack.posts).toHaveLength(4);
    },
  );

  it.each<[string, AttemptOutcome['kind']]>([
    ['ratelimited', 'throttled'],
    ['invalid_auth', 'held'],
    ['not_in_channel', 'held'],
    ['missing_scope', 'held'],
    ['is_archived', 'held'],
    ['internal_error', 'unknown'],
    ['metadata_too_large', 'dead'],
    ['service_unavailable', 'retry'],
    ['a_word_of_tomorrow', 'retry'],
  ])('judges a 200 that says %s as %s', async (word, kind) => {
    expect(await send(delivery, no(word))).toMatchObject({ kind, reason: `127.0.0.1 answered 200 (${word})` });
  });

  it('takes no page of somebody in between for Slack', async () => {
    expect(await send(delivery, { status: 200, body: '<!doctype html>' })).toMatchObject({ kind: 'retry' });
    expect(await send(delivery, json({ captcha: true }))).toMatchObject({ kind: 'unknown' });
  });

  describe('after an attempt that may have arrived', () => {
    const again = { ...delivery, possibleDuplicate: true };
    const others = [
      { ts: '2.1', text: 'hello' },
      { ts: '2.2', metadata: { ...own, event_payload: { delivery_id: 'x' } } },
    ];

    it('finds its message and posts no other', async () => {
      const page = json({ ok: true, messages: [...others, { ts: '3.1', metadata: own }] });
      expect(await send(again, page)).toEqual({ kind: 'sent', receipt: { channel, ts: '3.1' } });
      expect(calls()).toEqual(['GET /api/conversations.history']);
      expect(queryOf(slack.posts[0]!)).toEqual({
        channel,
        include_all_metadata: 'true',
        limit: '100',
        // A minute before the news was made.
        oldest: String(telegramNews.createdAt.getTime() / 1_000 - 60),
      });
    });

    it('looks through further pages, three at most', async () => {
      const page = (cursor: string) => json({ ok: true, messages: others, response_metadata: { next_cursor: cursor } });
      await send(again, page('a'), page('b'), page('c'), yes);
      expect(slack.posts.slice(0, 3).map((post) => queryOf(post).cursor)).toEqual([undefined, 'a', 'b']);
      expect(calls()[3]).toBe('POST /api/chat.postMessage');
    });

    it('looks into the thread that it belongs to', async () => {
      const thread = { channel, ts: '17.1' };
      const outcome = await send({ ...again, thread }, json({ ok: true, messages: [{ ts: '3.1', metadata: own }] }));
      expect(outcome).toMatchObject({ kind: 'sent' });
      expect(calls()).toEqual(['GET /api/conversations.replies']);
      expect(queryOf(slack.posts[0]!).ts).toBe('17.1');
    });

    it('posts, and says what it may be, where it may not read', async () => {
      expect(await send(again, no('missing_scope'), yes)).toMatchObject({ kind: 'sent' });
      expect(slack.posts[1]!.body).toContain('This may be a second copy');
    });

    it('posts nothing before it has an answer', async () => {
      expect(await send(again, { status: 500 })).toMatchObject({ kind: 'retry' });
      expect(await send(again, 'hang up')).toMatchObject({ kind: 'retry' });
      expect(await send(again, json({ ok: false, error: 'ratelimited' }, { 'retry-after': '9' }, 429))).toMatchObject({
        kind: 'throttled',
        inMs: 9_000,
      });
      expect(calls().filter((call) => call.startsWith('POST'))).toEqual([]);
    });
  });
});
