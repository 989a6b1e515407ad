import { explainEvidence } from '../../alert/explanation.ts';
import type { NewFeed } from '../../config/edit/edit.ts';
import { composeArticle } from '../../extract/compose.ts';
import { type Lookout, lookAt } from '../../feed/discovery/look.ts';
import { counted } from '../../language/counted.ts';
import { createWatchIndex } from '../../match/index/watch-index.ts';
import type { Article } from '../../model/article.ts';
import type { Aliases } from '../../model/watch.ts';
import { markOf, printable } from '../shared/terminal-text.ts';
import { reportOf } from '../watch/query-report.ts';

/** Feeds that are asked for what they hold, and so many at once: of a long list, these tell enough. */
const MAX_FEEDS = 20;
const AT_ONCE = 4;
/** Articles that are shown. */
const SHOWN = 5;
/** From this share of all items on, a watch is noisy. */
const NOISY = 0.3;

/** What feeds hold now, as far as the feeds themselves tell it: no page is fetched. */
export interface Held {
  articles: Article[];
  /** Feeds that were read, and lines on those that could not be. */
  feeds: number;
  unread: string[];
}

/** What a query finds in what feeds hold now; `wrong`: lines that say why it is no query. */
export type Preview = { kind: 'read'; matched: Matched[]; lines: string[] } | { kind: 'wrong'; lines: string[] };

/** An article that was found. */
export interface Matched {
  title: string;
  url: string | null;
  why: string[];
}

/** Reads the feeds once. Never rejects for what they answer. */
export async function whatFeedsHold(feeds: NewFeed[], network: Lookout): Promise<Held> {
  const left = feeds.slice(0, MAX_FEEDS);
  const held: Held = { articles: [], feeds: 0, unread: [] };
  const work = async () => {
    for (let feed = left.shift(); feed; feed = left.shift()) {
      const look = await lookAt(feed.url, network);
      if (look.kind !== 'feed') {
        held.unread.push(`${printable(feed.url)}: ${look.kind === 'page' ? 'a page' : printable(look.reason)}`);
        continue;
      }
      held.feeds += 1;
      const { title, language, items } = look.feed;
      const self = { name: feed.name ?? null, country: feed.country ?? null, tags: feed.tags ?? [], title, language };
      for (const item of items)
        held.articles.push(
          await composeArticle(item, self, {
            kind: 'unavailable',
            url: item.link,
            reason: '',
            passing: false,
            flags: [],
          }),
        );
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, work));
  return held;
}

/** Asks what feeds hold now by a query, as a watch would. */
export function preview(query: string, aliases: Aliases, { articles, feeds }: Held): Preview {
  const index = createWatchIndex(aliases);
  const added = index.add({ id: 'query', query, language: null, dialect: null });
  if (added.kind === 'invalid') return { kind: 'wrong', lines: added.errors.map((error) => reportOf(query, error)) };
  const matched = articles.flatMap((article): Matched[] => {
    const [result] = index.match(article);
    if (result?.kind !== 'matched') return [];
    return [{ title: article.title, url: article.url, why: explainEvidence(result.evidence) }];
  });
  const items = counted(articles.length, 'item');
  const where = feeds === 1 ? 'the feed holds now' : counted(feeds, 'feed holds now', 'feeds hold now');
  const lines = [
    ...added.notices.map((notice) => reportOf(query, notice)),
    `Of ${items} that ${where}, it finds ${matched.length === 0 ? 'none' : matched.length}, by headline and summary.`,
    ...matched
      .slice(0, SHOWN)
      .flatMap(({ title, why }) => [
        `${markOf(true)} ${printable(title)}`,
        ...why.map((one) => `    ${printable(one)}`),
      ]),
    ...(matched.length > SHOWN ? [`… and ${matched.length - SHOWN} more`] : []),
    ...adviceOn(matched.length, articles.length),
  ];
  return { kind: 'read', matched, lines };
}

function adviceOn(found: number, all: number): string[] {
  if (all > 10 && found / all > NOISY)
    return ['That is much: narrow it with AND, NEAR/10 or title:, unless you want to hear of all of it.'];
  if (found === 0)
    return [
      'That may be right: what is rare is not in the news every day. The articles themselves are not looked at here.',
    ];
  return [];
}
