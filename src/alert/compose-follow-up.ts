import { counted } from '../language/counted.ts';
import type { FollowUp, News } from '../model/delivery.ts';
import { reachInWords, sourceOf } from './coverage.ts';
import { type AlertMessage, SECOND_COPY } from './message.ts';
import { line } from './parts.ts';

/** UTF-16 code units. */
const MAX_TITLE = 200;

/** What the thread of a story is told: how far it has come, and who else tells it. */
export function composeFollowUp(
  { story, coverage, added, createdAt }: FollowUp,
  possibleDuplicate: boolean,
  timeZone: string,
): AlertMessage {
  const left = added - coverage.length;
  return {
    kind: 'alert',
    watch: 'Further coverage',
    severity: null,
    headline: [{ text: `Now in ${reachInWords(story.reach)}`, hit: false }],
    link: null,
    outlet: null,
    authors: null,
    language: null,
    publishedAt: createdAt,
    timeZone,
    passage: null,
    morePassages: 0,
    whyTitle: 'The story',
    why: [line(story.title, MAX_TITLE) ?? '(no headline)'],
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
