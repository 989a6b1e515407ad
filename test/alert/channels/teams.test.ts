import { createChannels } from '../../../src/alert/channels.ts';
import type { TeamsMessage } from '../../../src/alert/layout/teams.ts';
import { layoutTeams } from '../../../src/alert/layout/teams.ts';
import { letterOf } from '../../../src/alert/letter.ts';
import type { AttemptOutcome, Delivery } from '../../../src/model/delivery.ts';
import { createHttpClient } from '../../../src/net/client.ts';
import { deliveryOf, newsOn, telegramNews } from '../support/alerts.ts';
import { digestOf } from '../support/digests.ts';
import { type HttpAnswer, type HttpReceiver, startHttpReceiver } from '../support/http-receiver.ts';
import { describeContract, longNews } from './contract.ts';
import { httpAdapter } from './http-adapter.ts';
import { showTeams } from './teams-reader.ts';

const PATH = '/workflows/0123/triggers/manual/paths/invoke?api-version=2016-06-01&sv=1.0&sig=very-secret';
const channelAt = (origin: string) => ({ kind: 'teams' as const, webhookUrl: `${origin}${PATH}` });
const no = (status: number, code: string, message = ''): HttpAnswer => ({
  status,
  body: JSON.stringify({ error: { code, message } }),
  headers: { 'content-type': 'application/json' },
});

describeContract(
  'Microsoft Teams',
  httpAdapter({
    channelAt,
    answers: {
      takes: { status: 202 },
      throttles: { status: 429, headers: { 'retry-after': '30' } },
      fails: { status: 500 },
      refuses: no(401, 'DirectApiAuthorizationRequired'),
    },
    throttledMs: 30_000,
    permanent: 'held',
    secrets: ['very-secret', PATH],
    show: (arrived) => showTeams(JSON.parse(arrived) as TeamsMessage),
    limits: (arrived) => [{ limit: 20_000, found: Buffer.byteLength(arrived) }],
  }),
);

const cardFor = (delivery: Delivery, linkKey?: Uint8Array) => layoutTeams(letterOf(delivery, { linkKey }).message);

describe('the channel of Microsoft Teams', () => {
  let teams: HttpReceiver;
  let http: ReturnType<typeof createHttpClient>;

  beforeEach(async () => {
    teams = await startHttpReceiver();
    http = createHttpClient({ allow: ['127.0.0.0/8'], userAgent: 'Wirewatch test' });
  });
  afterEach(async () => {
    await http.close();
    await teams.close();
  });

  const send = (...answers: HttpAnswer[]): Promise<AttemptOutcome> => {
    teams.answerWith(...answers);
    const channels = createChannels({ http, storeInboxMessage: async () => {} });
    const receiver = { id: 'newsdesk', timeZone: 'UTC', channel: channelAt(teams.origin) };
    return channels.send(receiver, deliveryOf(telegramNews));
  };

  it('posts one card to the address with its signature', async () => {
    expect(await send({ status: 202 })).toMatchObject({ kind: 'sent', isAccepted: true });
    expect(teams.posts.map(({ path }) => path)).toEqual([PATH]);
    expect(JSON.parse(teams.posts[0]!.body)).toMatchObject({
      type: 'message',
      attachments: [{ contentType: 'application/vnd.microsoft.card.adaptive', content: { type: 'AdaptiveCard' } }],
    });
  });

  it.each([
    [400, 'WorkflowTriggerIsNotEnabled', "not enabled, state 'Disabled'", { kind: 'held' }],
    [400, 'WorkflowTriggerIsNotEnabled', "flow is in state 'Deleted'", { kind: 'dead', ofEndpoint: true }],
    [404, 'WorkflowNotFound', '', { kind: 'dead', ofEndpoint: true }],
    [400, 'TriggerInputSchemaMismatch', '', { kind: 'held' }],
    [403, 'AuthorizationFailed', '', { kind: 'held' }],
    [400, 'InvalidRequestContent', '', { kind: 'dead' }],
    [413, 'RequestEntityTooLarge', '', { kind: 'dead' }],
    [502, 'NoResponse', '', { kind: 'unknown' }],
    [504, 'GatewayTimeout', '', { kind: 'unknown' }],
    [503, 'ServiceUnavailable', '', { kind: 'retry' }],
  ] as const)('takes a %i %s (%s) for what it is', async (status, code, message, outcome) => {
    const ended = await send(no(status, code, message));
    expect(ended).toMatchObject({ ...outcome, reason: `127.0.0.1 answered ${status} (${code})` });
    expect('ofEndpoint' in ended).toBe('ofEndpoint' in outcome);
  });

  it('tries again where a proxy knows no such path, or answers with a page', async () => {
    expect(await send({ status: 404, body: 'not found' })).toMatchObject({ kind: 'retry' });
    expect(await send({ status: 200, body: '<html>log in</html>' })).toMatchObject({ kind: 'retry' });
  });

  it('hears a refusal that comes with 200', async () => {
    const said = (status: number) =>
      `Webhook message delivery failed with error: Microsoft Teams endpoint returned HTTP error ${status} with ContextId x`;
    expect(await send({ status: 200, body: said(429) })).toMatchObject({ kind: 'throttled' });
    expect(await send({ status: 200, body: said(413) })).toMatchObject({ kind: 'dead' });
    expect(await send({ status: 200, body: '1' })).toMatchObject({ kind: 'sent' });
  });
});

