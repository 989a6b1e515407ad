import { layoutMail } from '../../../src/alert/layout/mail.ts';
import { layoutPlainText } from '../../../src/alert/layout/plain-text.ts';
import { layoutSlack } from '../../../src/alert/layout/slack.ts';
import { layoutWebhook } from '../../../src/alert/layout/webhook.ts';
import { letterOf } from '../../../src/alert/letter.ts';
import type { Digest } from '../../../src/model/delivery.ts';
import { deliveryOf, newsOn, telegramNews } from '../support/alerts.ts';
import { digestOf } from '../support/digests.ts';

const messageOf = (digest: Digest, possibleDuplicate = false) =>
  letterOf(deliveryOf(digest, { possibleDuplicate })).message;

const two = digestOf([telegramNews, newsOn({ title: 'Second', url: null })]);
const many = (title: string) => digestOf(Array.from({ length: 40 }, () => newsOn({ title })));

describe('a digest', () => {
  it('says how many there are, of which time and severity, and of each story what matched', () => {
    const text = layoutPlainText(messageOf({ ...two, totals: { ...two.totals, stories: 9, alerts: 12 } }, true));
    expect(text).toMatch(/^9 stories while it was quiet\n\n12 alerts since 24 Nov 2026, 01:00 UTC: 2 critical\n\n/);
    expect(text).toContain(
      [
        '* [critical] Messenger that promised silence is said to have talked to the police',
        '  Harbour Tech HK · English · 24 Nov 2026, 01:15 UTC',
        '  “According to a magazine, *Telegram* answered when the *German Federal Criminal Police* asked for',
      ].join('\n'),
    );
    expect(text).toContain('And 7 more stories: https://wirewatch.example/');
    expect(text).toContain('This may be a second copy');
    expect(text).toContain('Why? https://wirewatch.example/why?q=0b3f6a1e-6f0e-4c55-9a43-1d5b1f3f8f10');
  });

  it('says what silences kept back that have ended', () => {
    const silenced = [{ silenceId: 12, reason: 'we\nknow', messages: 3 }];
    const nothing = { stories: 0, alerts: 0, bySeverity: [] };
    expect(layoutPlainText(messageOf(digestOf([], { because: 'silence', silenced, totals: nothing })))).toMatch(
      /^3 messages were silenced\n\n3 messages were silenced: we know \(silence 12, .*`wirewatch silence replay 12` sends them\n\n-- \n/,
    );
  });

  it('has as many stories as Slack takes, the first ones with their sentences, and nothing in it is markup', () => {
    const { blocks, text } = layoutSlack(messageOf(many('<!channel> *x* <https://evil.example|Bank>')));
    expect(JSON.stringify(blocks).length).toBeLessThanOrEqual(12_800);
    expect(blocks!.filter(({ type }) => type === 'rich_text').length).toBeGreaterThan(15);
    expect(JSON.stringify(blocks)).toMatch(/And \d+ that are not shown here/);
    expect(JSON.stringify(blocks)).toContain('<!channel>');
    expect(JSON.stringify(layoutSlack(messageOf(two)).blocks).match(/rich_text_quote/g)).toHaveLength(2);
    expect(blocks!.every(({ type }) => type === 'rich_text' || type === 'context')).toBe(true);
    expect(text).not.toContain('<!channel>');
    expect(text.length).toBeLessThanOrEqual(40_000);
  });

  it('is a mail that is not cut by who reads it, whatever is in it, with every story in its text', () => {
    const { html, text, subject } = layoutMail(messageOf(many(`<script>${'x'.repeat(100_000)}`)));
    expect(subject).toBe('[Wirewatch] 40 stories while it was quiet');
    expect(Buffer.byteLength(html)).toBeLessThan(80_000);
    expect(html).not.toContain('<script');
    expect(html).toMatch(/\d+ more are in the text of this mail/);
    expect(text.match(/^\* /gm)).toHaveLength(40);
    const whole = layoutMail(messageOf(two)).html;
    expect(whole).toContain('Second');
    expect(whole).not.toContain('in the text of this mail');
  });

  it('is told a program with all that an alert has', () => {
    const body = layoutWebhook(deliveryOf(two));
    const alert = layoutWebhook(deliveryOf(telegramNews));
    expect(body).toMatchObject({
      type: 'digest',
      timestamp: '2026-11-24T06:00:00.000Z',
      data: {
        ...{ because: 'mute', since: '2026-11-24T01:00:00.000Z', silenced: [] },
        totals: { stories: 2, alerts: 2, by_severity: [{ severity: 'critical', alerts: 2 }] },
      },
    });
    if (body.type !== 'digest' || alert.type !== 'alert') throw new Error('it is of another type');
    expect(body.data.stories[0]!.article).toEqual(alert.data.article);
    expect(body.data.stories[0]!.story).toEqual(alert.data.story);
  });
});
