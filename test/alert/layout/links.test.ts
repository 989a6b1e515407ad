import { parseHTML } from 'linkedom';
import { layoutMail } from '../../../src/alert/layout/mail.ts';
import { layoutSlack, layoutSlackText } from '../../../src/alert/layout/slack.ts';
import { letterOf } from '../../../src/alert/letter.ts';
import type { Digest } from '../../../src/model/delivery.ts';
import { deliveryOf, telegramNews } from '../support/alerts.ts';

const pagesUrl = 'https://wirewatch.example';
const reader = { linkKey: Buffer.alloc(32, 7) };
const news = { ...telegramNews, pagesUrl };
const digest: Digest = {
  ...{ kind: 'digest', because: 'mute', since: news.createdAt, stories: [], silenced: [], updates: [] },
  totals: { stories: 0, alerts: 0, bySeverity: [] },
  ...{ pagesUrl, createdAt: news.createdAt },
};
const messageOf = (payload: typeof news | Digest, recipient: string) =>
  letterOf(deliveryOf(payload, { recipient }), reader).message;
const ACT = /^https:\/\/wirewatch\.example\/act\/[\w.-]+$/;
const LABELS = ['Mute this story', 'Mute this source', 'Not relevant'];

describe('links that act', () => {
  it('stand in a mail, as text and in HTML, and the last one unsubscribes', () => {
    const { html, text } = layoutMail(messageOf(news, 'desk@example.org'));
    const links = [...parseHTML(html).document.querySelectorAll('a')].map((link) => [
      link.textContent,
      link.getAttribute('href'),
    ]);
    const acting = links.filter(([, href]) => ACT.test(href!));
    expect(acting.map(([label]) => label)).toEqual([...LABELS, 'Unsubscribe']);
    for (const [label, href] of acting) expect(text).toContain(`\n${label}: ${href}\n`);
  });

  it('stand in a message of Slack, with blocks and without', () => {
    const message = messageOf(news, '');
    const last = layoutSlack(message).blocks!.at(-1)!;
    const links = last.type === 'rich_text' ? last.elements[0]!.elements.filter((one) => one.type === 'link') : [];
    expect(links.map(({ text }) => text)).toEqual(['Why?', ...LABELS]);
    for (const { text, url } of links.slice(1)) {
      expect(url).toMatch(ACT);
      expect(layoutSlackText(message).text).toContain(`${text}: ${url}`);
    }
  });

  it('unsubscribe from digests', () => {
    const { html, text } = layoutMail(messageOf(digest, 'desk@example.org'));
    const href = parseHTML(html).document.querySelector('a')?.getAttribute('href');
    expect(href).toMatch(ACT);
    expect(text).toContain(`\nUnsubscribe: ${href}\n`);
  });
});
