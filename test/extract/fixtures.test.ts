import { readdirSync, readFileSync } from 'node:fs';
import { decodeDocument } from '../../src/charset/decode.ts';
import { extractArticle } from '../../src/extract/article.ts';
import { type ExpectedArticle, toExpected } from './fixture/expected.ts';

const directory = new URL('../fixtures/pages/', import.meta.url);
const names = readdirSync(directory).flatMap((name) =>
  name.endsWith('.json') ? [name.slice(0, -'.json'.length)] : [],
);

it('has fixtures', () => expect(names.length).toBeGreaterThan(2));

it.each(names)('%s is read as expected', async (name) => {
  const expected: ExpectedArticle = JSON.parse(readFileSync(new URL(`${name}.json`, directory), 'utf8'));
  const html = decodeDocument(readFileSync(new URL(`${name}.html`, directory)), { contentType: null, url: null }).text;
  const extraction = await extractArticle(html, expected.url);
  if (extraction.kind === 'unreadable') throw new Error(extraction.reason);
  expect(toExpected(expected.url, extraction.article)).toEqual(expected);
});
