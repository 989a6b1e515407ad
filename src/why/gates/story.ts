import { reachInWords } from '../../alert/coverage.ts';
import type { Joined } from '../../pipeline/near-stories.ts';
import type { StoryArticle } from '../../store/views/stories.ts';
import { reasonsInWords } from '../../story/score/reasons.ts';
import { found, type Gate } from '../gate.ts';
import { clause, quoted } from '../words.ts';

/** With which articles it is one story. */
export const storyGate: Gate = {
  name: 'story',
  question: 'Which story is it?',
  look(subject) {
    if (subject.story === null || subject.article === null) return null;
    const { story, article } = subject;
    const own = story.articles.find(({ id }) => id === article.id);
    const joined = (own?.joined ?? null) as Joined | null;
    const [first] = story.articles;
    const { entry } = story;
    const reach = { articles: entry.articles, sources: entry.outlets.length, languages: entry.languages.length };
    return found(
      'open',
      [
        sameSentence(article.id, story.articles, joined),
        `Story ${story.id} has ${reachInWords(reach)} by now.`,
        story.continues === null ? null : `It goes on from story ${story.continues}, which is another one.`,
        story.apart.length === 0 ? null : `A person told it apart from story ${story.apart.join(', ')}.`,
      ],
      [
        { kind: 'story', id: String(story.id) },
        ...(first === undefined || first.id === article.id ? [] : [{ kind: 'article' as const, id: String(first.id) }]),
      ],
    );
  },
};

function sameSentence(id: number, articles: StoryArticle[], joined: Joined | null): string {
  const like = joined && articles.find((one) => one.id === joined.article);
  if (joined)
    return `It is the same story as ${like ? nameOf(like) : `article ${joined.article}`}, by a score of ${joined.score}: ${clause(reasonsInWords(joined.reasons))}.`;
  const other = articles.find((one) => one.id !== id);
  if (!other) return 'It is the only article of its story.';
  if (articles[0]!.id === id) return 'It is the first article of its story.';
  return `It has its address or its text in common with another article of its story, the first of which is ${nameOf(articles[0]!)}.`;
}

/** `article 12 (“Telegram answers”, The Courier)` */
function nameOf({ id, title, outlet }: Pick<StoryArticle, 'id' | 'title' | 'outlet'>): string {
  return `article ${id} (${[quoted(title), outlet === null ? null : clause(outlet)].filter(Boolean).join(', ')})`;
}
