import { extractArticle } from '../../src/extract/article.ts';
import { fixture, PARAGRAPHS, readArticle } from './read.ts';

const body = PARAGRAPHS.map((text) => `<p>${text}</p>`).join('');

describe('extractArticle', () => {
  it('reads an English page: title, text in blocks, outlet, authors, date, language', async () => {
    const url = 'https://www.harbourpost.example/2026/11/river-towns-higher-ground?from=front';
    const article = await readArticle(fixture('flood-warning.en.html'), url);
    expect(article).toMatchObject({
      title: 'River towns told to move to "higher ground"',
      language: 'en-gb',
      outlet: 'The Harbour Post',
      authors: ['Ines Calder', 'Tom Okafor'],
      publishedAt: new Date('2026-11-03T06:40:00Z'),
    });
    expect(article.canonicalUrl).toContain('harbourpost.example/2026/11/river-towns-higher-ground');
    expect(article.text.split('\n\n').map((block) => block.slice(0, 24))).toEqual([
      'Four towns along the low',
      '“We would rather knock o',
      'What is known',
      'Three schools stay close',
      'Trains between Merrow an',
      'Forecasters expect the r',
    ]);
    expect(article.text).toContain('during the night.\nThe river');
  });

  it.each([
    '<a href="/" title="Upland Evening Star"><img src="/logo.png"></a>',
    '<footer>© 2026 Upland Evening Star</footer>',
  ])('cuts the name of the outlet off the headline where only %s tells it', async (sign) => {
    const headline = 'Market hall to stay open after vote';
    const page = `<title>${headline} | Upland Evening Star</title><body>${sign}<article>${body}</article></body>`;
    expect((await readArticle(page)).title).toBe(headline);
  });

  it('keeps what stands beside the article out of its text', async () => {
    const { text } = await readArticle(fixture('flood-warning.en.html'));
    for (const beside of [
      'Telegram',
      'WhatsApp',
      'cookies',
      'inbox',
      'Alderholt was',
      'bakeries',
      'Photo',
      'By Ines',
    ]) {
      expect(text).not.toContain(beside);
    }
  });

  it('reads a German page: standfirst kept, advertisement, links to other articles and calls to follow dropped', async () => {
    const article = await readArticle(fixture('bruecke.de.html'), 'https://lautertaler-bote.example/bruecke-gesperrt');
    expect(article).toMatchObject({
      title: 'Brücke über die Lauter bleibt bis zum Frühjahr gesperrt',
      language: 'de',
      outlet: 'Lautertaler Bote',
      authors: ['Jonas Wäger'],
      publishedAt: new Date('2026-11-04T18:05:00Z'),
    });
    expect(article.text).toMatch(/^Die Prüfer haben Risse in zwei Pfeilern gefunden/);
    expect(article.text).toMatch(/teilten die Stadtwerke mit\.$/);
    expect(article.text).not.toMatch(/Ökostrom|Fähre|Telegram/);
  });

  it('reads a Chinese page, though it has fewer characters than a Latin one of the same length', async () => {
    const article = await readArticle(fixture('harbour.zh.html'), 'https://nanwan.example/a/20261105');
    expect(article).toMatchObject({
      title: '南湾港口恢复夜间作业',
      language: 'zh-cn',
      outlet: '南湾晚报',
      publishedAt: new Date('2026-11-05T01:30:00Z'),
    });
    expect(article.text).toMatch(/^南湾港务局星期四宣布/);
    expect(article.text).toMatch(/避免下一次风暴再次造成停工。$/);
  });

  it('keeps an article that calls itself a comment, since it is most of the page', async () => {
    expect((await readArticle(`<html><body><div class="comment">${body}</div></body></html>`)).text).toContain(
      'council',
    );
  });

  it('reads an article that only a script would unhide', async () => {
    expect((await readArticle(`<html><body><div hidden>${body}</div></body></html>`)).text).toContain('council');
  });

  it('reads a page without html, head and body tags', async () => {
    expect(await readArticle(`<title>Market hall</title>${body}`)).toMatchObject({ title: 'Market hall' });
    expect((await readArticle(`<html><title>Market hall</title>${body}`)).text).toContain('forty traders');
  });

  it('reads with jsdom what linkedom cannot: a comment ended as browsers allow', async () => {
    const { text } = await readArticle(`<html><body><!-- menu --!>${body}</body></html>`);
    expect(text.split('\n\n')).toEqual(PARAGRAPHS);
  });

  it('reads a page whose address is none', async () => {
    for (const url of ['', 'hall.html', 'file:///tmp/hall.html']) {
      expect(await readArticle(`<title>Market hall</title>${body}`, url)).toMatchObject({ canonicalUrl: null });
    }
  });

  it('runs no script, with either reader', async () => {
    const write = `document.body.innerHTML = ${JSON.stringify(body)}; globalThis.pageRan = true`;
    const page = `<html><body><p>Loading</p><script>${write}</script></body></html>`;
    expect((await readArticle(page)).places.text).toBe('script');
    expect(globalThis).not.toHaveProperty('pageRan');
  });

  it('says that a page of a few words is brief', async () => {
    const html = '<html><body><p>The hall stays, the council says.</p></body></html>';
    expect(await extractArticle(html, 'https://news.example/a')).toMatchObject({
      kind: 'read',
      brief: true,
      article: { text: 'The hall stays, the council says.' },
    });
  });

  it('says that a page without words is unreadable', async () => {
    expect(await extractArticle('<html><body><p> </p></body></html>', 'https://news.example/a')).toEqual({
      kind: 'unreadable',
      reason: 'no article text found on the page',
      flags: [],
    });
  });
});

