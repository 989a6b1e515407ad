import { composeArticle } from '../extract/compose.ts';
import { fetchPage } from '../extract/page/fetch-page.ts';
import { targetOf } from '../extract/page/news-search.ts';
import { isMetInText } from '../match/evidence/evidence.ts';
import type { Article } from '../model/article.ts';
import { CANARY_ID } from '../model/canary.ts';
import { normalizeUrl } from '../net/url.ts';
import { deferFeedItem, type LeasedItem, linkFeedItem } from '../store/items/feed-items.ts';
import { isContention, isOutage } from '../store/outage.ts';
import { findFreshArticle } from '../store/stories/articles.ts';
import { giveBack, postpone } from '../store/work/work.ts';
import { storyKeys } from '../story/fingerprint.ts';
import { signatureOf } from '../story/signature.ts';
import { keysOfWords } from '../story/watch-keys.ts';
import { plausibleTime } from '../story/window.ts';
import { type Embedded, embedArticle } from './embedding.ts';
import { groupArticle, type Reading } from './group.ts';
import { type Job, jobOf } from './job.ts';
import type { Skipped } from './skipped.ts';
import { writeDown } from './write-down.ts';

/** What came of a feed item. */
export type ItemResult =
  | Skipped
  | { kind: 'known'; articleId: number }
  /** The operator can have it tried again. */
  | { kind: 'given up'; reason: string }
  | {
      kind: 'read';
      articleId: number;
      source: Article['source'];
      reason: string | null;
      matches: string[];
      alerts: string[];
    };

/** A page read this recently (ms) is not read again for another feed that links to it. */
const FRESH_MS = 15 * 60_000;

/** ms until a page that could not be had for a passing reason is asked for again; after the last, the feed item's text stands. */
const READ_AGAIN_MS = [60_000, 5 * 60_000, 30 * 60_000];

/**
 * Leases an item may use up before it is given up: each one beyond the readings was lost to a fault or a killed process. The
 * last is spent on what the feed says of it, since it may be the page that kills.
 */
const MAX_LEASES = READ_AGAIN_MS.length + 6;
/** ms until an item is tried again after a first fault; then twice as long each time. */
const FAULT_AGAIN_MS = 2_500;

const BROKEN_PAGE = 'reading the page broke off too often';

/** Reads the article behind an item, unless another feed's item has just led to it, matches it and groups it. */
export async function readLeasedItem(begun: Job, item: LeasedItem): Promise<ItemResult> {
  const { db, extractor } = begun;
  if (item.leases > MAX_LEASES) {
    const reason = 'given up: the work on it was lost too often';
    await deferFeedItem(db, item, { reason, retryInMs: null });
    return { kind: 'given up', reason };
  }
  const target = item.link === null ? null : targetOf(item.link);
  const address = item.link === null ? null : normalizeUrl(target?.kind === 'resolved' ? target.url : item.link);
  const known = address && (await findFreshArticle(db, address, FRESH_MS));
  if (known) {
    await linkFeedItem(db, item, known);
    return { kind: 'known', articleId: known };
  }

  const page =
    item.leases === MAX_LEASES
      ? { kind: 'unavailable' as const, url: item.link, reason: BROKEN_PAGE, passing: false, flags: [] }
      : await fetchPage({ http: begun.running.http, robots: begun.running.robots, extractor }, item.link);
  if (begun.stopping.aborted) {
    await giveBack(db, 'item_work', item);
    return { kind: 'skipped' };
  }
  if (page.kind === 'postponed') {
    await postpone(db, 'item_work', item, page.inMs);
    return { kind: 'skipped' };
  }
  const article = await composeArticle(item, item.feed, page);
  // A page takes its time: what an operator has changed meanwhile holds for the article.
  const job = jobOf(begun);
  const { running } = job;
  const matches = matchArticle(job, article).filter(({ watchId }) => isOfCanary(watchId) === isOfCanary(item.feedId));
  const again = page.kind === 'unavailable' && page.passing ? READ_AGAIN_MS[item.attempts] : undefined;
  const reason = page.kind === 'unavailable' ? page.reason : null;
  const signed = signedPart(article, matches);
  const signing = signArticle(job, signed, matches);
  const reading: Reading = {
    item,
    article,
    storyKeys: [
      ...storyKeys(article, { matchedInText: matches.some(({ evidence }) => isMetInText(evidence)) }),
      `item:${item.feedId} ${item.guid}`,
    ],
    signing: signing && { ...signing, embedded: await embed(job, signed, matches) },
    matches,
    readAgain: again === undefined ? null : { inMs: again },
    reason,
    addressesFor: (receiverId) => running.addresses.get(receiverId) ?? [],
    routing: running.routing,
    pagesUrl: running.publicUrl,
    tellsDevelopments: running.tellsDevelopments,
    configVersion: running.version,
  };
  const stored = await groupArticle(db, reading).catch((fault: unknown) => {
    // Others were in the way: it is read again, when they are not.
    if (reading.signing === null || isOutage(fault) || isContention(fault)) throw fault;
    job.log.error(
      { err: fault, url: article.url },
      'an article was not grouped by what it says, and is told all the same',
    );
    return groupArticle(db, { ...reading, signing: null });
  });
  if (!stored) return { kind: 'skipped' };
  return {
    kind: 'read',
    articleId: stored.articleId,
    source: article.source,
    reason,
    matches: matches.map(({ watchId }) => watchId),
    alerts: stored.alerts.map(({ id }) => id),
  };
}

