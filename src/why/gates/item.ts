import type { WhyFeed } from '../../store/views/why-feeds.ts';
import type { WhyItem } from '../../store/views/why-items.ts';
import { found, type Gate } from '../gate.ts';
import { at, clause, instant, listed, quoted } from '../words.ts';

/** Items of feeds that are told of. */
const MAX_TOLD = 5;

/** Whether a feed had it as news. */
export const itemGate: Gate = {
  name: 'item',
  question: 'Did a feed have it, as news?',
  look(subject) {
    const { items, feeds, article } = subject;
    if (items.length === 0) {
      if (article !== null) return null;
      return found('closed', neverSeen(feeds.filter(({ active }) => active)));
    }
    const news = items.filter(({ state }) => state !== 'baseline');
    if (news.length === 0)
      return found(
        'closed',
        items.slice(0, MAX_TOLD).map((item) =>
          baselineSentence(
            item,
            feeds.find(({ id }) => id === item.feedId),
          ),
        ),
      );
    return found(
      'open',
      news
        .slice(0, MAX_TOLD)
        .map(
          ({ feedId, seenAt, title, publishedAt }) =>
            `${feedId} had it ${at(seenAt)} as ${quoted(title)}${publishedAt === null ? ', without a date' : `, dated ${instant(publishedAt)}`}.`,
        ),
    );
  },
};

function neverSeen(feeds: WhyFeed[]): string[] {
  const refused = feeds.flatMap(({ id, lastWarnings }) =>
    lastWarnings.filter((warning) => warning.startsWith('not stored:')).map((warning) => `${id}: ${clause(warning)}.`),
  );
  return [
    `No item of ${listed(feeds.map(({ id }) => id))} has ever had this address.`,
    ...feeds
      .slice(0, MAX_TOLD)
      .map(({ id, lastItemAt, addedAt }) =>
        lastItemAt === null
          ? `${id} has been watched since ${instant(addedAt)} and has brought nothing yet.`
          : `${id} has been watched since ${instant(addedAt)}, and its last new item came ${at(lastItemAt)}.`,
      ),
    ...refused.slice(0, MAX_TOLD),
    'A feed lists its latest items only, and most sites put only a part of what they publish into one.',
  ];
}

/** Why an item was only remembered; the rule is that of `isNews`. */
function baselineSentence({ publishedAt, seenAt, feedId, title }: WhyItem, feed: WhyFeed | undefined): string {
  const what = `${feedId} had ${quoted(title)} ${at(seenAt)}, but it was not taken for news:`;
  const added = feed ? instant(feed.addedAt) : 'then';
  const wasFirst = !feed || feed.baselineAt === null || seenAt.getTime() <= feed.baselineAt.getTime();
  const dated = publishedAt && instant(publishedAt);
  if (!wasFirst && dated)
    return `${what} it is dated ${dated}, long before the feed was added (${added}), so that it is an old page that came back.`;
  if (dated && publishedAt.getTime() > seenAt.getTime())
    return `${what} it was there when the feed was first read, and its date, ${dated}, lay in the future.`;
  if (dated) return `${what} it was published ${at(publishedAt)}, before the feed was added (${added}).`;
  return `${what} it has no date and was there when the feed was first read. With \`backfill: true\` such items count.`;
}
