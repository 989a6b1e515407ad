import type { Catch, CaughtStory, Source } from '../../archive/catch.ts';
import { type Rate, rateInWords } from '../../archive/rate.ts';
import { counted } from '../../language/counted.ts';
import { printable } from '../shared/terminal-text.ts';
import { toned } from '../shared/tone.ts';
import { foundText } from './archived-article.ts';
import { grouped } from './how-far.ts';

/** Outlets and terms that are named. */
const NAMED = 5;

/** What a catch is of. */
export interface CatchScope {
  /** Articles of the time. */
  articles: number;
  /** The time they are of, in words: `14 days`. */
  span: string;
  rate: Rate;
}

/** A story for people: its latest article, and how many more of it were found. */
export function storyText({ articles, latest }: CaughtStory): string {
  return articles === 1 ? foundText(latest) : `${foundText(latest)}\n          and ${articles - 1} more of this story`;
}

/** The end of a catch for people: how much it is, who and what brings it, and what is to be said against it. */
export function summaryText(caught: Catch, { articles, span, rate }: CatchScope): string {
  const found = caught.stories().length;
  const lines = [
    `${counted(found, 'story', 'stories')} among ${counted(articles, 'article')} of ${span}: ${rateInWords(rate)}`,
    ...ranking('outlets', caught.outlets()),
    ...ranking('terms', caught.terms()),
  ];
  const warning = WARNINGS[rate.verdict];
  return [...lines, ...(warning ? [`${toned('warning', 'warning')}: ${warning}`] : [])].join('\n');
}

const WARNINGS: Record<Rate['verdict'], string | null> = {
  fine: null,
  noisy: 'this is more than anybody reads; NEAR, title: or another term would make it less',
  silent: 'it would have caught nothing; fewer conditions, an OR or a longer --since may show whether it can',
};

function ranking(what: string, sources: readonly Source[]): string[] {
  if (sources.length === 0) return [];
  const named = sources.slice(0, NAMED).map(({ name, stories }) => `${printable(name)} ${grouped(stories)}`);
  return [`by ${what}: ${named.join(', ')}${sources.length > NAMED ? ', …' : ''}`];
}
