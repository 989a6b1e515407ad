import { itemMarks } from '../feed/cleaning/item-marks.ts';
import { isNews } from '../feed/polling/baseline.ts';
import { NO_VALIDATORS } from '../feed/polling/fetch.ts';
import type { FeedQuestion, PollOutcome } from '../feed/polling/outcome.ts';
import type { FeedRhythm, NextPoll } from '../feed/polling/schedule.ts';
import type { ParsedFeed } from '../model/feed.ts';
import type { FeedRow } from '../store/feeds/feeds.ts';
import type { PollRecord } from '../store/feeds/polls.ts';
import type { NewItem } from '../store/items/feed-items.ts';

const DAY_MS = 86_400_000;

/**
 * ms after which a feed is asked for without validators, however right they seem: some servers keep them over changed
 * content.
 */
const WHOLE_AFTER_MS = DAY_MS;

/** A feed that failed for longer than this (ms) starts anew: of what it published meanwhile, only the last day is news. */
const LONG_FAILURE_MS = 3 * DAY_MS;
const STILL_NEWS_MS = DAY_MS;

/** What to ask a feed for, and where. */
export function questionFor(feed: FeedRow, now: Date): FeedQuestion & { url: string } {
  const { etag, lastModified, movingTo, movingSeen, movingSince } = feed;
  const isWholeDue = feed.wholeAt === null || now.getTime() - feed.wholeAt.getTime() >= WHOLE_AFTER_MS;
  return {
    url: feed.movedUrl ?? feed.url,
    hasMoved: feed.movedUrl !== null,
    validators: isWholeDue ? NO_VALIDATORS : { etag, lastModified },
    moving: movingTo !== null && movingSince !== null ? { to: movingTo, seen: movingSeen, since: movingSince } : null,
  };
}

/** What a feed's next poll depends on, beside the outcome of this one. */
export function rhythmOf(feed: FeedRow, itemTimes: Date[], pushed: boolean): FeedRhythm {
  return {
    everyMs: feed.everyMs,
    failures: feed.failures,
    itemTimes,
    asked: { everyMs: feed.askedEveryMs, skipHours: feed.skipHours, skipDays: feed.skipDays },
    freshMs: feed.freshMs,
    firstRead: feed.baselineAt === null,
    pushed,
  };
}

/** The outcome of a poll as the store keeps it. */
export function pollRecord(
  feed: FeedRow,
  question: FeedQuestion,
  outcome: Exclude<PollOutcome, { kind: 'postponed' }>,
  next: NextPoll,
  tookMs: number,
): PollRecord {
  const record = { outcome: wordFor(outcome), status: outcome.status, reason: outcome.reason, next };
  switch (outcome.kind) {
    case 'modified':
    case 'notModified':
    case 'moved': {
      const { validators, freshMs, moving } = outcome;
      const whole = question.validators.etag === null && question.validators.lastModified === null;
      return {
        ...record,
        answer: { ...validators, freshMs, moving, tookMs, whole },
        ...(outcome.kind === 'moved' && { movedUrl: outcome.to }),
      };
    }
    case 'permanent':
      // Where the feed moved to there is nothing any more: back to what the operator configured.
      return feed.movedUrl === null ? record : { ...record, movedUrl: null };
    default:
      return record;
  }
}

/** A certificate that does not hold is told apart: operators have to know, since nobody else may notice. */
function wordFor(outcome: PollOutcome): string {
  return 'certificate' in outcome && outcome.certificate ? 'certificate' : outcome.kind;
}

/** What a feed said of itself in its document, as the store keeps it. */
export function documentRecord(
  { feed, warnings }: { feed: ParsedFeed; warnings: string[] },
  bodyHash: string,
): NonNullable<PollRecord['document']> {
  const { title, language, schedule, hubs, self } = feed;
  return { title, language, schedule, hubs, topic: self, bodyHash, warnings };
}

/** News are to be read; the baseline is only remembered. */
export function sortItems(parsed: Pick<ParsedFeed, 'items' | 'link'>, feed: FeedRow, now: Date): NewItem[] {
  const isBack = feed.failingSince !== null && now.getTime() - feed.failingSince.getTime() > LONG_FAILURE_MS;
  const history = {
    addedAt: isBack ? new Date(now.getTime() - STILL_NEWS_MS) : feed.addedAt,
    firstRead: isBack || feed.baselineAt === null,
    backfill: feed.backfill,
  };
  const marks = itemMarks(parsed);
  return parsed.items.map((item, index) => ({
    item,
    mark: marks[index]!,
    state: isNews(item, history, now) ? 'pending' : 'baseline',
  }));
}
