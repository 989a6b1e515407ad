import { markOfLink } from '../feed/cleaning/item-marks.ts';
import { addressKey } from '../net/address-key.ts';
import type { Database } from '../store/database.ts';
import { indexKey } from '../store/index-key.ts';
import { readStory } from '../store/views/stories.ts';
import { alertsOfStory } from '../store/views/why-alerts.ts';
import { type ArticlePlace, articlesAt, matchesOf, readWhyArticle } from '../store/views/why-articles.ts';
import { feedsAround, feedsThatBrought } from '../store/views/why-feeds.ts';
import { itemsNamed } from '../store/views/why-items.ts';
import { type AskedAddress, siteOf } from './address.ts';
import type { Subject } from './gate.ts';

/** What of a subject is asked about. */
export type Focus = Pick<Subject, 'watchId' | 'alertIds'>;

/** All that the store has of what is at an address: the article, else the feed items, else the feeds of its site. */
export async function newsAt(db: Database, address: AskedAddress, focus: Focus): Promise<Subject> {
  const { url, forms, key, site } = address;
  const [places, items] = await Promise.all([
    articlesAt(db, forms, [`address:${key}`]),
    itemsNamed(db, { marks: forms.map(markOfLink), guids: forms.map(indexKey), articleId: null }),
  ]);
  const isThere = (one: ArticlePlace) =>
    [one.url, one.canonicalUrl].some((each) => each !== null && (forms.includes(each) || addressKey(each) === key));
  // An item tells for certain what became of it; the address of a page may have been taken over by another.
  const articleId =
    items.findLast((item) => item.articleId !== null)?.articleId ?? places.findLast(isThere)?.id ?? null;
  return articleId === null
    ? withoutArticle(db, { url, site, items }, focus)
    : newsOfArticle(db, articleId, focus, { url, forms });
}

async function withoutArticle(
  db: Database,
  known: Pick<Subject, 'url' | 'site' | 'items'>,
  focus: Focus,
): Promise<Subject> {
  const { items, site } = known;
  const own = await feedsAround(db, feedIdsOf(items), site);
  const isWatched = own.some(({ active }) => active);
  // Where nothing of the site itself is watched, others may bring its articles.
  const others = isWatched || site === null || items.length > 0 ? [] : await feedsThatBrought(db, site);
  const feeds = others.length === 0 ? own : await feedsAround(db, others, site);
  return { ...known, feeds, article: null, matches: [], story: null, alerts: [], ...focus };
}

/** All that the store has of an article; `at`: how it was asked for. */
export async function newsOfArticle(
  db: Database,
  articleId: number,
  focus: Focus,
  at: Pick<AskedAddress, 'url' | 'forms'> | null = null,
): Promise<Subject> {
  const forms = at?.forms ?? [];
  const [article, matches, items] = await Promise.all([
    readWhyArticle(db, articleId),
    matchesOf(db, articleId),
    itemsNamed(db, { marks: forms.map(markOfLink), guids: forms.map(indexKey), articleId }),
  ]);
  const url = at?.url ?? article?.url ?? null;
  const site = url === null ? null : siteOf(url);
  if (!article) return withoutArticle(db, { url, site, items }, focus);
  const [feeds, story, alerts] = await Promise.all([
    feedsAround(db, feedIdsOf(items), null),
    readStory(db, article.storyId),
    alertsOfStory(db, article.storyId),
  ]);
  return { url, site, feeds, items, article, matches, story, alerts, ...focus };
}

function feedIdsOf(items: Subject['items']): string[] {
  return [...new Set(items.map(({ feedId }) => feedId))];
}
