import { parseQuickly } from '../../src/extract/dom.ts';
import { readMetadata } from '../../src/extract/metadata.ts';
import { sourcesOf } from '../../src/extract/sources.ts';

const read = (head: string, body = '') =>
  readMetadata(
    sourcesOf(parseQuickly(`<html><head>${head}</head><body>${body}</body></html>`), 'https://post.example/a-b'),
  );
const linked = (value: unknown) => `<script type="application/ld+json">${JSON.stringify(value)}</script>`;

describe('readMetadata', () => {
  it('knows nothing of an empty page but its address', () => {
    expect(read('')).toMatchObject({ title: null, language: null, outlet: null, authors: [], publishedAt: null });
  });

  it('prefers JSON-LD, then OpenGraph, then the visible headline, then the title', () => {
    const title = '<title>Fourth | Post</title>';
    const graph = '<meta property="og:title" content="Second">';
    const data = linked([{ '@type': 'Organization' }, { '@type': ['NewsArticle'], headline: 'First' }]);
    expect(read(data + graph + title, '<h1>Third</h1>').title).toBe('First');
    expect(read(graph + title, '<h1>Third</h1>').title).toBe('Second');
    expect(read(title, '<h1>Third</h1>').title).toBe('Third');
    expect(read(`${title}<meta property="og:site_name" content="Post">`).title).toBe('Fourth');
  });

  it('survives JSON-LD that is broken, deep, or about something else', () => {
    const deep = `${'['.repeat(50_000)}${']'.repeat(50_000)}`;
    const scripts = ['{"@type": "NewsArticle", ', deep, '"text"', 'null', '{"@type": "Recipe", "headline": "Soup"}'];
    const head = scripts.map((json) => `<script type="application/ld+json">${json}</script>`).join('');
    expect(read(`${head}<title>Page</title>`).title).toBe('Page');
  });

  it('takes authors from names, not from profile addresses', () => {
    const article = (author: unknown) => linked({ '@type': 'Article', author });
    expect(read(article([{ name: 'By Ada Field' }, 'Bo Lund', { name: 'Bo Lund' }, { url: 'x' }])).authors).toEqual([
      ...['Ada Field', 'Bo Lund'],
    ]);
    expect(read('<meta property="article:author" content="https://www.facebook.com/ada">').authors).toEqual([]);
    expect(read('', '<a rel="author" href="/ada">Ada Field</a>').authors).toEqual(['Ada Field']);
  });

  it('takes the time of publication from JSON-LD, meta tags or a time element', () => {
    const day = new Date('2026-11-03T00:00:00Z');
    expect(read(linked({ '@type': 'Article', datePublished: '2026-11-03' })).publishedAt).toEqual(day);
    expect(read('<meta property="article:published_time" content="2026-11-03">').publishedAt).toEqual(day);
    expect(read('', '<time>3 Nov</time><time datetime="2026-11-03">3 Nov</time>').publishedAt).toEqual(day);
    expect(read('<meta name="date" content="soon">').publishedAt).toBeNull();
  });

  it('takes the language from html, then og:locale, then content-language', () => {
    expect(read('<meta property="og:locale" content="de_AT">').language).toBe('de-at');
    expect(read('<meta http-equiv="Content-Language" content="fr">').language).toBe('fr');
    const page = parseQuickly('<html lang="pt-BR"><head><meta property="og:locale" content="en_US"></head></html>');
    expect(readMetadata(sourcesOf(page, 'https://post.example/a-b')).language).toBe('pt-br');
  });
});
