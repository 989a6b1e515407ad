import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { createRandom, type Random } from '../random.ts';

/** A page as a contestant gets it: decoded. */
export interface Page {
  html: string;
  url: string;
}

/** Generated pages, when no folder is named. */
const PAGES = 120;
const SEED = 20_261_124;

/** The pages of a folder, `.html` or gzipped, in the order of their names; without one, generated pages. */
export function readPages(folder: string | null): Page[] {
  if (folder === null) return generatePages();
  const names = readdirSync(folder).filter((name) => /\.html?(?:\.gz)?$/i.test(name));
  if (names.length === 0) throw new Error(`${folder} holds no .html and no .html.gz`);
  return names.sort().map((name) => {
    const bytes = readFileSync(join(folder, name));
    return {
      html: (name.endsWith('.gz') ? gunzipSync(bytes) : bytes).toString('utf8'),
      url: `https://news.example/${name}`,
    };
  });
}

/**
 * Pages as news sites make them: an article of 5 to 60 paragraphs between menus, teasers, comments and scripts, in
 * containers within containers; 40 KB to 600 KB, the same in every run.
 */
function generatePages(): Page[] {
  const random = createRandom(SEED);
  return Array.from({ length: PAGES }, (_, i) => ({
    html: generatePage(random, i),
    url: `https://news.example/2026/11/24/story-${i}`,
  }));
}

function generatePage(random: Random, number: number): string {
  const title = sentence(random, 8);
  const paragraphs = repeat(5 + random.below(56), () => `<p class="text">${paragraph(random)}</p>`);
  const data = JSON.stringify({
    '@type': 'NewsArticle',
    headline: title,
    author: [{ name: 'Ada Field' }],
    datePublished: '2026-11-24T10:00:00Z',
  });
  const script = `<script>window.state=${JSON.stringify(repeat(random.below(4_000), (i) => ({ id: i, name: word(random), on: true })))}</script>`;
  const teasers = repeat(
    20 + random.below(60),
    (i) =>
      `<div class="teaser"><a href="/t${i}"><img src="/i${i}.jpg" alt=""><h3>${sentence(random, 7)}</h3><p>${sentence(random, 14)}</p></a></div>`,
  );
  const comments = repeat(
    random.below(60),
    () => `<div class="comment"><b>${word(random)}</b><p>${sentence(random, 25)}</p></div>`,
  );
  const menu = repeat(
    40 + random.below(120),
    (i) => `<li class="menu-item"><a href="/s${i}"><span>${word(random)}</span></a></li>`,
  );
  return `<!doctype html><html lang="en"><head><meta charset="utf-8"><title>${title} | The Courier</title>
<meta property="og:title" content="${title}"><meta property="og:site_name" content="The Courier">
<script type="application/ld+json">${data}</script><style>${'.a{color:red}'.repeat(200)}</style></head><body>
<header><nav><ul>${menu.join('')}</ul></nav></header>${script}
<div class="page"><div class="grid"><main class="main-column"><article class="article"><h1>${title}</h1>
<div class="byline">By <a rel="author" href="/ada">Ada Field</a></div><div class="share">Share on Telegram</div>
<div class="article-body">${paragraphs.map((text, i) => (i % 6 === 5 ? `${text}<div class="ad-slot"><script>ad(${number})</script></div>` : text)).join('\n')}</div>
</article><section class="related">${teasers.join('')}</section><section class="comments">${comments.join('')}</section></main>
<aside class="sidebar">${teasers.slice(0, 12).join('')}</aside></div></div><footer><ul>${menu.slice(0, 30).join('')}</ul></footer></body></html>`;
}

const SYLLABLES = 'ba ke li mo nu ra se ti vo za the and of to in was for that with council river market'.split(' ');

function word(random: Random): string {
  return repeat(1 + random.below(3), () => random.pick(SYLLABLES)).join('');
}

function sentence(random: Random, words: number): string {
  return `${repeat(words, () => word(random)).join(' ')}.`;
}

function paragraph(random: Random): string {
  return repeat(2 + random.below(4), () => sentence(random, 8 + random.below(18))).join(' ');
}

function repeat<T>(times: number, make: (index: number) => T): T[] {
  return Array.from({ length: times }, (_, i) => make(i));
}
