import { createChannels } from '../../../src/alert/channels.ts';
import { layoutMatrix, type MatrixMessage } from '../../../src/alert/layout/matrix.ts';
import { letterOf } from '../../../src/alert/letter.ts';
import type { AttemptOutcome, Delivery } from '../../../src/model/delivery.ts';
import { createHttpClient } from '../../../src/net/client.ts';
import { deliveryOf, newsOn, telegramNews } from '../support/alerts.ts';
import { digestOf } from '../support/digests.ts';
import { type HttpAnswer, type HttpReceiver, startHttpReceiver } from '../support/http-receiver.ts';
import { describeContract, longNews } from './contract.ts';
import { httpAdapter } from './http-adapter.ts';
import { showMatrix } from './matrix-reader.ts';

const token = 'syt_very-secret';
const room = '!AbCdEf:matrix.example';
const channelAt = (origin: string) => ({ kind: 'matrix' as const, homeserverUrl: `${origin}/hs`, token, room });
const json = (body: object, status = 200, headers = {}): HttpAnswer => ({
  status,
  body: JSON.stringify(body),
  headers: { 'content-type': 'application/json', ...headers },
});
const no = (status: number, errcode: string, more = {}): HttpAnswer => json({ errcode, error: 'no', ...more }, status);
const yes = json({ event_id: '$0123' });

describeContract(
  'Matrix',
  httpAdapter({
    channelAt,
    answers: {
      takes: yes,
      throttles: no(429, 'M_LIMIT_EXCEEDED', { retry_after_ms: 30_000 }),
      fails: { status: 500 },
      refuses: no(403, 'M_FORBIDDEN'),
    },
    throttledMs: 30_000,
    permanent: 'held',
    secrets: [token, 'very-secret'],
    show: (arrived) => showMatrix(JSON.parse(arrived) as MatrixMessage),
    limits: (arrived) => [{ limit: 50_000, found: Buffer.byteLength(arrived) }],
  }),
);

describe('the channel of Matrix', () => {
  let homeserver: HttpReceiver;
  let http: ReturnType<typeof createHttpClient>;

  beforeEach(async () => {
    homeserver = await startHttpReceiver();
    http = createHttpClient({ allow: ['127.0.0.0/8'], userAgent: 'Wirewatch test' });
  });
  afterEach(async () => {
    await http.close();
    await homeserver.close();
  });

  const delivery = deliveryOf(telegramNews);
  const send = (what: Delivery, ...answers: HttpAnswer[]): Promise<AttemptOutcome> => {
    homeserver.answerWith(...answers);
    const channels = createChannels({ http, storeInboxMessage: async () => {} });
    return channels.send({ id: 'newsdesk', timeZone: 'UTC', channel: channelAt(homeserver.origin) }, what);
  };
  const bodies = () => homeserver.posts.map(({ body }) => JSON.parse(body));

  it('puts the message under the id of the delivery, at every attempt the same', async () => {
    expect(await send(delivery, yes)).toEqual({ kind: 'sent', receipt: { room, event: '$0123' } });
    await send({ ...delivery, attempt: 2, possibleDuplicate: true }, yes);
    const path = `/hs/_matrix/client/v3/rooms/!AbCdEf%3Amatrix.example/send/m.room.message/${delivery.id}`;
    expect(homeserver.posts.map((post) => `${post.method} ${post.path}`)).toEqual([`PUT ${path}`, `PUT ${path}`]);
    expect(homeserver.posts[0]!.headers.authorization).toBe(`Bearer ${token}`);
    // It is no second copy, and does not say that it may be one.
    expect(homeserver.posts[1]!.body).toBe(homeserver.posts[0]!.body);
  });

  it('answers in the thread of its story, and nowhere else', async () => {
    await send({ ...delivery, thread: { room, event: '$root' } }, yes);
    await send({ ...delivery, thread: { room: '!other:matrix.example', event: '$root' } }, yes);
    await send({ ...delivery, thread: { channel: 'C0123456789', ts: '1.2' } }, yes);
    expect(bodies().map((body) => body['m.relates_to'])).toEqual([
      {
        rel_type: 'm.thread',
        event_id: '$root',
        is_falling_back: true,
        'm.in_reply_to': { event_id: '$root' },
      },
      undefined,
      undefined,
    ]);
  });

  it('stands beside a thread that cannot be', async () => {
    const outcome = await send({ ...delivery, thread: { room, event: '$root' } }, no(400, 'M_UNKNOWN'), yes);
    expect(outcome).toMatchObject({ kind: 'sent' });
    expect(bodies()[1]).not.toHaveProperty('m.relates_to');
    expect(homeserver.posts[1]!.path).toMatch(`/${delivery.id}-beside`);
  });

  describe('with a follow-up', () => {
    const followUp: Delivery = {
      ...deliveryOf({
        kind: 'followUp',
        rootId: delivery.id,
        story: { id: 7, title: '<b>Telegram</b> @room', reach: { articles: 7, sources: 6, languages: 3 } },
        coverage: [{ outlet: 'L’Écho', title: 'Telegram a donné', url: 'https://echo.example/1', publishedAt: null }],
        added: 3,
        createdAt: new Date('2026-11-20T09:00:00Z'),
      }),
      ...{ id: '1f0ff9c5-7f9c-4f4e-9b58-8a4d6a0e4f11', thread: { room, event: '$root' } },
      root: { id: delivery.id, payload: telegramNews },
    };

    it('changes the message of the story, then writes to its thread', async () => {
      expect(await send(followUp, json({ event_id: '$edit' }), yes)).toMatchObject({ receipt: { event: '$0123' } });
      const [change, reply] = bodies();
      expect(change['m.relates_to']).toEqual({ rel_type: 'm.replace', event_id: '$root' });
      expect(change.body).toBe(`* ${telegramNews.article.title}`);
      expect(showMatrix(change['m.new_content']).text).toContain('7 articles, 6 sources, 3 languages');
      expect(reply['m.relates_to']).toMatchObject({ rel_type: 'm.thread', event_id: '$root' });
      expect(showMatrix(reply)).toMatchObject({ text: expect.stringContaining('<b>Telegram</b> @room'), live: [] });
      expect(new Set(homeserver.posts.map(({ path }) => path)).size).toBe(2);
    });

    it('writes to the thread though the message can not be changed', async () => {
      expect(await send(followUp, no(400, 'M_UNKNOWN'), yes)).toMatchObject({ kind: 'sent' });
    });

    it('writes nothing where it could not be asked, and tries again', async () => {
      expect(await send(followUp, { status: 500 })).toMatchObject({ kind: 'retry' });
      expect(await send(followUp, 'hang up')).toMatchObject({ kind: 'retry' });
      expect(await send(followUp, no(403, 'M_FORBIDDEN'))).toMatchObject({ kind: 'held' });
      expect(homeserver.posts).toHaveLength(3);
    });
  });

  it.each([
    [401, 'M_UNKNOWN_TOKEN', 'held'],
    [401, 'M_MISSING_TOKEN', 'held'],
    [403, 'M_FORBIDDEN', 'held'],
    [404, 'M_NOT_FOUND', 'held'],
    [404, 'M_UNRECOGNIZED', 'held'],
    [413, 'M_TOO_LARGE', 'dead'],
    [400, 'M_BAD_JSON', 'dead'],
    [400, 'M_UNKNOWN', 'dead'],
    [500, 'M_UNKNOWN', 'retry'],
  ])('takes a %i %s for what it is', async (status, code, kind) => {
    expect(await send(delivery, no(status, code))).toEqual({ kind, reason: `127.0.0.1 answered ${status} (${code})` });
  });

  it('does not take a proxy for the homeserver', async () => {
    expect(await send(delivery, { status: 404, body: 'not here' })).toMatchObject({ kind: 'retry' });
    expect(await send(delivery, { status: 200, body: '<html>log in</html>' })).toMatchObject({ kind: 'retry' });
    expect(await send(delivery, json({}))).toMatchObject({ kind: 'unknown' });
  });

  it('waits as long as the header says, or as the body of an older homeserver does', async () => {
    const more = { retry_after_ms: 2_000 };
    const limited = json({ errcode: 'M_LIMIT_EXCEEDED', ...more }, 429, { 'retry-after': '7' });
    expect(await send(delivery, limited)).toMatchObject({ kind: 'throttled', inMs: 7_000 });
    expect(await send(delivery, no(429, 'M_LIMIT_EXCEEDED', more))).toMatchObject({ kind: 'throttled', inMs: 2_000 });
    expect(await send(delivery, no(429, 'M_LIMIT_EXCEEDED'))).toMatchObject({ kind: 'throttled', inMs: 30_000 });
  });
});

