import type { PublisherSchedule } from '../../model/feed.ts';
import { childOf, childrenOf, textOf, type XmlElement } from '../xml/tree.ts';
import { firstText } from './elements.ts';

/** Periods of the syndication module of RSS 1.0, in ms. */
const PERIODS: Record<string, number> = {
  hourly: 3_600_000,
  daily: 86_400_000,
  weekly: 7 * 86_400_000,
  monthly: 30 * 86_400_000,
  yearly: 365 * 86_400_000,
};

const DAYS = ['sunday', 'monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday'];

/**
 * What a channel or feed asks of those who poll it: `ttl` (minutes), `skipHours` and `skipDays` of RSS 2.0, and the
 * syndication module's `updatePeriod` and `updateFrequency`.
 */
export function publisherSchedule(channel: XmlElement): PublisherSchedule {
  const ttl = wholeNumber(firstText(channel, 'ttl'));
  return {
    everyMs: ttl !== null && ttl > 0 ? ttl * 60_000 : updatePeriod(channel),
    // Some count from 1 to 24.
    skipHours: listed(channel, 'skiphours', 'hour').flatMap((hour) => {
      const number = wholeNumber(hour);
      return number !== null && number <= 24 ? [number % 24] : [];
    }),
    skipDays: listed(channel, 'skipdays', 'day').flatMap((day) => {
      const index = DAYS.indexOf(day.toLowerCase());
      return index === -1 ? [] : [index];
    }),
  };
}

/** The default of the period is `daily`, but who names neither asks nothing. */
function updatePeriod(channel: XmlElement): number | null {
  const period = firstText(channel, 'sy:updateperiod');
  const frequency = wholeNumber(firstText(channel, 'sy:updatefrequency'));
  if (period === null && frequency === null) return null;
  const ms = PERIODS[(period ?? 'daily').toLowerCase()];
  return ms === undefined ? null : Math.round(ms / Math.max(1, frequency ?? 1));
}

function listed(channel: XmlElement, list: string, entry: string): string[] {
  const element = childOf(channel, list);
  return element ? [...new Set(childrenOf(element, entry).map((child) => textOf(child).trim()))] : [];
}

function wholeNumber(text: string | null): number | null {
  return text !== null && /^\d{1,6}$/.test(text) ? Number(text) : null;
}
