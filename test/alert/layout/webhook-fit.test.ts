import { layoutWebhook } from '../../../src/alert/layout/webhook.ts';
import type { WebhookAlert, WebhookBody } from '../../../src/alert/layout/webhook-body.ts';
import type { Delivery } from '../../../src/model/delivery.ts';
import { longNews } from '../channels/contract.ts';
import { deliveryOf, newsOn, telegramNews } from '../support/alerts.ts';
import { digestOf } from '../support/digests.ts';

const bodyOf = (payload: Delivery['payload']) => layoutWebhook(deliveryOf(payload));
const bytesOf = (body: WebhookBody) => Buffer.byteLength(JSON.stringify(body));
const alertOf = (body: WebhookBody) => {
  if (body.type !== 'alert') throw new Error(body.type);
  return body.data;
};
const digestIn = (body: WebhookBody) => {
  if (body.type !== 'digest') throw new Error(body.type);
  return body.data;
};

/** Whether nothing counts a hit that is not there. */
function isSound({ evidence: { hits, passages, proximities } }: WebhookAlert): boolean {
  const counted = [...passages.flatMap((one) => one.hits), ...proximities.flatMap(({ left, right }) => [left, right])];
  return counted.every((hit) => hit < hits.length);
}

describe('the body of a webhook', () => {
  it('is whole where it is short enough', () => {
    expect(alertOf(bodyOf(telegramNews)).left_out).toBeNull();
    expect(digestIn(bodyOf(digestOf([telegramNews, telegramNews]))).left_out).toBeNull();
  });

  it('has 20,000 bytes at most, whatever a publisher writes, and says how much is not there', () => {
    const body = bodyOf(longNews());
    expect(bytesOf(body)).toBeLessThanOrEqual(20_000);
    const { alerts, coverage, updates, left_out, article } = alertOf(body);
    expect(left_out).toEqual({
      alerts: 50 - alerts.length,
      coverage: 50 - coverage.length,
      updates: 20 - updates.length,
    });
    expect(article.title).toMatch(/…$/);
    expect(article.url).not.toBeNull();
    expect(alerts.every(isSound)).toBe(true);
  });

  it('fits where each letter takes six bytes', () => {
    const worst = '\0'.repeat(5_000);
    const url = `https://www.harbour-tech.example/${'a'.repeat(2_900)}`;
    const coverage = { outlet: worst, title: worst, url, publishedAt: null };
    const long = newsOn(
      { title: worst, url, outlet: worst, authors: [worst], lead: worst, language: worst, flags: ['paywall'] },
      {
        hits: [{ field: 'text', start: 0, end: 5_000, surface: worst, term: worst, alias: worst }],
        proximities: [],
        passages: [{ field: 'text', start: 0, text: worst, hits: [0] }],
      },
      { name: worst, query: worst, severity: worst, tags: [worst] },
    );
    const body = bodyOf({
      ...long,
      alerts: long.alerts.map((alert) => ({ ...alert, development: { words: [worst] } })),
      story: { ...long.story!, earliest: coverage, original: coverage, continues: coverage },
      pagesUrl: url,
    });
    expect(bytesOf(body)).toBeLessThanOrEqual(20_000);
  });

  it('keeps what is said of one article as long as there are others that can go', () => {
    const coverage = Array.from({ length: 200 }, (_, index) => ({
      outlet: `Outlet ${index}`,
      title: 'The same story, told once more',
      url: `https://outlet-${index}.example/story`,
      publishedAt: null,
    }));
    const body = alertOf(bodyOf({ ...telegramNews, coverage }));
    expect(body.left_out).toEqual({ alerts: 0, coverage: 180, updates: 0 });
    expect(body.coverage[0]).toMatchObject({ outlet: 'Outlet 0' });
    const { left_out, ...whole } = alertOf(bodyOf(telegramNews));
    expect(body).toMatchObject({ ...whole, coverage: expect.anything() });
  });

  it('has as many stories of a digest as fit', () => {
    const body = bodyOf(digestOf(Array.from({ length: 40 }, () => telegramNews)));
    expect(bytesOf(body)).toBeLessThanOrEqual(20_000);
    const { stories, left_out, totals } = digestIn(body);
    expect(stories.length).toBeGreaterThan(10);
    expect(left_out).toEqual({ stories: 40 - stories.length, updates: 0 });
    expect(totals.stories).toBe(40);
    expect(stories.flatMap(({ alerts }) => alerts).every(isSound)).toBe(true);
  });

  it('is cut where a story has come very far', () => {
    const coverage = Array.from({ length: 40 }, () => ({
      ...{ outlet: 'L’Écho', title: 'x'.repeat(1_000), url: 'https://echo.example/1', publishedAt: null },
    }));
    const story = { id: 7, title: 'x'.repeat(5_000), reach: { articles: 99, sources: 9, languages: 3 } };
    const body = bodyOf({ kind: 'followUp', rootId: 'r', story, coverage, added: 60, createdAt: new Date(0) });
    expect(bytesOf(body)).toBeLessThanOrEqual(20_000);
    expect(body).toMatchObject({ data: { added: 60, left_out: { coverage: expect.any(Number) } } });
  });

  it('is cut where operators are told too much', () => {
    const lines = Array.from({ length: 300 }, () => 'x'.repeat(500));
    const body = bodyOf({ kind: 'notice', title: 'A feed fails', lines, createdAt: new Date(0) });
    expect(bytesOf(body)).toBeLessThanOrEqual(20_000);
    expect(body).toMatchObject({ data: { left_out: { lines: 280 } } });
  });
});
