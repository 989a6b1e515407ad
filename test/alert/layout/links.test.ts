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

  describe('in a digest', () => {
    const { article, alerts, coverage, story } = news;
    const digestOf = (count: number, title = article.title): Digest => ({
      ...digest,
      stories: Array.from({ length: count }, () => ({ article: { ...article, title }, alerts, coverage, story })),
      totals: { stories: count, alerts: count, bySeverity: [] },
    });
    const actingIn = (blocks: object) =>
      [...JSON.stringify(blocks).matchAll(/"url":"([^"]+\/act\/[^"]+)","text":"([^"]+)"/g)].map(([, , text]) => text!);

    it('stand at each story of a mail, as text and in HTML', () => {
      const { html, text } = layoutMail(messageOf(digestOf(3), 'desk@example.org'));
      const links = [...parseHTML(html).document.querySelectorAll('a')]
        .map((link) => [link.textContent!, link.getAttribute('href')!] as const)
        .filter(([, href]) => ACT.test(href));
      expect(links.map(([label]) => label)).toEqual([...LABELS, ...LABELS, ...LABELS, 'Unsubscribe']);
      expect(new Set(links.map(([, href]) => href)).size).toBe(10);
      for (const [label, href] of links.slice(0, -1)) expect(text).toContain(`\n  ${label}: ${href}\n`);
    });

    it('cost a mail no story, and are all in its text', () => {
      const sizes = [10, 25, 40].map((count) => {
        const { html, text } = layoutMail(messageOf(digestOf(count), 'desk@example.org'));
        expect(Buffer.byteLength(html)).toBeLessThan(80_000);
        expect(html).not.toContain('in the text of this mail');
        expect(html.match(/<h2/g)).toHaveLength(count);
        expect(text.match(/Mute this source: /g)).toHaveLength(count);
        return LABELS.map((label) => html.split(`>${label}<`).length - 1);
      });
      // What does not fit for all goes for all, and the link that is left is that to mute the story.
      expect(sizes[0]).toEqual([10, 10, 10]);
      expect(sizes[2]!.slice(1)).toEqual([0, 0]);
      expect(sizes[2]![0]).toBeGreaterThan(5);
    });

    it('stand at each story of a message of Slack', () => {
      const { blocks, text } = layoutSlack(messageOf(digestOf(3), ''));
      expect(actingIn(blocks!)).toEqual([...LABELS, ...LABELS, ...LABELS]);
      expect(text.match(/Mute this story: /g)).toHaveLength(3);
    });

    it('cost a message of Slack no story and no sentence, and are those to mute the first stories where there is no room', () => {
      for (const count of [12, 20, 40]) {
        const { blocks, text } = layoutSlack(messageOf(digestOf(count), ''));
        const bare = layoutSlack(letterOf(deliveryOf(digestOf(count))).message).blocks!;
        expect(JSON.stringify(blocks).length).toBeLessThanOrEqual(12_800);
        expect(blocks!.length).toBe(bare.length);
        expect(JSON.stringify(blocks).match(/rich_text_quote/g)).toEqual(
          JSON.stringify(bare).match(/rich_text_quote/g),
        );
        const acting = actingIn(blocks!);
        expect(new Set(acting)).toEqual(new Set(acting.length > 0 ? ['Mute this story'] : []));
        expect(text.length).toBeLessThanOrEqual(40_000);
        expect(text.match(/^\* /gm)).toHaveLength(count);
      }
      expect(actingIn(layoutSlack(messageOf(digestOf(12), '')).blocks!).length).toBeGreaterThan(0);
    });

    it('are what goes first from a long text', () => {
      const { text } = layoutSlack(messageOf(digestOf(40, 'x'.repeat(280)), ''));
      expect(text.length).toBeLessThanOrEqual(40_000);
      expect(text.match(/^\* /gm)).toHaveLength(40);
    });
  });

  it('unsubscribe from digests', () => {
    const { html, text } = layoutMail(messageOf(digest, 'desk@example.org'));
    const href = parseHTML(html).document.querySelector('a')?.getAttribute('href');
    expect(href).toMatch(ACT);
    expect(text).toContain(`\nUnsubscribe: ${href}\n`);
  });
});
