import type { CapturedMail } from '../../src/demo/capture-mail.ts';
import type { CapturedSlackMessage } from '../../src/demo/capture-slack.ts';
import { demoWatches } from '../../src/demo/demo-config.ts';
import {
  checkDelivered,
  type ExpectedDelivery,
  expectedDeliveries,
  type SeenDelivery,
  seenDeliveries,
} from '../../src/demo/expectations.ts';
import { expectedAlerts } from '../../src/demo/newsroom/expected-alerts.ts';
import { outlets } from '../../src/demo/newsroom/outlets.ts';

const newsroom = 'http://127.0.0.1:8000';
const wanted: ExpectedDelivery = {
  receiverId: 'newsdesk-slack',
  watchId: 'telegram-bka',
  story: 'the story',
  urls: [`${newsroom}/a/news/1`, `${newsroom}/b/news/2`],
};
const found: SeenDelivery = { receiverId: 'newsdesk-slack', watchId: 'telegram-bka', url: `${newsroom}/b/news/2` };

describe('the expected alerts', () => {
  it('name articles and watches that exist', () => {
    for (const { watchId, articles } of expectedAlerts({ backfill: true })) {
      expect(demoWatches.map(({ id }) => id)).toContain(watchId);
      for (const { outletId, slug } of articles) {
        const outlet = outlets.find(({ id }) => id === outletId);
        expect(outlet?.items.map((item) => item.slug)).toContain(slug);
      }
    }
  });

  it('hold news from before the watch only where feeds are read back', () => {
    const old = (mode: { backfill: boolean }) =>
      expectedAlerts(mode).filter(({ articles }) => articles.some(({ slug }) => slug.startsWith('three-years')));
    expect(old({ backfill: false })).toHaveLength(0);
    expect(old({ backfill: true })).toHaveLength(1);
  });

  it('become one delivery for each captured receiver of the watch', () => {
    const deliveries = expectedDeliveries(newsroom, { backfill: false });
    const receiversOf = (watchId: string) =>
      new Set(deliveries.filter((delivery) => delivery.watchId === watchId).map(({ receiverId }) => receiverId));
    expect(receiversOf('telegram-bka')).toEqual(new Set(['newsdesk-slack', 'newsdesk-mail']));
    expect(receiversOf('user-data-zh')).toEqual(new Set(['newsdesk-mail']));
    expect(receiversOf('rail-strikes')).toEqual(new Set(['newsdesk-slack']));
  });
});

describe('checking what was delivered', () => {
  it('finds nothing to say when each story arrived once, by whichever copy', () => {
    expect(checkDelivered([wanted], [found])).toEqual({ missing: [], unexpected: [], repeated: [] });
  });

  it('names what is missing', () => {
    expect(checkDelivered([wanted], []).missing).toEqual([
      'newsdesk-slack: the alert of telegram-bka on the story has not arrived',
    ]);
  });

  it('names what arrived twice, also when by two different copies', () => {
    const other = { ...found, url: `${newsroom}/a/news/1` };
    expect(checkDelivered([wanted], [found, other]).repeated).toEqual([
      'newsdesk-slack: the alert of telegram-bka on the story arrived 2 times',
    ]);
  });

  it.each([
    ['another article', { url: `${newsroom}/a/news/3` }],
    ['no known article', { url: null }],
    ['another watch', { watchId: 'rail-strikes' }],
    ['no known watch', { watchId: null }],
    ['another receiver', { receiverId: 'newsdesk-mail' }],
  ])('names a message that nobody asked for: %s', (_what, difference) => {
    const report = checkDelivered([wanted], [found, { ...found, ...difference }]);
    expect(report).toMatchObject({ missing: [], repeated: [] });
    expect(report.unexpected).toHaveLength(1);
  });
});

describe('reading captured messages', () => {
  const link = `${newsroom}/beacon-digest/news/messenger-that-never-tells`;

  it('knows the article by its link, tracking or not, and the watch by its name', () => {
    const slackMessage: CapturedSlackMessage = {
      id: 1,
      receivedAt: new Date(),
      text: 'Telegram and the BKA: a headline',
      blocks: [{ type: 'section', text: { type: 'mrkdwn', text: `<${link}?utm_source=feed&amp;a=b|a headline>` } }],
    };
    const mail: CapturedMail = {
      id: 1,
      receivedAt: new Date(),
      envelope: { from: '', to: [] },
      from: '',
      to: '',
      subject: '[Rail strikes] a headline',
      messageId: null,
      headers: new Map(),
      text: null,
      html: `<a href="${link}">a headline</a>`,
    };
    expect(seenDeliveries({ slackMessages: () => [slackMessage], mails: () => [mail] }, newsroom)).toEqual([
      { receiverId: 'newsdesk-slack', watchId: 'telegram-bka', url: link },
      { receiverId: 'newsdesk-mail', watchId: 'rail-strikes', url: link },
    ]);
  });

  it('knows all watches that one message tells of', () => {
    const text = `${demoWatches.map(({ name }) => name).join(', ')}: a headline ${link}`;
    const message = { id: 1, receivedAt: new Date(), text, blocks: [] };
    const seen = seenDeliveries({ slackMessages: () => [message], mails: () => [] }, newsroom);
    expect(seen.map(({ watchId }) => watchId)).toEqual(demoWatches.map(({ id }) => id));
  });
});
