import { layoutMail } from '../../../src/alert/layout/mail.ts';
import { layoutSlack } from '../../../src/alert/layout/slack.ts';
import { layoutWebhook } from '../../../src/alert/layout/webhook.ts';
import { composeMessage } from '../../../src/alert/message.ts';
import type { News } from '../../../src/model/delivery.ts';
import { readPayload } from '../../../src/store/alerts/payload.ts';
import { deliveryOf, telegramNews } from '../support/alerts.ts';

const [{ id }] = telegramNews.alerts as [News['alerts'][number]];
const news: News = { ...telegramNews, pagesUrl: 'https://news.example.org/wire/' };
const LINK = `https://news.example.org/wire/why?q=${id}`;

describe('the link to why a message came', () => {
  it('stands in mail, Slack and webhook', () => {
    const { text, html } = layoutMail(composeMessage(news, false));
    expect(text).toContain(`Why? ${LINK}\n`);
    expect(html).toContain(`href="${LINK}"`);
    const slack = layoutSlack(composeMessage(news, false));
    expect(slack.blocks!.at(-1)).toEqual({
      type: 'rich_text',
      elements: [{ type: 'rich_text_section', elements: [{ type: 'link', url: LINK, text: 'Why?' }] }],
    });
    expect(slack.text).toContain(`Why? ${LINK}`);
    expect(layoutWebhook(deliveryOf(news))).toMatchObject({ data: { why_url: LINK, alerts: [{ why_url: LINK }] } });
  });

  it('stands nowhere when nobody said where the pages are', () => {
    const message = composeMessage(telegramNews, false);
    for (const shown of [JSON.stringify(layoutSlack(message)), layoutMail(message).text, layoutMail(message).html])
      expect(shown).not.toContain('Why?');
    expect(layoutWebhook(deliveryOf(telegramNews))).toMatchObject({ data: { why_url: null } });
  });

  it('is missing in what was frozen before there was one', () => {
    const { pagesUrl, ...older } = JSON.parse(JSON.stringify(news));
    expect(readPayload(older)).toMatchObject({ kind: 'news', pagesUrl: null });
    expect(readPayload({ ...older, pagesUrl })).toMatchObject({ pagesUrl });
  });
});
