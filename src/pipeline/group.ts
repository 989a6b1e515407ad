import type { Article } from '../model/article.ts';
import type { Match, Watch } from '../model/watch.ts';
import type { NewMatch } from '../store/alerts/raise.ts';
import { openThreads } from '../store/alerts/threads.ts';
import type { Database, StoreTransaction } from '../store/database.ts';
import { type ReadArticle, type StoredArticle, storeArticle } from '../store/stories/articles.ts';
import { meetStories } from '../store/stories/meet.ts';
import type { Held } from '../store/work/work.ts';
import { decide } from '../story/decide.ts';
import type { Signature } from '../story/signature.ts';
import type { Embedded } from './embedding.ts';
import { findNearStories, keepForCopies, type NearStories } from './near-stories.ts';
import type { Audience } from './route.ts';
import { tellOf } from './tell.ts';

/** An article that has been read, with the watches it satisfies. */
export interface Reading extends Audience {
  item: Held<'item_work'> & { feedId: string };
  article: Article;
  storyKeys: string[];
  /**
   * By which other tellings of its story are found, what they have in common anyway, and what a service of embeddings made of it
   * (null or left out: nothing); null: only by its keys.
   */
  signing: { signature: Signature; ofWatch: ReadonlySet<number>; embedded?: Embedded | null } | null;
  matches: (Match & { watch: Watch })[];
  readAgain: ReadArticle['readAgain'];
  reason: string | null;
  /** Where the pages are to be reached; null or left out: nobody said. */
  pagesUrl?: string | null;
  /** A story that has alerted a watch alerts it again when it takes a turn. */
  tellsDevelopments: boolean;
  /** Number of the configuration by which it was matched; null or left out: of none. */
  configVersion?: number | null;
}

/**
 * Finds the story an article tells, and commits article, story, matches, alerts, pending deliveries and the item as done:
 * one transaction, all or nothing. Null when the lease was lost meanwhile; then nothing was stored.
 */
export function groupArticle(db: Database, reading: Reading): Promise<StoredArticle | null> {
  const { item, article, storyKeys, signing, matches, readAgain, reason, addressesFor, routing } = reading;
  return db.transaction().execute(async (trx) => {
    const near = signing && (await nearStories(trx, signing, matches.length > 0));
    const met = await meetStories(trx, storyKeys, { feedId: item.feedId, title: article.title });
    const { story, absorbs, alerts, known } = decide(matches, met, near?.stories);
    // What is found by its keys is the article itself, or its text: nothing is new in that.
    const isTurn = reading.tellsDevelopments && near?.development && met.length === 0 && story !== null;
    const development = isTurn ? { words: near.development! } : null;
    const told = development ? [...alerts, ...known] : alerts;
    const continues = story === null ? (near?.continues ?? null) : null;
    const raising =
      told.length === 0
        ? null
        : await tellOf(trx, {
            article,
            stories: story === null ? [] : [story, ...absorbs],
            continues,
            watches: told.map(({ watch }) => watch),
            addressesFor,
            ...(routing && { routing }),
            pagesUrl: reading.pagesUrl ?? null,
          });
    const stored = await storeArticle(trx, {
      item,
      article,
      storyKeys,
      story,
      absorbs,
      strand: story !== null && story === near?.stories[0]?.id ? near.strand : null,
      continues,
      configVersion: reading.configVersion ?? null,
      matches: matches.map((match): NewMatch => {
        const alert = alerts.includes(match) ? { development: null } : development && { development };
        return { watch: match.watch, evidence: match.evidence, alert };
      }),
      raising,
      readAgain,
      reason,
    });
    if (stored && raising) await openThreads(trx, [stored.storyId], raising.threads);
    if (stored) await near?.keep(stored.articleId);
    return stored;
  });
}

function nearStories(
  trx: StoreTransaction,
  { signature, ofWatch, embedded }: NonNullable<Reading['signing']>,
  isTold: boolean,
): Promise<NearStories> | NearStories {
  return isTold ? findNearStories(trx, signature, ofWatch, embedded) : keepForCopies(trx, signature);
}
