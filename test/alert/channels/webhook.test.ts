import { Webhook } from 'standardwebhooks';
import { createChannels } from '../../../src/alert/channels.ts';
import type { AttemptOutcome } from '../../../src/model/delivery.ts';
import { createHttpClient } from '../../../src/net/client.ts';
import { deliveryOf, newsOn, telegramAlert, telegramNews } from '../support/alerts.ts';
import { type HttpAnswer, type HttpReceiver, startHttpReceiver } from '../support/http-receiver.ts';
import { describeContract } from './contract.ts';
import { httpAdapter } from './http-adapter.ts';

const secret = `whsec_${Buffer.from('a key of twenty-four bytes').toString('base64')}`;

describeContract(
  'the webhook',
  httpAdapter({
    channelAt: (origin) => ({ kind: 'webhook', url: `${origin}/hooks/very-secret`, secret }),
    answers: {
      takes: { status: 204 },
      throttles: { status: 429, headers: { 'retry-after': '30' } },
      fails: { status: 500 },
      refuses: { status: 410 },
    },
    throttledMs: 30_000,
    permanent: 'dead',
    secrets: ['very-secret', secret, secret.slice('whsec_'.length)],
    show: (arrived) => ({ text: JSON.parse(arrived).data.article.title, links: [], live: [] }),
    limits: (arrived) => [{ limit: 20_000, found: Buffer.byteLength(arrived) }],
    doesNotApply: {
      'hostile text': 'a program is given a publisher’s words as they are, as data that nobody shows',
    },
  }),
);

describe('the webhook channel', () => {
  let receiver: HttpReceiver;
  let http: ReturnType<typeof createHttpClient>;

  beforeEach(async () => {
    receiver = await startHttpReceiver();
    http = createHttpClient({ allow: ['127.0.0.0/8'], userAgent: 'Wirewatch test' });
  });
  afterEach(async () => {
    await http.close();
    await receiver.close();
  });

  const send = async (delivery = deliveryOf(telegramNews), ...answers: HttpAnswer[]): Promise<AttemptOutcome> => {
    receiver.answerWith(...answers);
    const channels = createChannels({ http, storeInboxMessage: async () => {} });
    return channels.send(
      { id: 'newsdesk', timeZone: 'UTC', channel: { kind: 'webhook', url: receiver.url, secret } },
      delivery,
    );
  };

  it('posts the alert with all its evidence', async () => {
    const alert = {
      alert_id: '0b3f6a1e-6f0e-4c55-9a43-1d5b1f3f8f10',
      watch: telegramAlert.watch,
      evidence: {
        hits: telegramAlert.evidence.hits,
        proximities: [{ left: 0, right: 1, words_between: 3, allowed: 25 }],
        passages: telegramAlert.evidence.passages,
      },
      why: ['“Telegram” and “German Federal Criminal Police” (alias @bka) stand 3 words apart (25 allowed)'],
      why_url: null,
      development: null,
    };
    expect(await send(undefined, { status: 204 })).toEqual({ kind: 'sent', answer: '127.0.0.1 answered 204' });
    expect(JSON.parse(receiver.posts[0]!.body)).toEqual({
      type: 'alert',
      timestamp: '2026-11-24T01:16:30.000Z',
      data: {
        delivery: {
          id: '5d0c1d2e-93b7-4a52-8a0f-6f3c2b1a0e9d',
          receiver: 'newsdesk',
          attempt: 1,
          possible_duplicate: false,
        },
        left_out: null,
        article: {
          url: 'https://www.harbour-tech.example/news/telegram-hands-over?id=7&lang=en',
          title: 'Messenger that promised silence is said to have talked to the police',
          language: 'en',
          outlet: 'Harbour Tech HK',
          authors: [],
          lead: 'It had always said that it would not.',
          published_at: '2026-11-24T01:15:00.000Z',
          source: 'page',
          flags: [],
        },
        ...alert,
        alerts: [alert],
        coverage: [],
        story: { id: 17, articles: 1, sources: 1, languages: 1, earliest: null, original: null, continues: null },
        updates: [],
      },
    });
  });

  it('posts what operators are told', async () => {
    const notice = {
      kind: 'notice' as const,
      title: 'A feed fails',
      lines: ['It answered 500.'],
      createdAt: new Date(0),
    };
    await send(deliveryOf(notice), { status: 204 });
    expect(JSON.parse(receiver.posts[0]!.body)).toMatchObject({
      type: 'notice',
      timestamp: '1970-01-01T00:00:00.000Z',
      data: { title: 'A feed fails', lines: ['It answered 500.'], delivery: { attempt: 1 } },
    });
  });

  it('signs what it posts, under the id of the delivery', async () => {
    await send();
    const { headers, body } = receiver.posts[0]!;
    expect(headers['webhook-id']).toBe('5d0c1d2e-93b7-4a52-8a0f-6f3c2b1a0e9d');
    const signed = headers as Record<string, string>;
    expect(() => new Webhook(secret).verify(body, signed)).not.toThrow();
    expect(() => new Webhook(secret).verify(body.replace('Telegram', 'Signal'), signed)).toThrow();
  });

  it('passes on no address that is not a web address', async () => {
    await send(deliveryOf(newsOn({ url: 'javascript:alert(1)' })));
    expect(JSON.parse(receiver.posts[0]!.body).data.article.url).toBeNull();
  });

  it('is done at a 2xx, whatever comes of the body', async () => {
    const endless = await send(undefined, (response) => response.writeHead(200).write('thank'));
    const sent = { kind: 'sent', answer: '127.0.0.1 answered 200' };
    expect(endless).toEqual(sent);
    expect(await send(undefined, { status: 200, body: 'x'.repeat(2_000_000) })).toEqual(sent);
    expect(await send(undefined, { status: 200, body: '\0', headers: { 'content-encoding': 'secret' } })).toEqual(sent);
  });

  it('tells an acceptance from a message that is there', async () => {
    expect(await send(undefined, { status: 202 })).toEqual({
      ...{ kind: 'sent', isAccepted: true },
      answer: '127.0.0.1 answered 202',
    });
  });

  it('does not follow a redirect', async () => {
    const outcome = await send(undefined, { status: 307, headers: { location: receiver.url } });
    expect(outcome).toMatchObject({ kind: 'retry', reason: expect.stringContaining('redirects are not followed') });
    expect(receiver.posts).toHaveLength(1);
  });
});
