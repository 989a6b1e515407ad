import { counted } from '../language/counted.ts';
import type { Alert, Coverage, News, Reach, StoryUpdate } from '../model/delivery.ts';
import { line, linkOf, plausible } from './parts.ts';

/** Another article, and what it is to that of the message. */
export interface MessageSource {
  /** `First`, for one. */
  label: string;
  headline: string;
  /** As that of the message. */
  link: string | null;
  outlet: string | null;
  publishedAt: Date | null;
}

/** UTF-16 code units. */
const MAX = { name: 120, headline: 200, words: 200 };

/** Other outlets that are named. */
const MAX_OUTLETS = 3;

const list = new Intl.ListFormat('en', { type: 'conjunction' });

/** `Also in Der Spiegel and The Courier: 4 articles, 3 sources, 2 languages`; null: nowhere else. */
export function coverageOf({ article, coverage, story }: Pick<News, 'article' | 'coverage' | 'story'>): string | null {
  const others = [...new Set(coverage.flatMap(({ outlet }) => line(outlet, MAX.name) ?? []))].filter(
    (each) => each !== article.outlet,
  );
  const counted = story !== null && story.reach.articles > 1 ? reachInWords(story.reach) : null;
  if (others.length === 0) return counted && `The story so far: ${counted}`;
  const more = others.length - MAX_OUTLETS;
  const named = list.format(more > 0 ? [...others.slice(0, MAX_OUTLETS), `${more} more`] : others);
  return counted === null ? `Also in ${named}` : `Also in ${named}: ${counted}`;
}

/** The articles of the story that are named each with its link. */
export function sourcesOf({ story }: Pick<News, 'story'>): MessageSource[] {
  if (story === null) return [];
  const { earliest, original, continues } = story;
  return [
    ...(earliest === null ? [] : [sourceOf('First', earliest)]),
    ...(original === null ? [] : [sourceOf('Looks original', original)]),
    ...(continues === null ? [] : [sourceOf('Goes on from', continues)]),
  ];
}

/** What is new in a story that is told again, a sentence; none: it is not. */
export function developmentsOf(alerts: readonly Alert[]): string[] {
  const words = [...new Set(alerts.flatMap(({ development }) => development?.words ?? []))];
  const named = line(list.format(words), MAX.words);
  return named === null ? [] : [`A development of a story that you know; new in it: ${named}`];
}

/** `Told before, and now in 7 articles, 6 sources, 3 languages: “Telegram gab …”` */
export function updateOf({ title, reach }: StoryUpdate): string {
  return `Told before, now in ${reachInWords(reach)}: “${line(title, MAX.headline) ?? 'an article without a headline'}”`;
}

/** `7 articles, 6 sources, 3 languages` */
export function reachInWords({ articles, sources, languages }: Reach): string {
  return [counted(articles, 'article'), counted(sources, 'source'), counted(languages, 'language')].join(', ');
}

/** An article by the headline that is linked, and what it is to that of the message. */
export function sourceOf(label: string, { title, url, outlet, publishedAt }: Coverage): MessageSource {
  return {
    label,
    headline: line(title, MAX.headline) ?? '(no headline)',
    link: linkOf(url),
    outlet: line(outlet, MAX.name),
    publishedAt: plausible(publishedAt),
  };
}
