import { createChannels } from '../../../src/alert/channels.ts';
import type { SlackMessage } from '../../../src/alert/layout/slack.ts';
import type { AttemptOutcome, Delivery } from '../../../src/model/delivery.ts';
import { createHttpClient } from '../../../src/net/client.ts';
import { deliveryOf, telegramNews } from '../support/alerts.ts';
import { type HttpAnswer, type HttpReceiver, startHttpReceiver } from '../support/http-receiver.ts';
import { describeContract } from './contract.ts';
import { httpAdapter } from './http-adapter.ts';
import { showSlack, slackLimits } from './slack-reader.ts';

describeContract(
  'Slack’s incoming webhook',
  httpAdapter({
    channelAt: (origin) => ({ kind: 'slack', webhookUrl: `${origin}/services/T0/B0/very-secret` }),
    answers: {
      takes: { status: 200, body: 'ok' },
      throttles: { status: 429, headers: { 'retry-after': '30' } },
      fails: { status: 500, body: 'rollup_error' },
      refuses: { status: 404, body: 'no_service' },
    },
    throttledMs: 30_000,
    permanent: 'dead',
    secrets: ['very-secret', '/services/'],
    show: (arrived) => showSlack(JSON.parse(arrived) as SlackMessage),
    limits: (arrived) => slackLimits(JSON.parse(arrived) as SlackMessage),
  }),
);

