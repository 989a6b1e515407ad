import { readMetadata } from '../../../src/extract/metadata/metadata.ts';
import { sourcesOf } from '../../../src/extract/metadata/sources.ts';
import { parseQuickly } from '../../../src/extract/page/dom.ts';

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

  it('knows authors from what a reader sees, where machines are told nothing', () => {
    const under = (byline: string) => read('', `<h1>Market hall stays</h1>${byline}<p>The council voted.</p>`).authors;
    expect(under('<div class="article-byline">By <a href="/ada">Ada Field</a> and Bo Lund</div>')).toEqual([
      ...['Ada Field', 'Bo Lund'],
    ]);
    expect(under('<ul><li class="author">Ada Field</li><li class="author">Bo Lund</li></ul>')).toEqual([
      ...['Ada Field', 'Bo Lund'],
    ]);
    expect(under('<p>24.11.2026 – 10:05</p><p>von Ada Feld</p>')).toEqual(['Ada Feld']);
    expect(under('<ul><li><b>Datum</b> 24.11.2026</li><li><b>Autorin/Autor</b> Ada Feld</li></ul>')).toEqual([
      'Ada Feld',
    ]);
    expect(under('<p><strong>Ada Field</strong></p>')).toEqual(['Ada Field']);
    expect(under('<p>市議会は月曜日の夜に決めた。【山田太郎】</p>')).toEqual(['山田太郎']);
    expect(under('<div class="author">この記事を書いた人、山田太郎、専門分野、戦争、平和、核問題</div>')).toEqual([]);
    expect(under('<p>2026-11-24 来源：信使报 记者：王小明</p><p>责任编辑：李华</p>')).toEqual(['王小明']);
  });

  it('takes no byline of another article, of a biography or of a reader', () => {
    const other =
      '<aside><p class="author">Cy Other</p></aside><div class="comment-list"><b class="author">Di Reader</b></div>';
    expect(read('', `<h1>Hall</h1>${other}<p class="byline">By Ada Field</p>`).authors).toEqual(['Ada Field']);
    const about =
      '<div class="author"><b class="author-name">Ada Field</b><p>Ada Field has written of towns since 2001.</p></div>';
    expect(read('', `<h1>Hall</h1>${about}`).authors).toEqual(['Ada Field']);
  });

  it('names the newsroom only where nobody else is credited', () => {
    const outlet = {
      '@type': 'NewsArticle',
      author: { '@type': 'Organization', name: 'Post' },
      publisher: { name: 'Post' },
    };
    expect(read(linked(outlet), '<h1>Hall</h1><p class="byline">By Ada Field</p>').authors).toEqual(['Ada Field']);
    expect(read(linked(outlet), '<h1>Hall</h1>').authors).toEqual(['Post']);
  });

  it('finds the author that JSON-LD only refers to', () => {
    const graph = {
      '@graph': [
        { '@type': 'Article', author: { '@id': '#ada' } },
        { '@id': '#ada', '@type': 'Person', name: 'Ada Field' },
      ],
    };
    expect(read(linked(graph)).authors).toEqual(['Ada Field']);
  });

  it('takes the time of publication from the address, then from what a reader sees', () => {
    const shown = (body: string, url: string) => {
      const page = parseQuickly(`<html lang="de"><head></head><body><h1>Hall</h1>${body}</body></html>`);
      return readMetadata(sourcesOf(page, url));
    };
    expect(shown('<p>Stand: 24.11.2026, 10:05 Uhr</p>', 'https://post.example/2026/11/23/hall')).toMatchObject({
      publishedAt: new Date('2026-11-23T00:00:00Z'),
      places: { publishedAt: 'url' },
    });
    expect(shown('<p>Stand: 24.11.2026, 10:05 Uhr</p>', 'https://post.example/hall-123456789')).toMatchObject({
      publishedAt: new Date('2026-11-24T10:05:00Z'),
      places: { publishedAt: 'visible' },
    });
    const changed = '<p><span>Aktualisiert am 25.11.2026</span> <span>Veröffentlicht am 24.11.2026</span></p>';
    expect(shown(changed, 'https://post.example/hall').publishedAt).toEqual(new Date('2026-11-24T00:00:00Z'));
    const teaser = '<aside><span class="date">1. Mai 2020</span></aside>';
    expect(shown(`${teaser}<span class="date">3. Mai 2026</span>`, 'https://post.example/hall').publishedAt).toEqual(
      new Date('2026-05-03T00:00:00Z'),
    );
  });

  it('tells when the article was changed, its picture and its tags, and where each was found', () => {
    const data = linked({
      '@type': 'Article',
      dateModified: '2026-11-24',
      image: { url: '/hall.jpg' },
      keywords: 'Hall, Market',
    });
    expect(read(data)).toMatchObject({
      modifiedAt: new Date('2026-11-24T00:00:00Z'),
      image: 'https://post.example/hall.jpg',
      tags: ['Hall', 'Market'],
      places: { modifiedAt: 'json-ld', image: 'json-ld', tags: 'json-ld', canonicalUrl: 'url' },
    });
    const tags = '<meta property="article:tag" content="Hall"><meta property="article:tag" content="Market">';
    expect(read(`${tags}<meta property="og:image" content="javascript:alert(1)">`)).toMatchObject({
      image: null,
      tags: ['Hall', 'Market'],
      places: { tags: 'opengraph' },
    });
  });

  it('reads meta tags whatever their spelling', () => {
    const day = new Date('2026-11-03T00:00:00Z');
    expect(read('<meta name="Article.PublishedTime" content="2026-11-03">').publishedAt).toEqual(day);
    expect(read('<meta name="PARSELY-author" content="Ada Field">').authors).toEqual(['Ada Field']);
    const card = '<meta name="twitter:label1" content="Written by"><meta name="twitter:data1" content="Ada Field">';
    expect(read(card).authors).toEqual(['Ada Field']);
  });
});
