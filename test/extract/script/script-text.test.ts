import { extractArticle } from '../../../src/extract/article.ts';
import { readFlatData } from '../../../src/extract/script/flat-data.ts';
import { readFlight } from '../../../src/extract/script/flight.ts';
import { Name, readScriptValues } from '../../../src/extract/script/script-values.ts';
import { PARAGRAPHS, readArticle } from '../read.ts';

const html = PARAGRAPHS.map((text) => `<p>${text}</p>`).join('');
const json = (value: unknown) => JSON.stringify(value).replaceAll('</', '<\\/');
const script = (code: string) => `<script>${code}</script>`;
const data = (value: unknown, attributes = 'id="__NEXT_DATA__"') =>
  `<script type="application/json" ${attributes}>${json(value)}</script>`;
const page = (scripts: string) =>
  `<html lang="en"><head><title>Market hall stays | The Courier</title></head><body><div id="app"></div>${scripts}</body></html>`;
const attribute = (value: unknown) =>
  JSON.stringify(value).replaceAll('&', '&amp;').replaceAll('"', '&quot;').replaceAll('<', '&lt;');

const teasers = Array.from({ length: 20 }, (_, i) => ({
  title: `Other ${i}`,
  url: `/other/${i}`,
  summary:
    'The orchestra will play in the town hall on Saturday evening, and all of the seats are free of charge. Come early.',
}));

describe('an article that a page carries in script only', () => {
  it.each([
    ['markup in a state', data({ props: { article: { title: 'Market hall stays', body: html }, latest: teasers } })],
    ['a template in a script', `<script type="text/x-template"><article>${html}</article></script>`],
    [
      'the state of an older Angular',
      `<script id="app-state" type="application/json">${JSON.stringify({
        a: { title: 'Market hall stays', text: html },
      })
        .replaceAll('&', '&a;')
        .replaceAll('"', '&q;')
        .replaceAll("'", '&s;')
        .replaceAll('<', '&l;')
        .replaceAll('>', '&g;')}</script>`,
    ],
    ['paragraphs', data({ props: { post: { content: PARAGRAPHS } } })],
    ['blocks with text', data({ blocks: PARAGRAPHS.map((text) => ({ type: 'paragraph', data: { text } })) })],
    [
      'blocks of pieces',
      data({
        doc: PARAGRAPHS.map((text) => ({
          type: 'paragraph',
          content: [
            { type: 'text', text: text.slice(0, 40) },
            { type: 'text', marks: [{ type: 'bold' }], text: text.slice(40) },
          ],
        })),
      }),
    ],
    [
      'blocks of an editor',
      data({ body: PARAGRAPHS.map((text) => ({ _type: 'block', children: [{ _type: 'span', text }] })) }),
    ],
    ['a variable', script(`window.__INITIAL_STATE__ = ${json({ article: { body: html } })};(function(){var s;}())`)],
    [
      'JSON in a string',
      script(`window.__PRELOADED_STATE__ = JSON.parse(${json(JSON.stringify({ article: { body: html } }))});`),
    ],
    [
      'encoded JSON',
      script(`window.x = JSON.parse(decodeURIComponent("${encodeURIComponent(JSON.stringify({ body: html }))}"));`),
    ],
    [
      'a function that is called with it',
      script(
        `window.__NUXT__=(function(a,b){return {data:[{title:a,body:b}]}}("Hall",${json(html).replaceAll('<', '\\u003C')}));`,
      ),
    ],
    [
      'data laid flat',
      data([{ data: 1 }, ['Reactive', 2], { body: 3 }, [4, 5, 6], ...PARAGRAPHS], 'id="__NUXT_DATA__"'),
    ],
    [
      'a cache of entities',
      script(
        `window.__APOLLO_STATE__=${json({ 'Article:1': { __typename: 'Article', parts: PARAGRAPHS.map((_, i) => ({ __ref: `Part:${i}` })) }, ...Object.fromEntries(PARAGRAPHS.map((text, i) => [`Part:${i}`, { __typename: 'Part', text }])) })};`,
      ),
    ],
    [
      'a stream of server components',
      script(
        `self.__next_f.push([1,${json(`3:${JSON.stringify(['$', 'article', null, { children: PARAGRAPHS.map((text) => ['$', 'p', null, { children: text }]) }])}\n`)}])`,
      ),
    ],
    ['an attribute', `<div data-page="${attribute({ props: { article: { body: html } } })}"></div>`],
    ['a template', `<template><article>${html}</article></template>`],
    ['noscript', `<noscript>${html}</noscript>`],
  ])('is found: %s', async (_, scripts) => {
    const { text, flags, places } = await readArticle(page(scripts));
    expect(text.split('\n\n')).toEqual(PARAGRAPHS);
    expect({ flags, place: places.text }).toEqual({ flags: [], place: 'script' });
  });

  it('goes before a longer one with another headline', async () => {
    const both = {
      a: { title: 'New season', body: html.replaceAll('council', 'orchestra').repeat(2) },
      b: { title: 'Market hall stays', body: html },
    };
    expect((await readArticle(page(data(both)))).text).not.toContain('orchestra');
  });

  it('is not made of teasers, translations or notices', async () => {
    const notice =
      'We and our partners use cookies on your device to show personalised ads, with your consent. You may withdraw your consent.';
    for (const value of [{ latest: teasers }, { messages: { a: PARAGRAPHS.join(' ') } }, { text: notice.repeat(2) }]) {
      expect(await extractArticle(page(data(value)), 'https://courier.example/a')).toMatchObject({
        flags: ['scripts_only'],
      });
    }
  });
});

describe('readScriptValues', () => {
  it('follows strings and brackets, and passes over the rest', () => {
    expect(readScriptValues(`if (a) { b = 'it\\'s' } /* "x" */ var c = [1, "\\u0041\\x42", null]; // {`)).toEqual([
      [new Name('a')],
      { _0: new Name('b'), _1: "it's" },
      new Name('c'),
      [1, 'AB', null],
    ]);
  });

  it('takes time in proportion to the length, whatever the text', () => {
    for (const text of [
      '"'.repeat(200_001),
      '`\\'.repeat(200_000),
      '{'.repeat(200_000),
      "'\n".repeat(200_000),
      '/*'.repeat(200_000),
    ]) {
      // Were it not so, the test would run out of its time.
      expect(readScriptValues(text)).toBeInstanceOf(Array);
    }
  });
});

it('readFlight reads rows of JSON and of text counted in bytes, and puts texts in their places', () => {
  const text = 'Märkte\nöffnen';
  const size = new TextEncoder().encode(text).length.toString(16);
  expect(readFlight(`1:{"body":"$2"}\n2:T${size},${text}3:["x"]\n4:broken\n`)).toEqual([{ body: text }, text, ['x']]);
});

it('readFlatData puts together what was laid flat, and nothing that refers to itself', () => {
  expect(readFlatData([{ title: 1, tags: 2 }, 'Hall', [1, 3], 'roof'])).toEqual({
    title: 'Hall',
    tags: ['Hall', 'roof'],
  });
  expect(readFlatData([{ _1: 2 }, 'title', 'Hall'])).toEqual({ title: 'Hall' });
  expect(readFlatData([{ self: 0 }, 'a', 2])).toEqual({ self: null });
  expect(readFlatData(['a', 'b', 'c'])).toBe(null);
});
