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
 * Pages as news sites make them, the same in every run: an article of 5 to 40 paragraphs between menus, teasers with drawn
 * icons, comments, scripts and styles, in containers within containers. Their make-up is that of real pages: some 1,000
 * tags, two attributes on each, 20 KB of text among 220 KB.
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
  const data = JSON.stringify({
    '@type': 'NewsArticle',
    headline: title,
    author: [{ name: 'Ada Field' }],
    datePublished: '2026-11-24T10:00:00Z',
  });
  const paragraphs = repeat(5 + random.below(36), (i) => {
    const text = `<p class="article__text text-base" data-block="${i}">${paragraph(random)}</p>`;
    return i % 6 === 5 ? `${text}<!-- ad --><div class="ad-slot" id="ad-${i}">${script(random, 300)}</div>` : text;
  });
  const teasers = repeat(15 + random.below(50), (i) => teaser(random, i));
  const comments = repeat(random.below(40), () => comment(random));
  const menu = repeat(40 + random.below(80), (i) => menuEntry(random, i));
  return `<!doctype html><html lang="en"><head><meta charset="utf-8"><title>${title} | The Courier</title>
<meta property="og:title" content="${title}"><meta property="og:site_name" content="The Courier">
${repeat(20, (i) => `<link rel="preload" as="script" href="https://cdn.news.example/${i}.js" crossorigin="anonymous">`).join('\n')}
<script type="application/ld+json">${data}</script><style>${'.a>.b{color:red;margin:0 auto}'.repeat(random.below(1_500))}</style>
${repeat(12, () => script(random, 3_000)).join('\n')}</head><body class="page page--article">
<header class="site-header" data-component="header"><nav class="menu"><ul>${menu.join('\n')}</ul></nav></header>
<div class="page__outer"><div class="page__inner"><div class="layout layout--two-columns"><main class="layout__main">
<div class="layout__content"><article class="article" data-id="${number}"><header><h1 class="article__title">${title}</h1>
<div class="byline">By <a rel="author" href="/ada">Ada Field</a></div><div class="share">Share on Telegram ${icon()}</div></header>
<div class="article__body">${paragraphs.join('\n')}</div></article></div>
<section class="related" data-tracking="related">${teasers.join('\n')}</section>
<section class="comments">${comments.join('\n')}</section></main><aside class="sidebar">${teasers.slice(0, 10).join('\n')}</aside>
</div></div></div><footer class="site-footer"><ul>${menu.slice(0, 30).join('\n')}</ul></footer>
${repeat(8, () => script(random, 6_000)).join('\n')}</body></html>`;
}

function teaser(random: Random, i: number): string {
  const tracking = `data-tracking-id="teaser-${i}" data-tracking-context="{&quot;list&quot;:&quot;related&quot;,&quot;at&quot;:${i}}"`;
  return `<div class="teaser teaser--small" ${tracking}><div class="teaser__media" style="aspect-ratio:16/9;background:#eee">
<picture><source srcset="/i${i}-300.jpg 300w, /i${i}-600.jpg 600w, /i${i}-1200.jpg 1200w" sizes="(max-width: 600px) 100vw, 300px">
<img class="teaser__image lazyload" src="/i${i}.jpg" alt="${sentence(random, 5)}" width="300" height="169" loading="lazy"></picture></div>
<a class="teaser__link" href="https://news.example/2026/11/23/teaser-${i}" data-click="teaser">${icon()}<h3 class="teaser__title">${sentence(random, 7)}</h3>
<p class="teaser__text">${sentence(random, 12)}</p></a></div>`;
}

function comment(random: Random): string {
  return `<div class="comment" data-user="${random.below(1_000)}"><b class="comment__name">${word(random)}</b><p>${sentence(random, 20)}</p></div>`;
}

function menuEntry(random: Random, i: number): string {
  return `<li class="menu__item" role="none"><a class="menu__link" href="/s${i}" data-menu="${i}" tabindex="-1"><span class="menu__label">${word(random)}</span></a></li>`;
}

function icon(): string {
  return '<svg class="icon" viewBox="0 0 24 24" aria-hidden="true" focusable="false"><path fill="none" stroke="currentColor" d="M12 2C6.48 2 2 6.48 2 12s4.48 10 10 10 10-4.48 10-10S17.52 2 12 2zm1 15h-2v-6h2v6zm0-8h-2V7h2v2z"/></svg>';
}

/** Some have little to say, a few very much. */
function script(random: Random, size: number): string {
  const length = random.chance(0.05) ? size * 20 : random.below(size);
  return `<script>window.push=window.push||[];push(function(){${'if(a<b&&c>d){render("<div>"+x+"</div>")}'.repeat(length / 40)}});</script>`;
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
