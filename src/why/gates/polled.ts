import type { WhyFeed } from '../../store/views/why-feeds.ts';
import { found, type Gate } from '../gate.ts';
import { at, clause, instant } from '../words.ts';
import { bringing } from './feed.ts';

/** Whether those feeds are read. */
export const polledGate: Gate = {
  name: 'polled',
  question: 'Is that feed read?',
  look(subject) {
    const isKnown = subject.items.length > 0;
    const feeds = (isKnown ? bringing(subject) : subject.feeds).filter(({ active }) => active);
    if (feeds.length === 0) return isKnown || subject.article !== null ? null : found('unknown', ['No feed is known.']);
    const states = feeds.map(stateOf);
    // What a feed has brought, it has brought: how it fares now is for the next article.
    const isOpen = isKnown || states.some(({ isRead }) => isRead);
    return found(
      isOpen ? 'open' : 'closed',
      states.map(({ sentence }) => sentence),
      feeds.map(({ id }) => ({ kind: 'feed', id })),
    );
  },
};

/** How a feed fares, in a sentence, and whether it is read. */
function stateOf(feed: WhyFeed): { isRead: boolean; sentence: string } {
  const { id, pausedAt, goneAt, failures, failingSince, lastReason, lastPolledAt, baselineAt, nextPollAt } = feed;
  const last = lastPolledAt === null ? 'it was never read' : `it was last asked for ${at(lastPolledAt)}`;
  const next = nextPollAt === null ? '' : `, and will be next ${at(nextPollAt)}`;
  if (pausedAt)
    return {
      isRead: false,
      sentence: `${id} has been paused since ${instant(pausedAt)}: ${last}. \`wirewatch feed resume ${id}\` has it read again.`,
    };
  if (goneAt)
    return {
      isRead: false,
      sentence: `${id} said ${at(goneAt)} that it is gone for good: ${last}. \`wirewatch feed resume ${id}\` asks it again.`,
    };
  if (failures > 0)
    return {
      isRead: false,
      sentence: `${id} has failed ${failures === 1 ? 'once' : `${failures} times in a row`}${failingSince === null ? '' : `, since ${instant(failingSince)}`}: ${clause(lastReason ?? '')}; ${last}${next}.`,
    };
  if (baselineAt === null) return { isRead: false, sentence: `${id} has not been read yet: ${last}${next}.` };
  return { isRead: true, sentence: `${id} is read: ${last}${next}.` };
}
