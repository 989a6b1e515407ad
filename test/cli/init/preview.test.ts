import { preview } from '../../../src/cli/init/preview.ts';
import type { Article } from '../../../src/model/article.ts';

const article = (title: string): Article => ({
  canonicalUrl: null,
  url: 'https://example.org/1',
  title,
  headlines: [],
  text: '',
  language: 'en',
  outlet: null,
  authors: [],
  country: null,
  tags: [],
  publishedAt: null,
  source: 'feed_item',
  flags: [],
  places: {},
});
const held = (...titles: string[]) => ({ articles: titles.map(article), feeds: 1, unread: [] });

describe('the preview of a watch', () => {
  it('shows what it finds, the first five, and why', () => {
    const seen = preview(
      'harbour',
      {},
      held(...Array.from({ length: 7 }, (_, n) => `Harbour ${n}\u001b[31m`), 'Match'),
    );
    expect(seen.kind).toBe('read');
    expect(seen.lines[0]).toBe('Of 8 items that the feed holds now, it finds 7, by headline and summary.');
    expect(seen.lines.filter((line) => line.startsWith('✓'))).toHaveLength(5);
    expect(seen.lines).toContain('… and 2 more');
    expect(seen.lines.join('')).not.toContain('\u001b');
  });

  it('warns of one that finds much, and not of one that finds little', () => {
    const titles = Array.from({ length: 20 }, (_, n) => (n < 8 ? 'Harbour' : 'Match'));
    expect(preview('harbour', {}, held(...titles)).lines.at(-1)).toMatch(/^That is much/);
    expect(preview('harbour', {}, held(...titles.slice(6))).lines.join('\n')).not.toMatch(/much/);
  });

  it('says that it may be right where nothing is found', () => {
    expect(preview('strike', {}, held('Harbour')).lines).toEqual([
      'Of 1 item that the feed holds now, it finds none, by headline and summary.',
      expect.stringMatching(/^That may be right/),
    ]);
  });

  it('knows the names of the packs, and says what is wrong with a query', () => {
    expect(preview('@port', { port: ['Harbour'] }, held('Harbour'))).toMatchObject({ kind: 'read', matched: [{}] });
    expect(preview('@port', {}, held('Harbour'))).toMatchObject({
      kind: 'wrong',
      lines: [expect.stringMatching(/^1:1: /)],
    });
  });
});