describe('the text', () => {
  const page = (main: string, head = '') =>
    `<html><head><title>Market hall stays</title>${head}</head><body><h1>Market hall stays</h1>${main}</body></html>`;

  it('begins with the summary above it, which is the description or is called so, and says nothing twice', async () => {
    const summary = 'The council keeps the old market hall, and its traders will move out for a year.';
    const told = page(
      `<header><p>Merrow. ${summary}</p></header><article>${body}</article>`,
      `<meta name="description" content="${summary}">`,
    );
    expect((await readArticle(told)).text.split('\n\n')).toEqual([`Merrow. ${summary}`, ...PARAGRAPHS]);
    const called = page(`<div class="article__standfirst">${summary}</div><article>${body}</article>`);
    expect((await readArticle(called)).text.split('\n\n')).toEqual([summary, ...PARAGRAPHS]);
    const within = page(
      `<article><p>${summary}</p>${body}</article>`,
      `<meta name="description" content="${summary}">`,
    );
    expect((await readArticle(within)).text.split('\n\n')).toEqual([summary, ...PARAGRAPHS]);
  });

  it('is put together again where advertisements cut it into pieces', async () => {
    const piece = `<div class="row"><div class="column"><div class="article__part">${body}</div></div></div>`;
    const more = PARAGRAPHS.map((text) => `<p>${text.replace('hall', 'square')}</p>`).join('');
    const { text } = await readArticle(
      page(`${piece}<div class="row"><div class="slot"></div></div>${piece.replace(body, more)}`),
    );
    expect(text).toContain('old market hall');
    expect(text).toContain('old market square');
  });

  it('ends where the next article begins', async () => {
    const other = body.replaceAll('council', 'orchestra');
    const both = `<article><h1>Market hall stays</h1>${body}</article><article><h1>New season</h1>${other}</article>`;
    const { text } = await readArticle(
      `<html><head><title>Market hall stays</title></head><body>${both}</body></html>`,
    );
    expect(text).toContain('council');
    expect(text).not.toContain('orchestra');
  });

  it('is JSON-LD’s where the page shows less than half of it', async () => {
    const data = `<script type="application/ld+json">${JSON.stringify({ '@type': 'Article', articleBody: PARAGRAPHS.join('\n').repeat(3) })}</script>`;
    const article = await readArticle(page(`<p>${PARAGRAPHS[0]}</p><p>${PARAGRAPHS[1]}</p>`, data));
    expect(article.places.text).toBe('json-ld');
    expect((await readArticle(page(body.repeat(2), data))).places.text).toBe('linkedom');
  });

  it('is never markup, whatever JSON-LD holds', async () => {
    const html = `<p>${PARAGRAPHS.join('</p><p>')}</p><script>steal()</script>`;
    const data = `<script type="application/ld+json">${JSON.stringify({ '@type': 'Article', articleBody: html }).replaceAll('<', '\\u003c')}</script>`;
    expect((await readArticle(page('', data))).text).toBe(PARAGRAPHS.join('\n\n'));
  });

  it('has nothing that a class hides, but what larger screens show', async () => {
    const offer =
      '<div class="offer hidden"><p>Read on for a month at half the price, on every device you have.</p></div>';
    const fact = 'The hall was built in 1887 by the guild of drapers, and burned twice.';
    const { text } = await readArticle(
      page(`<article>${body}${offer}<div class="hidden lg:block"><p>${fact}</p></div></article>`),
    );
    expect(text.split('\n\n')).toEqual([...PARAGRAPHS, fact]);
  });

  it('has no lines that tell of the article: date, byline, credits, reading time', async () => {
    const lines = [
      ...['24 November 2026, 10:05', 'Stand: 24.11.2026 10:05 Uhr', 'By Ada Field', '3 min read', 'Quelle: dpa/Bote'],
      ...['© 2026 The Courier', 'Image 3 of 12', '1/12', 'Tags: hall, market', 'Additional reporting by Bo Lund'],
      ...['An dieser Stelle finden Sie einen externen Inhalt.', 'Sign up for our newsletter'],
    ];
    const { text } = await readArticle(
      page(`<article>${lines.map((line) => `<p>${line}</p>`).join('')}${body}</article>`),
    );
    expect(text.split('\n\n')).toEqual(PARAGRAPHS);
  });
});

it('gives plain text: no NUL, no lone surrogate, no markup, bounded lengths', async () => {
  const title = `\u0000Market\ud800 &lt;b&gt;hall ${'very '.repeat(400)}old`;
  const long = `<p>${'A long sentence about the market hall, which never ends. '.repeat(10_000)}\u0007\ud83d</p>`;
  const article = await readArticle(`<html><head><title>${title}</title></head><body>${long}</body></html>`);
  expect(article.title).toMatch(/^Market\ufffd <b>hall very/);
  expect(article.title!.length).toBeLessThanOrEqual(1_000);
  expect(article.text.length).toBeLessThanOrEqual(500_000);
  expect(article.text).not.toMatch(/[\0-\x08]/);
  expect(article.text.isWellFormed()).toBe(true);
});
