import { readFileSync } from 'node:fs';
import { extractArticle } from '../../src/extract/article.ts';
import type { PageArticle } from '../../src/extract/extraction.ts';

/** HTML of a page under test/fixtures/pages. */
export function fixture(name: string): string {
  return readFileSync(new URL(`../fixtures/pages/${name}`, import.meta.url), 'utf8');
}

/** The article of a page that is expected to be readable. */
export async function readArticle(html: string, url = 'https://news.example/a'): Promise<PageArticle> {
  const result = await extractArticle(html, url);
  if (result.kind !== 'read') throw new Error(result.reason);
  return result.article;
}

/** Sentences enough for a page to count as an article. */
export const PARAGRAPHS = [
  'The council voted on Monday evening to keep the old market hall, after two hours of debate and a petition signed by nine thousand people.',
  'The hall will close for repairs in January, and its forty traders will move to tents on the square, where they pay half the rent.',
  'Work on the roof is to begin in spring, the architect said, and should be finished before the first snow of the following winter.',
];
