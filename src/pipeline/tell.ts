import { leadOf } from '../alert/lead.ts';
import type { Article, ArticleFlag } from '../model/article.ts';
import type { Address, Coverage } from '../model/delivery.ts';
import type { Watch } from '../model/watch.ts';
import type { Raising, Told } from '../store/alerts/raise.ts';
import type { StoreTransaction } from '../store/database.ts';
import { findUpdates, readCoverage } from '../store/stories/coverage.ts';
import { originOf, type Telling } from '../story/origin.ts';
import { type Audience, routeAlerts } from './route.ts';

/** What is told. */
export interface Tidings {
  article: Article;
  /** The stories, as one, that it tells; none: a new one. */
  stories: number[];
  /** The story of which a new one is another chapter. */
  continues: number | null;
  /** Where the pages are to be reached; null or left out: nobody said. */
  pagesUrl?: string | null;
}

/** What an alert is raised of, and for whom. */
export interface Occasion extends Tidings, Audience {
  /** Those that alert, one at least. */
  watches: Watch[];
}

/** Flags of an article of which only a part was read. */
const PARTLY: ArticleFlag[] = ['summary_only', 'paywall', 'consent_wall'];
/** Other articles of the story that a message names at most. */
const MAX_COVERAGE = 5;

/** Says who is told of an article, of which watches, and how its story stands with it. */
export async function tellOf(trx: StoreTransaction, occasion: Occasion): Promise<Raising> {
  const { article, stories, watches } = occasion;
  const routed = await routeAlerts(trx, { article, storyId: stories[0] ?? null, watches }, occasion);
  const sent = routed.deliveries.filter(({ suppressed }) => suppressed === null).map(({ address }) => address);
  const updates = await findUpdates(trx, sent, stories);
  return {
    ...routed,
    deliveries: routed.deliveries.map((each) => ({
      ...each,
      updates: each.suppressed === null ? (updates.find((one) => isSameAddress(one, each.address))?.updates ?? []) : [],
    })),
    told: await whatIsTold(trx, occasion),
  };
}

/** Says how a story stands with an article. */
export async function whatIsTold(
  trx: StoreTransaction,
  { article, stories, continues, pagesUrl = null }: Tidings,
): Promise<Told> {
  const known = await readCoverage(trx, stories);
  const before = continues === null ? null : await readCoverage(trx, [continues]);
  const others = known.articles.filter(({ url }) => url === null || url !== article.url);
  const isWhole = article.source === 'page' && !article.flags.some((flag) => PARTLY.includes(flag));
  const own: Telling = { outlet: article.outlet, publishedAt: article.publishedAt, text: article.text, isWhole };
  const { earliest, original } = originOf<Telling>([own, ...others]);
  const named = (telling: Telling) => others.find((other) => other === telling) ?? null;
  return {
    article: toldOf(article),
    pagesUrl,
    coverage: others.slice(0, MAX_COVERAGE).map(coverageOf),
    story: {
      reach: {
        articles: others.length + 1 + known.count - known.articles.length,
        sources: new Set([...known.outlets, outletOf(article)].filter((outlet) => outlet !== null)).size,
        languages: new Set(
          [...known.languages, article.language?.split('-', 1)[0] ?? null].filter((one) => one !== null),
        ).size,
      },
      earliest: coverageOrNull(named(earliest)),
      original: earliest === original ? null : coverageOrNull(named(original)),
      continues: coverageOrNull(before?.articles[0] ?? null),
    },
  };
}

function toldOf({ url, title, language, outlet, authors, publishedAt, source, flags, text }: Article) {
  return { url, title, language, outlet, authors, publishedAt, source, flags, lead: leadOf(text) };
}

function coverageOrNull(article: Coverage | null): Coverage | null {
  return article && coverageOf(article);
}

function coverageOf({ outlet, title, url, publishedAt }: Coverage): Coverage {
  return { outlet, title, url, publishedAt };
}

function outletOf({ outlet, url }: Article): string | null {
  return outlet ?? URL.parse(url ?? '')?.hostname.replace(/^www\./, '') ?? null;
}

type AddressName = Pick<Address, 'receiverId' | 'recipient'>;

function isSameAddress(a: AddressName, b: AddressName): boolean {
  return a.receiverId === b.receiverId && a.recipient === b.recipient;
}
