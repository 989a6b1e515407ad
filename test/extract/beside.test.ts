import { PARAGRAPHS, readArticle } from './read.ts';

const body = PARAGRAPHS.map((text) => `<p>${text}</p>`).join('');
const other = PARAGRAPHS.map((text) => `<p>${text.replaceAll(/council|hall|roof/g, 'orchestra')}</p>`).join('');
const page = (main: string, head = '') =>
  `<html lang="en"><head><title>Market hall stays</title>${head}</head><body>${main}</body></html>`;
const textOf = async (main: string, head = '') => (await readArticle(page(main, head))).text.split('\n\n');

describe('a class name', () => {
  it.each([
    ...['entry-content-read-more', 'article-newsletter-body', 'has-related', 'social-share-content', 'comments-open'],
    ...['paywall-content', 'ad-wrapper', 'sidebar-right', 'sponsored', 'popup-content', 'disqus-thread'],
  ])('never throws the article away: %s', async (name) => {
    const [first, ...rest] = PARAGRAPHS;
    for (const main of [
      `<article><h1>Market hall stays</h1><div class="${name}">${body}</div></article>`,
      `<article class="${name}"><h1>Market hall stays</h1>${body}</article>`,
      `<article><h1>Market hall stays</h1><p>${first}</p><div class="${name}">${rest.map((text) => `<p>${text}</p>`).join('')}</div></article>`,
      `<article><h1>Market hall stays</h1>${body.replaceAll('<p>', `<p class="${name}">`)}</article>`,
    ]) {
      expect(await textOf(main)).toEqual(PARAGRAPHS);
    }
  });
});

describe('readers’ comments', () => {
  const names = ['Ada', 'Ben', 'Cy', 'Dee'];
  const talk = names
    .map(
      (name) => `<div class="entry"><p>${name} wrote</p><p>${PARAGRAPHS[0]!.replace('council', 'orchestra')}</p></div>`,
    )
    .join('');
  const article = `<main><h1>Market hall stays</h1>${body}</main>`;

  it.each([
    ...['6 comments', 'Leserkommentare', 'Kommentare (4)', 'Vos réactions', 'Comentarios', 'Reacties', 'Комментарии'],
    ...['コメント', '댓글 4', '网友评论', 'التعليقات', '4 comments on “Market hall stays”'],
  ])('are known by the heading above them: %s', async (heading) => {
    expect(await textOf(`${article}<section><h2>${heading}</h2>${talk}</section>`)).toEqual(PARAGRAPHS);
    expect(await textOf(article.replace('</main>', `<h3>${heading}</h3>${talk}</main>`))).toEqual(PARAGRAPHS);
  });

  it.each(['comments', 'leserbriefe', 'forum-beitraege', 'talkback', 'disqus_thread', 'komentarze'])(
    'are known by the name of their block, though they are most of the page: %s',
    async (name) => {
      expect(await textOf(`${article}<div class="${name}">${talk}${talk}</div>`)).toEqual(PARAGRAPHS);
    },
  );

  it('are known by their shape: a name, a time, a text, again and again', async () => {
    const dated = talk.replaceAll(' wrote</p>', ', 24.11.2026, 10:05</p>').replaceAll(' class="entry"', '');
    expect(await textOf(`${article}<section>${dated}</section>`)).toEqual(PARAGRAPHS);
  });

  it.each([
    ['labels without end', '<h3>Comments</h3><p>x</p>'.repeat(2_500)],
    [
      'comments in comments without end',
      `${'<div class="comment"><p>Ada, 24.11.2026</p><p>I do not think so.</p>'.repeat(400)}`,
    ],
  ])('are not looked for without end: %s', async (_what, below) => {
    expect((await textOf(`${article}${below}`)).slice(0, PARAGRAPHS.length)).toEqual(PARAGRAPHS);
  });

  it('are not what stands below a heading in the article', async () => {
    const main = `<article><h1>Market hall stays</h1>${body}<h2>Comments</h2>${other}</article>`;
    expect((await textOf(main)).join()).toContain('orchestra');
  });
});