/**
 * An article as far as it is grouped by what it says. Where it matches by its headline alone, its text may be a wall's, which
 * stands in the place of many.
 */
function signedPart(article: Article, matches: Reading['matches']): Article {
  const isWall = article.flags.includes('paywall') || article.flags.includes('consent_wall');
  const text = isWall && !matches.some(({ evidence }) => isMetInText(evidence)) ? '' : article.text;
  return { ...article, text, publishedAt: plausibleTime(article.publishedAt, new Date()) };
}

/** What an article is grouped by; one that meets no watch is found by its copies with it. Null after a fault of our own. */
function signArticle({ log, running }: Job, signed: Article, matches: Reading['matches']): Reading['signing'] {
  try {
    const words = matches.flatMap(({ evidence }) => evidence.hits.map(({ surface }) => surface));
    return {
      signature: signatureOf(signed, running.knownAliases),
      ofWatch: keysOfWords(words, signed.language, running.knownAliases),
    };
  } catch (fault) {
    log.error({ err: fault, url: signed.url }, 'an article has no signature, and is told all the same');
    return null;
  }
}

/** What the operator's service of embeddings makes of an article that meets a watch; only those are sent anywhere. */
async function embed(
  { db, log, running }: Job,
  signed: Article,
  matches: Reading['matches'],
): Promise<Embedded | null> {
  if (!running.embeddings || matches.length === 0) return null;
  const watches = matches.map(({ watchId }) => watchId);
  try {
    return await embedArticle(db, running.embeddings, { title: signed.title, text: signed.text, watches });
  } catch (fault) {
    log.error({ err: fault, url: signed.url }, 'an article has no embedding, and is told all the same');
    return null;
  }
}

/** No watch of an operator hears of the canary, and no news makes it sing. */
const isOfCanary = (id: string) => id === CANARY_ID;

function matchArticle({ running: { index, watches }, log }: Job, article: Article): Reading['matches'] {
  return index.match(article).flatMap((result) => {
    const watch = watches.get(result.watchId);
    if (result.kind === 'matched' && watch) return [{ watchId: watch.id, watch, evidence: result.evidence }];
    if (result.kind === 'failed')
      log.error({ watchId: result.watchId, url: article.url, reason: result.reason }, 'a watch failed');
    return [];
  });
}

/** Writes down that a fault of our own broke off the reading, which is tried again unless it was too often; throws it on. */
export function recordReadFault(job: Job, item: LeasedItem): (fault: unknown) => Promise<never> {
  const { db, leaseMs } = job;
  return async (fault) => {
    // Nothing is wrong with the item: it is read again as soon as there is a database.
    if (isOutage(fault)) {
      await writeDown(job, () => giveBack(db, 'item_work', item), leaseMs);
      throw fault;
    }
    const retryInMs = item.leases < MAX_LEASES ? Math.min(FAULT_AGAIN_MS * 2 ** item.leases, READ_AGAIN_MS[0]!) : null;
    await deferFeedItem(db, item, { reason: `a fault in Wirewatch: ${String(fault)}`, retryInMs });
    throw fault;
  };
}
