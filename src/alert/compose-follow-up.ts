import { counted } from '../language/counted.ts';
import type { FollowUp, News } from '../model/delivery.ts';
import { reachInWords, sourceOf } from './coverage.ts';
import { type AlertMessage, SECOND_COPY } from './message.ts';
import { line, linkOf } from './parts.ts';

/** UTF-16 code units. */
const MAX_TITLE = 200;

/**
 * What is told of a story that was told before: how far it has come, and who else tells it.
 *
 * @param root What was told; null: it stands above, in the thread.
 */
export function composeFollowUp(
  { story, coverage, added }: FollowUp,
  possibleDuplicate: boolean,
  timeZone: string,
  root: News | null,
): AlertMessage {
  const left = added - coverage.length;
  const title = line(story.title, MAX_TITLE) ?? '(no headline)';
  const reach = `Now in ${reachInWords(story.reach)}`;
  return {
    kind: 'alert',
    watch: 'Further coverage',
    severity: null,
    headline: [{ text: root ? title : reach, hit: false }],
    link: linkOf(root?.article.url ?? null),
    outlet: null,
    authors: null,
    language: null,
    publishedAt: null,
    timeZone,
    passage: null,
    morePassages: 0,
    whyTitle: root ? 'What has become of it' : 'The story',
    why: [root ? reach : title],
    whyLink: null,
    coverage: null,
    sources: coverage.map((article) => sourceOf('Also', article)),
    notes: [...(left > 0 ? [`And ${counted(left, 'more article')}`] : []), ...(possibleDuplicate ? [SECOND_COPY] : [])],
    updates: [],
    footer: 'Wirewatch. You are told because you were told of this story.',
    actions: [],
    unsubscribe: null,
  };
}

/** The message of a story with what has become of it since, by a follow-up. */
export function withFollowUp(news: News, { story, coverage }: FollowUp): News {
  const known = new Set(news.coverage.map(({ url, title }) => url ?? title));
  return {
    ...news,
    coverage: [...news.coverage, ...coverage.filter(({ url, title }) => !known.has(url ?? title))],
    story: news.story && { ...news.story, reach: story.reach },
  };
}
