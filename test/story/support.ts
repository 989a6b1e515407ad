import { readFileSync } from 'node:fs';
import { createMemoryNeighbourhood } from '../../src/story/memory/neighbourhood.ts';
import { createMemoryStories } from '../../src/story/memory/stories.ts';
import { MODEL } from '../../src/story/score/weights.ts';
import { signatureOf } from '../../src/story/signature.ts';

/** An article as far as tests say. */
export interface TestArticle {
  title?: string;
  text?: string;
  url?: string | null;
  language?: string | null;
  publishedAt?: Date | null;
}

/** A time, so many hours after another that never matters. */
export function hour(hours: number): Date {
  return new Date(Date.UTC(2026, 10, 2, 6) + hours * 3_600_000);
}

/** The articles of fixture/stories.txt in the order of time, each with its story. */
export function readFiction(): (Required<TestArticle> & { story: string })[] {
  return readFileSync('test/story/fixture/stories.txt', 'utf8')
    .split('\n')
    .filter((line) => line !== '' && !line.startsWith('#'))
    .map((line) => line.split('|') as [string, string, string, string, string])
    .map(([story, language, hours, title, text]) => ({
      ...{ story, language, title, text },
      url: null,
      publishedAt: hour(Number(hours)),
    }))
    .toSorted((a, b) => a.publishedAt.getTime() - b.publishedAt.getTime());
}

/** The signature of an article. */
export function sign(article: TestArticle) {
  return signatureOf({ title: '', text: '', url: null, language: null, publishedAt: null, ...article });
}

/** The story of each article, by the number of its first one, grouped in the order given. */
export function groupAll(articles: readonly TestArticle[]): number[] {
  const neighbourhood = createMemoryNeighbourhood<number>();
  const signatures = articles.map(sign);
  for (const signature of signatures) neighbourhood.count(signature);
  const stories = createMemoryStories(neighbourhood, MODEL);
  for (const signature of signatures) stories.add({ signature, address: null });
  return stories.all();
}