describe('a card for Teams', () => {
  it('has what it is about first, as a link, and buttons for what can be done', () => {
    const news = { ...telegramNews, pagesUrl: 'https://wirewatch.example' };
    const { body } = cardFor(deliveryOf(news), Buffer.alloc(32)).attachments[0].content;
    expect(body[0]).toMatchObject({ inlines: [{ selectAction: { url: telegramNews.article.url } }] });
    expect(body.at(-1)).toMatchObject({
      type: 'ActionSet',
      actions: [
        { title: 'Read at harbour-tech.example' },
        { title: 'Why?' },
        { title: 'Mute this story' },
        { title: 'Mute this source' },
        { title: 'Not relevant' },
      ],
    });
  });

  it('marks the hits, unless there are more than can be', () => {
    expect(JSON.stringify(cardFor(deliveryOf(telegramNews)))).toContain('"text":"Telegram","highlight":true');
    expect(JSON.stringify(cardFor(deliveryOf(longNews())))).not.toContain('"highlight":true');
  });

  it('lets no publisher write a date that Teams would put into other words', () => {
    const shown = showTeams(
      cardFor(deliveryOf(newsOn({ title: '{{DATE(2017-02-14T06:00:00Z, SHORT)}} {{{TIME(x)}}' }))),
    );
    expect(shown.live).toEqual([]);
    expect(shown.text).toContain('DATE(2017-02-14T06:00:00Z, SHORT)');
  });

  it('says what was left out', () => {
    expect(showTeams(cardFor(deliveryOf(longNews()))).text).toContain('Shortened: Teams takes no more.');
    expect(showTeams(cardFor(deliveryOf(telegramNews))).text).not.toContain('Shortened');
  });

  it('tells of operators’ matters', () => {
    const lines = ['It answered 500.', 'Since an hour.'];
    const { text } = showTeams(
      cardFor(deliveryOf({ kind: 'notice', title: 'A feed fails', lines, createdAt: new Date(0) })),
    );
    for (const line of ['A feed fails', ...lines]) expect(text).toContain(line);
  });

  it('has as many stories of a digest as fit, and says how many it has not', () => {
    const few = showTeams(cardFor(deliveryOf(digestOf([telegramNews, telegramNews]))));
    expect(few.text.match(/Messenger that promised/g)).toHaveLength(2);
    expect(few.text).not.toContain('not shown');
    const long = newsOn({ title: '👩‍🚒"'.repeat(60), url: `https://www.harbour-tech.example/${'a'.repeat(1_500)}` });
    const many = cardFor(deliveryOf(digestOf(Array.from({ length: 40 }, () => long))));
    expect(Buffer.byteLength(JSON.stringify(many))).toBeLessThanOrEqual(20_000);
    const { text } = showTeams(many);
    expect(text.isWellFormed()).toBe(true);
    expect(text).toMatch(/And \d\d that are not shown here/);
  });
});