describe('a further article below', () => {
  const headed = (level: string) => `<${level}>New season</${level}>`;
  it.each([
    [
      'in a block like the first',
      `<div class="single"><h1>Market hall stays</h1>${body}</div><div class="single">${headed('h1')}${other}${other}</div>`,
    ],
    [
      'in an <article> of its own',
      `<article><h1>Market hall stays</h1>${body}</article><article>${headed('h2')}${other}${other}</article>`,
    ],
    [
      'outside of <main>',
      `<main><h1>Market hall stays</h1>${body}</main><section>${headed('h2')}${other}${other}</section>`,
    ],
    [
      'announced in its own block, and one paragraph long',
      `<article><h1>Market hall stays</h1>${body}<div><h4>Διαβάστε επίσης</h4><h3>Bells</h3><p>The bells of the old town ring again from Sunday on, and will be heard as far as the lake and the woods behind it.</p></div></article>`,
    ],
    ['announced', `<main><h1>Market hall stays</h1>${body}<p>Nächster Artikel</p>${headed('h2')}${other}</main>`],
    [
      'behind a rule, with a byline',
      `<main><h1>Market hall stays</h1>${body}<hr>${headed('h2')}<p>By Ada Field</p>${other}</main>`,
    ],
  ])('is left out: %s', async (_, main) => {
    expect(await textOf(main)).toEqual(PARAGRAPHS);
  });

  it('is not the next part of this one', async () => {
    for (const main of [
      `<article><h1>Market hall stays</h1>${body}<h2>What is next</h2>${other}</article>`,
      `<main><h1>Market hall stays</h1>${body}<section><h2>What is next</h2>${other}</section></main>`,
      `<article><h1>Market hall stays</h1>${body}<hr><h2>What is next</h2>${other}</article>`,
    ]) {
      expect((await textOf(main)).join()).toContain('orchestra');
    }
  });
});

describe('hidden text', () => {
  const secret = '<p>Secret draft: the mayor has fled to the islands with the cash box of the town.</p>';
  const main = (attributes: string) =>
    `<article><h1>Market hall stays</h1>${body}<div ${attributes}>${secret}</div>${other}</article>`;

  it.each([
    ...[
      'hidden',
      'aria-hidden="true"',
      'style="display: none !important"',
      'style="visibility:hidden"',
      'style="opacity:0"',
    ],
    ...[
      'style="font-size:0"',
      'style="position:absolute;left:-9999px"',
      'style="text-indent:-9999px"',
      'class="sr-only"',
    ],
    'style="max-height:0;overflow:hidden"',
  ])('is left out: %s', async (attributes) => {
    expect((await textOf(main(attributes))).join()).not.toContain('Secret');
  });

  it.each([
    ...['.meta{display:none}', '#note{visibility:hidden}', '/* x */ .a, div.meta { color: red; display : none }'],
    ...['article .meta{display:none}', '@media screen{.meta{display:none}}', '.meta{position:absolute;left:-999em}'],
  ])('is left out where a style sheet hides it: %s', async (css) => {
    expect((await textOf(main('class="meta" id="note"'), `<style>${css}</style>`)).join()).not.toContain('Secret');
  });

  it.each([
    ...[
      '@media print{.meta{display:none}}',
      '@media (max-width:600px){.meta{display:none}}',
      '.meta:hover{display:none}',
    ],
    ...[
      '.meta::after{display:none}',
      '.meta .icon{display:none}',
      '.meta{display:none}.meta{display:block}',
      '.no-js .meta{display:none}',
    ],
  ])('is not what is hidden elsewhere, or shown after all: %s', async (css) => {
    expect((await textOf(main('class="meta"'), `<style>${css}</style>`)).join()).toContain('Secret');
  });

  it('is not the article itself, which a script will show', async () => {
    const fold = `<article><h1>Market hall stays</h1><p>${PARAGRAPHS[0]}</p><div class="rest">${body}</div></article>`;
    expect((await textOf(fold, '<style>.rest{display:none}</style>')).join()).toContain('forty traders');
    expect(await textOf(`<div style="display:none"><article>${body}</article></div>`)).toEqual(PARAGRAPHS);
    expect(await textOf(`<article>${body.replaceAll('<p>', '<p style="opacity:0">')}</article>`)).toEqual(PARAGRAPHS);
  });
});

describe('a paragraph that is one link', () => {
  const linked = 'Some three hundred people work in the hall, most of them for the bakery at its northern end.';
  it.each([
    `<p><a href="/e">${linked}</a></p>`,
    `<div class="wrap markup"><p><a href="/e"><strong>${linked}</strong></a></p></div>`,
  ])('is kept between the article’s own: %s', async (paragraph) => {
    expect(await textOf(`<article><h1>Market hall stays</h1>${body}${paragraph}${other}</article>`)).toContain(linked);
  });

  it('is left out of a list of links, and where it is no sentence', async () => {
    const list = `<p><a href="/a">${linked}</a></p>`.repeat(4);
    expect(await textOf(`<article><h1>Market hall stays</h1>${body}<h3>Also read</h3>${list}</article>`)).not.toContain(
      linked,
    );
  });
});
