import { PARAGRAPHS, readArticle } from '../read.ts';

const url = 'https://courier.example/2026/11/market-hall-stays';
const own = { '@type': 'NewsArticle', headline: 'Market hall stays', author: { name: 'Ada Field' } };
const other = {
  '@type': 'NewsArticle',
  headline: 'New season of the orchestra',
  url: 'https://courier.example/2026/11/new-season',
  author: { name: 'Bo Lund' },
};
const plain = JSON.stringify(own);

async function authorsBy(...scripts: string[]): Promise<string[]> {
  const head = scripts.map((script) => `<script type="application/ld+json">${script}</script>`).join('');
  const body = PARAGRAPHS.map((text) => `<p>${text}</p>`).join('');
  const html = `<html><head><title>Market hall stays</title>${head}</head><body><h1>Market hall stays</h1>${body}</body></html>`;
  return (await readArticle(html, url)).authors;
}

it.each([
  ...[
    `${plain.slice(0, -1)},}`,
    `/*<![CDATA[*/${plain}/*]]>*/`,
    `${plain};`,
    plain.replaceAll('"', '&quot;'),
    `// x\n${plain}`,
  ],
  ...[
    `${plain}\n{"@type":"Organization"}`,
    plain.replace('Market hall', 'Market\nhall'),
    plain.replaceAll('"', "'"),
    `\ufeff${plain}`,
  ],
])('JSON-LD that is nearly JSON is read: %s', async (script) => {
  expect(await authorsBy(script)).toEqual(['Ada Field']);
});

it('of several articles the one counts that has the page’s headline or address', async () => {
  expect(await authorsBy(JSON.stringify([other, own]))).toEqual(['Ada Field']);
  expect(await authorsBy(JSON.stringify(other), plain)).toEqual(['Ada Field']);
  const addressed = { ...own, headline: 'Nothing alike', mainEntityOfPage: { '@id': url } };
  expect(await authorsBy(JSON.stringify({ '@graph': [other, addressed] }))).toEqual(['Ada Field']);
});

it('what speaks only of other articles, or of things, is not believed', async () => {
  const list = { '@type': 'ItemList', itemListElement: [{ '@type': 'ListItem', item: other }] };
  const review = { '@type': 'Review', itemReviewed: { name: 'Pen' }, author: { name: 'Bo Lund' } };
  for (const data of [other, [other, other], list, review]) expect(await authorsBy(JSON.stringify(data))).toEqual([]);
});

it('a headline in other words is the article’s all the same, where no address says otherwise', async () => {
  expect(await authorsBy(JSON.stringify({ ...own, headline: 'Traders keep their roof' }))).toEqual(['Ada Field']);
});
