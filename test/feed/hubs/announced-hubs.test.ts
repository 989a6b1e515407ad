import { announcedHubs } from '../../../src/feed/hubs/announced-hubs.ts';

const URL = 'https://news.example/feeds/all';
const DOCUMENT = { hubs: ['https://hub.example/document'], self: 'https://news.example/document' };

it.each([
  [undefined, DOCUMENT],
  ['<https://other.example/>; rel="next"', DOCUMENT],
  ['nonsense <', DOCUMENT],
  ['<javascript:alert(1)>; rel="hub"', DOCUMENT],
  ['<https://hub.example/>; rel="hub"', { hubs: ['https://hub.example/'], self: DOCUMENT.self }],
  [
    '<https://hub.example/>; rel=hub, </self>; rel="self"',
    { hubs: ['https://hub.example/'], self: 'https://news.example/self' },
  ],
  [
    '<a>; rel="hub other", <b>; rel="hub"',
    { hubs: ['https://news.example/feeds/a', 'https://news.example/feeds/b'], self: DOCUMENT.self },
  ],
])('the header %j comes before the document', (link, announced) => {
  expect(announcedHubs(link, URL, DOCUMENT)).toEqual(announced);
});

it('takes no harm from a long header', () => {
  expect(announcedHubs('<a>; rel="hub", '.repeat(100_000), URL, DOCUMENT).hubs).toHaveLength(5);
});
