import { explainEvidence } from '../../src/alert/explanation.ts';
import type { Hit } from '../../src/model/watch.ts';
import { evidenceOf, telegramNews } from './support/alerts.ts';

const hit = (surface: string, more: Partial<Hit> = {}): Hit => {
  return { field: 'text', start: 0, end: surface.length, surface, term: surface.toLowerCase(), alias: null, ...more };
};
const near = (left: number, right: number, wordsBetween: number) => ({ left, right, wordsBetween, allowed: 25 });

describe('the reason of a match', () => {
  it('names the two, the alias, and the words between', () => {
    expect(explainEvidence(telegramNews.alerts[0]!.evidence)).toEqual([
      '“Telegram” and “German Federal Criminal Police” (alias @bka) stand 3 words apart (25 allowed)',
    ]);
  });

  it('lists the terms of a query without NEAR, each once', () => {
    const hits = [
      hit('Telegram'),
      hit('TELEGRAM', { term: 'telegram' }),
      hit('用戶數據'),
      hit('BKA', { alias: 'bka' }),
    ];
    expect(explainEvidence({ hits, proximities: [], passages: [] })).toEqual([
      'Found “TELEGRAM”, “用戶數據”, and “BKA” (alias @bka)',
    ]);
  });

  it('tells the closest pair first, a pair once, and the other terms after it', () => {
    const hits = [hit('Telegram'), hit('BKA'), hit('police'), hit('Berlin')];
    expect(
      explainEvidence({
        hits,
        proximities: [near(0, 1, 9), near(0, 2, 1), near(1, 0, 12), near(0, 1, 0)],
        passages: [],
      }),
    ).toEqual([
      '“Telegram” and “BKA” stand side by side (25 allowed)',
      '“Telegram” and “police” stand one word apart (25 allowed)',
      'Also found “Berlin”',
    ]);
  });

  it('says when the two stand in the headline', () => {
    const evidence = evidenceOf({
      title: 'Telegram answers BKA',
      text: '',
      mentions: [
        { words: 'Telegram', field: 'title' },
        { words: 'BKA', field: 'title' },
      ],
      near: { wordsBetween: 1, allowed: 10 },
    });
    expect(explainEvidence(evidence)).toEqual([
      '“Telegram” and “BKA” stand one word apart in the headline (10 allowed)',
    ]);
  });

  it('stays short however much there is to tell', () => {
    const hits = Array.from({ length: 50 }, (_, index) => hit(`${index} ${'x'.repeat(5_000)}`));
    const proximities = Array.from({ length: 49 }, (_, index) => near(index, index + 1, index));
    const lines = explainEvidence({ hits, proximities, passages: [] });
    expect(lines).toHaveLength(4);
    expect(lines.join('').length).toBeLessThan(1_500);
    expect(lines[3]).toMatch(/ and 41 more$/);
  });
});
