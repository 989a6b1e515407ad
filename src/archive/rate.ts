import { counted } from '../language/counted.ts';

/** How often a watch would alert. */
export interface Rate {
  perDay: number;
  /** `noisy`: nobody reads that many; `silent`: never. */
  verdict: 'noisy' | 'silent' | 'fine';
}

/** Stories a day that one reader can still follow. */
const NOISY_A_DAY = 20;
const DAY_MS = 86_400_000;
/** ms. Of less, nothing can be said for a whole day. */
const MIN_SPAN_MS = DAY_MS / 4;

/** @param spanMs The time that the stories are of, ms. */
export function rateOf(stories: number, spanMs: number): Rate {
  const perDay = (stories * DAY_MS) / Math.max(spanMs, MIN_SPAN_MS);
  return { perDay, verdict: stories === 0 ? 'silent' : perDay > NOISY_A_DAY ? 'noisy' : 'fine' };
}

const WEEK = 7;
const MONTH = 30;

/** `3 stories a week`: in the unit that has a whole number from one on, where there is one. */
export function rateInWords({ perDay }: Rate): string {
  if (perDay === 0) return 'no story';
  if (perDay >= 2) return `${stories(perDay)} a day`;
  if (perDay * WEEK >= 1) return `${stories(perDay * WEEK)} a week`;
  return perDay * MONTH >= 1 ? `${stories(perDay * MONTH)} a month` : 'less than a story a month';
}

function stories(count: number): string {
  return counted(Math.round(count), 'story', 'stories');
}
