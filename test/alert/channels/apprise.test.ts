import { createChannels } from '../../../src/alert/channels.ts';
import { type AppriseMessage, layoutApprise } from '../../../src/alert/layout/apprise.ts';
import { letterOf } from '../../../src/alert/letter.ts';
import type { AttemptOutcome, ChannelConfig, Delivery } from '../../../src/model/delivery.ts';
import { createHttpClient } from '../../../src/net/client.ts';
import { deliveryOf, newsOn, telegramNews } from '../support/alerts.ts';
import { digestOf } from '../support/digests.ts';
import { type HttpAnswer, type HttpReceiver, startHttpReceiver } from '../support/http-receiver.ts';
import { describeContract, longNews, type Shown } from './contract.ts';
import { httpAdapter } from './http-adapter.ts';

const serviceKey = 'very-secret';
type Apprise = Extract<ChannelConfig, { kind: 'apprise' }>;
const channelAt = (origin: string, more: Partial<Apprise> = {}): Apprise => ({
  kind: 'apprise',
  url: origin,
  serviceKey,
  urls: [],
  tag: null,
  ...more,
});
const answer = (status: number, error: string | null = null): HttpAnswer => ({
  status,
  body: status === 204 ? '' : JSON.stringify({ error, details: [] }),
  headers: { 'content-type': 'application/json' },
});

/** As some service behind Apprise shows it: the words, and whom they call. */
function show({ title, body }: AppriseMessage): Shown {
  const text = `${title}\n${body}`;
  return { text, links: [], live: text.match(/@(?:all|channel|everyone|here|room)\b/g) ?? [] };
}

describeContract(
  'the Apprise API',
  httpAdapter({
    channelAt,
    answers: {
      takes: answer(200),
      throttles: { status: 429, headers: { 'retry-after': '30' } },
      fails: answer(500),
      refuses: answer(204),
    },
    throttledMs: 30_000,
    permanent: 'held',
    secrets: [serviceKey],
    show: (arrived) => show(JSON.parse(arrived)),
    limits: (arrived) => {
      const { title, body } = JSON.parse(arrived) as AppriseMessage;
      return [
        { limit: 250, found: title.length },
        { limit: 4_096, found: body.length },
      ];
    },
  }),
);

describe('the channel of the Apprise API', () => {
  let apprise: HttpReceiver;
  let http: ReturnType<typeof createHttpClient>;

  beforeEach(async () => {
    apprise = await startHttpReceiver();
    http = createHttpClient({ allow: ['127.0.0.0/8'], userAgent: 'Wirewatch test' });
  });
  afterEach(async () => {
    await http.close();
    await apprise.close();
  });

  const send = (more: Partial<Apprise>, ...answers: HttpAnswer[]): Promise<AttemptOutcome> => {
    apprise.answerWith(...answers);
    const channels = createChannels({ http, storeInboxMessage: async () => {} });
    const receiver = { id: 'newsdesk', timeZone: 'UTC', channel: channelAt(apprise.origin, more) };
    return channels.send(receiver, deliveryOf(telegramNews));
  };

  it('has those told that stand under a key, all or those of a tag, or those that it is given', async () => {
    expect(await send({}, answer(200))).toMatchObject({ kind: 'sent' });
    await send({ tag: 'desk' }, answer(200));
    await send({ serviceKey: null, urls: ['ntfys://token@ntfy.example/news'] }, answer(200));
    await send({ serviceKey: null }, answer(200));
    expect(apprise.posts.map(({ path, body }) => [path, JSON.parse(body).tag, JSON.parse(body).urls])).toEqual([
      ['/notify/very-secret', undefined, undefined],
      ['/notify/very-secret', 'desk', undefined],
      ['/notify', undefined, ['ntfys://token@ntfy.example/news']],
      ['/notify', undefined, undefined],
    ]);
    expect(apprise.posts[0]!.headers['content-type']).toContain('application/json');
  });

  it.each([
    [204, 'held'],
    [400, 'dead'],
    [401, 'held'],
    [403, 'held'],
    [406, 'held'],
    [424, 'unknown'],
    [431, 'dead'],
    [502, 'unknown'],
    [503, 'retry'],
    [504, 'unknown'],
  ])('takes a %i for what it is', async (status, kind) => {
    const outcome = await send({}, answer(status, 'secret words'));
    expect(outcome).toMatchObject({ kind, reason: expect.stringContaining(`127.0.0.1 answered ${status}`) });
    expect(JSON.stringify(outcome)).not.toContain('secret');
  });

  it('does not take a login page for Apprise', async () => {
    expect(await send({}, { status: 200, body: ' <html>log in</html>' })).toMatchObject({ kind: 'retry' });
  });
});

const textFor = (delivery: Delivery, linkKey?: Uint8Array) => layoutApprise(letterOf(delivery, { linkKey }).message);

describe('a message for Apprise', () => {
  it('is plain text that says the headline once, and how urgent it is', () => {
    const news = { ...telegramNews, pagesUrl: 'https://wirewatch.example' };
    const { title, body, type, format } = textFor(deliveryOf(news), Buffer.alloc(32));
    expect({ title, type, format }).toEqual({
      title: 'Messenger that promised silence is said to have talked to the police',
      type: 'failure',
      format: 'text',
    });
    expect(body).toMatch(/^Harbour Tech HK: “According to a magazine, \*Telegram\* answered/);
    expect(body).not.toContain(title);
    expect(body).toContain('Mute this story: https://wirewatch.example/act/');
    expect(textFor(deliveryOf(newsOn({}, undefined, { severity: 'high' }))).type).toBe('warning');
    expect(textFor(deliveryOf(newsOn({}, undefined, { severity: null }))).type).toBe('info');
  });

  it('says what was left out', () => {
    expect(textFor(deliveryOf(longNews())).body).toContain('Shortened: few services take more.');
    expect(textFor(deliveryOf(telegramNews)).body).not.toContain('Shortened');
  });

  it('tells of operators’ matters', () => {
    const lines = ['It answered 500.', 'Since an hour.'];
    const message = textFor(deliveryOf({ kind: 'notice', title: 'A feed fails', lines, createdAt: new Date(0) }));
    expect(message.title).toBe('A feed fails');
    for (const line of lines) expect(message.body).toContain(line);
  });

  it('has as many stories of a digest as fit, and says how many it has not', () => {
    const few = textFor(deliveryOf(digestOf([telegramNews, telegramNews])));
    expect(few.title).toBe('2 stories while it was quiet');
    expect(few.body.match(/Messenger that promised/g)).toHaveLength(2);
    const many = textFor(deliveryOf(digestOf(Array.from({ length: 40 }, () => telegramNews))));
    expect(many.body.length).toBeLessThanOrEqual(4_096);
    expect(many.body).toMatch(/And \d\d that are not shown here/);
  });
});
