import { reachInWords } from '../../alert/coverage.ts';
import type { StoryArticle, StoryView } from '../../store/views/stories.ts';
import { originOf } from '../../story/origin.ts';
import type { Facts } from '../shared/facts.ts';

/** A story as an object for other programs. */
export function storyAsJson(story: StoryView): object {
  const { entry, continues, apart, articles } = story;
  const { earliest, original } = originOf(articles);
  return {
    ...entry,
    continues,
    apart,
    earliest: earliest.id,
    original: original.id,
    articles: articles.map(({ text, isWhole, ...shown }) => shown),
  };
}

/** How a story stands by now. */
export function storyFacts({ entry, continues, apart, articles }: StoryView): Facts {
  const { earliest, original } = originOf(articles);
  const reach = { articles: entry.articles, sources: entry.outlets.length, languages: entry.languages.length };
  const others = articles.length > 1;
  return [
    ['story', `${entry.id}: ${reachInWords(reach)}`],
    ['sources', others ? entry.outlets.join(', ') || null : null],
    ['first', others ? nameOf(earliest) : null],
    ['original', others ? `looks like ${nameOf(original)}` : null],
    ['continues', continues === null ? null : `story ${continues}`],
    ['apart', apart.length === 0 ? null : `from ${apart.map((other) => `story ${other}`).join(', ')}, by hand`],
  ];
}

function nameOf({ id, outlet, title }: StoryArticle): string {
  return outlet === null ? `article ${id}, “${title}”` : `article ${id}, ${outlet}: “${title}”`;
}
