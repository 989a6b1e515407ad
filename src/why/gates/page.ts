import type { WhyItem } from '../../store/views/why-items.ts';
import { found, type Gate, type Subject } from '../gate.ts';
import { at, clause, instant } from '../words.ts';

/** Whether its page was fetched. */
export const pageGate: Gate = {
  name: 'page',
  question: 'Was its page fetched?',
  look(subject, { now }) {
    const { article } = subject;
    const item = itemRead(subject);
    if (article === null) {
      if (!item) return found('unknown', ['Nothing is known of its page.']);
      if (item.state === 'failed')
        return found('closed', [
          `It was given up after ${item.attempts === 1 ? 'one try' : `${item.attempts} tries`}: ${clause(item.reason ?? '')}.`,
          `\`wirewatch feed retry ${item.feedId}\` has it read again.`,
        ]);
      if (item.state === 'pending') return found('closed', [waiting(item, now)]);
      return found('closed', ['It was read, but the article is not kept any more.']);
    }
    if (article.source === 'page')
      return found('open', [`Its page was read ${at(article.readAt)}: ${clause(article.url ?? 'address unknown')}.`]);
    return found('partly', [
      item && item.reason === null
        ? 'Its page was read, and held less than the feed says of it.'
        : `Its page could not be had: ${clause(item?.reason ?? 'the reason is not kept')}.`,
      `What the feed says of it was read instead, ${at(article.readAt)}.`,
      item?.state === 'pending' ? `The page is asked for again ${at(item.dueAt, 'soon')}.` : null,
    ]);
  },
};

/** The item that tells most of what became of the page: the one that was read. */
function itemRead({ items, article }: Subject): WhyItem | undefined {
  const news = items.filter(({ state }) => state !== 'baseline');
  return (
    news.findLast(({ articleId, reason }) => articleId !== null && articleId === article?.id && reason !== null) ??
    news.find(({ articleId }) => articleId !== null) ??
    news.find(({ state }) => state === 'failed') ??
    news[0]
  );
}

function waiting({ holder, dueAt, reason, attempts, seenAt }: WhyItem, now: Date): string {
  const why = reason === null ? '' : `: ${clause(reason)}`;
  if (holder === 'worker' && dueAt !== null && dueAt > now) return `It is being read at this moment${why}.`;
  if (attempts > 0) return `It could not be read yet${why}; it is tried again ${at(dueAt, 'soon')}.`;
  if (dueAt !== null && dueAt > now && holder === null) return `It waits for its turn at the host, ${at(dueAt)}${why}.`;
  return `It has been in line to be read since ${instant(seenAt)}. Where that lasts, look whether a worker runs.`;
}