const messageFor = (delivery: Delivery, linkKey?: Uint8Array) => layoutMatrix(letterOf(delivery, { linkKey }).message);

describe('a message for Matrix', () => {
  it('has what it is about first, the hits marked, and what can be done last', () => {
    const news = { ...telegramNews, pagesUrl: 'https://wirewatch.example' };
    const { formatted_body: html, body, msgtype } = messageFor(deliveryOf(news), Buffer.alloc(32));
    expect(msgtype).toBe('m.text');
    expect(html).toMatch(/^<p><strong><a href="https:\/\/www.harbour-tech.example\//);
    expect(html).toContain('<blockquote>According to a magazine, <strong>Telegram</strong> answered');
    expect(html).toContain('<span data-mx-color="#c4281c">Telegram and the BKA · critical</span>');
    expect(html).toMatch(
      /Read at harbour-tech.example<\/a> · <a [^>]+>Why\?<\/a> · .+Mute this story.+Not relevant<\/a><\/p>$/,
    );
    expect(html).not.toContain('\n');
    expect(body).toContain('Mute this story: https://wirewatch.example/act/');
  });

  it('says what was left out', () => {
    expect(messageFor(deliveryOf(longNews())).formatted_body).toContain('Shortened: an event of Matrix takes no more.');
  });

  it('tells of operators’ matters', () => {
    const lines = ['It answered 500.', 'Since an hour.'];
    const message = messageFor(deliveryOf({ kind: 'notice', title: 'A feed fails', lines, createdAt: new Date(0) }));
    for (const line of ['A feed fails', ...lines]) {
      expect(message.body).toContain(line);
      expect(message.formatted_body).toContain(line);
    }
  });

  it('has as many stories of a digest as fit, and says how many it has not', () => {
    const few = messageFor(deliveryOf(digestOf([telegramNews, telegramNews])));
    expect(few.formatted_body!.match(/<li>/g)).toHaveLength(2);
    const long = newsOn({ title: '&👩‍🚒"'.repeat(60), url: `https://www.harbour-tech.example/${'a'.repeat(1_500)}` });
    const many = messageFor(deliveryOf(digestOf(Array.from({ length: 40 }, () => long))));
    expect(Buffer.byteLength(JSON.stringify(many))).toBeLessThanOrEqual(50_000);
    expect(showMatrix(many).text).toMatch(/And \d\d that are not shown here/);
    expect(showMatrix(many)).toMatchObject({ live: [] });
  });
});