describe('the Slack channel', () => {
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

  /** Sends through channels of their own, so that no test waits for another's turn. */
  const send = async (delivery: Delivery, ...answers: HttpAnswer[]): Promise<AttemptOutcome> => {
    slack.answerWith(...answers);
    const channels = createChannels({ http, storeInboxMessage: async () => {} });
    return channels.send(
      { id: 'newsdesk', timeZone: 'UTC', channel: { kind: 'slack', webhookUrl: slack.url } },
      delivery,
    );
  };
  const delivery = deliveryOf(telegramNews);

  const OK = { kind: 'sent', answer: '127.0.0.1 answered 200 (ok)' };

  it('posts blocks and text, and is done when Slack says ok', async () => {
    expect(await send(delivery)).toEqual(OK);
    expect(slack.posts).toHaveLength(1);
    expect(slack.posts[0]?.headers['content-type']).toBe('application/json; charset=utf-8');
    expect(JSON.parse(slack.posts[0]!.body)).toMatchObject({
      text: expect.stringContaining('Telegram and the BKA'),
      blocks: [{ type: 'rich_text' }, { type: 'context' }, { type: 'rich_text' }],
    });
  });

  it('takes no page of somebody in between for Slack', async () => {
    const page = '<!doctype html><title>Welcome to our Wi-Fi</title>';
    for (const body of [page, `\ufeff\n${page}`, page.padEnd(2_000_000)]) {
      const outcome = await send(delivery, { status: 200, body, headers: { 'content-type': 'text/html' } });
      expect(outcome).toEqual({
        kind: 'retry',
        reason: "127.0.0.1 answered 200 with a page instead of Slack's “ok”: a proxy or a login is in between",
      });
    }
  });

  it('does not know what became of a post whose success is not in the words of Slack', async () => {
    const answers: HttpAnswer[] = [
      { status: 204 },
      { status: 200, body: '' },
      { status: 200, body: '{"captcha": true}' },
      (response) => response.writeHead(200).flushHeaders(),
    ];
    for (const answer of answers) {
      expect(await send(delivery, answer)).toEqual({
        kind: 'unknown',
        reason: expect.stringMatching(/^127\.0\.0\.1 answered 20[04] without Slack's “ok”$/),
      });
    }
  });

  it('is done at an ok, even where the answer never ends', async () => {
    expect(await send(delivery, { status: 200, body: 'ok\n' })).toEqual(OK);
    expect(await send(delivery, (response) => response.writeHead(200).write('ok'))).toEqual(OK);
  });

  it('says of a second attempt after an unknown one that it may be a copy', async () => {
    await send(deliveryOf(telegramNews, { possibleDuplicate: true }));
    expect(slack.posts[0]?.body).toContain('This may be a second copy');
  });

  it('gives up at once where no attempt can succeed', async () => {
    const answers: [number, string][] = [
      [404, 'no_service'],
      [404, 'channel_not_found'],
      [410, 'channel_is_archived'],
      [403, 'invalid_token'],
      [403, 'action_prohibited'],
      [404, 'no_team'],
      [403, 'team_disabled'],
      [200, 'no_service'],
      [500, 'no_active_hooks'],
      [400, 'invalid_payload'],
    ];
    for (const [status, body] of answers) {
      expect(await send(delivery, { status, body })).toEqual({
        kind: 'dead',
        reason: `127.0.0.1 answered ${status} (${body})`,
        // The last is about the message.
        ...(body !== 'invalid_payload' && { ofEndpoint: true }),
      });
    }
    expect(slack.posts).toHaveLength(answers.length);
  });

  it('tries again when something else than Slack answers that nothing is there', async () => {
    expect(await send(delivery, { status: 404, body: '<html>' })).toMatchObject({ kind: 'retry' });
    expect(await send(delivery, { status: 500, body: 'rollup_error' })).toEqual({
      kind: 'retry',
      reason: '127.0.0.1 answered 500 (rollup_error)',
    });
  });

  it('tries again when Slack is in trouble', async () => {
    expect(await send(delivery, { status: 503, body: '<html>' })).toEqual({
      kind: 'retry',
      reason: '127.0.0.1 answered 503',
    });
  });

  it('tells how long Slack wants to be left alone', async () => {
    slack.answerWith({ status: 429, headers: { 'retry-after': '30' } });
    const channels = createChannels({ http, storeInboxMessage: async () => {} });
    const receiver = { id: 'newsdesk', timeZone: 'UTC', channel: { kind: 'slack' as const, webhookUrl: slack.url } };
    expect(await channels.send(receiver, delivery)).toMatchObject({ kind: 'throttled', inMs: 30_000 });
  });

  it('falls back to plain text once when Slack refuses the blocks', async () => {
    expect(await send(delivery, { status: 400, body: 'invalid_blocks' })).toEqual(OK);
    expect(slack.posts).toHaveLength(2);
    const fallback = JSON.parse(slack.posts[1]!.body);
    expect(fallback).not.toHaveProperty('blocks');
    expect(fallback.text).toContain('https://www.harbour-tech.example/news/telegram-hands-over?id=7&amp;lang=en');
  });

  it('gives up when the plain text is refused, too', async () => {
    const refusal = { status: 400, body: 'invalid_blocks' };
    expect(await send(delivery, refusal, refusal)).toMatchObject({ kind: 'dead' });
    expect(slack.posts).toHaveLength(2);
  });

  it('does not know what became of a post whose answer was lost', async () => {
    expect(await send(delivery, 'hang up')).toMatchObject({ kind: 'unknown' });
  });

  it('tries again when nobody listens', async () => {
    await slack.close();
    expect(await send(delivery)).toMatchObject({
      kind: 'retry',
      reason: expect.stringContaining('refused the connection'),
    });
    slack = await startHttpReceiver();
  });

  it('waits at an address that must not be talked to, and says where to allow it', async () => {
    const strict = createHttpClient({ allow: [], userAgent: 'Wirewatch test' });
    const channels = createChannels({ http: strict, storeInboxMessage: async () => {} });
    const outcome = await channels.send(
      { id: 'n', timeZone: 'UTC', channel: { kind: 'slack', webhookUrl: slack.url } },
      delivery,
    );
    expect(outcome).toMatchObject({ kind: 'held', reason: expect.stringMatching(/127\.0\.0\.1.*network\.allow/) });
    expect(slack.posts).toHaveLength(0);
    await strict.close();
  });

  it('never repeats the webhook URL or what a stranger answers', async () => {
    for (const answer of [
      { status: 404, body: 'very-secret <b>' },
      { status: 302, headers: { location: slack.url } },
    ]) {
      expect(JSON.stringify(await send(delivery, answer))).not.toMatch(/very-secret|services|<b>/);
    }
    expect(JSON.stringify(await send(delivery, 'hang up'))).not.toContain('very-secret');
  });
});
