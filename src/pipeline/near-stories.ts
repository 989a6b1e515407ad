import type { StoreTransaction } from '../store/database.ts';
import {
  countFeatures,
  findNeighbours,
  keepSignature,
  lockStories,
  type StoredNeighbour,
} from '../store/stories/neighbours.ts';
import type { MetStory } from '../story/decide.ts';
import { developmentOf } from '../story/development.ts';
import { type Frequencies, rarity } from '../story/frequencies.ts';
import { type Grouped, groupArticle } from '../story/group.ts';
import { countedKeys, type Keys, keysOf, weigh } from '../story/keys.ts';
import { MAX_NEIGHBOURS, type Neighbour } from '../story/neighbours.ts';
import { type Reason, reasonsOf } from '../story/score/reasons.ts';
import { MODEL } from '../story/score/weights.ts';
import { SIGNATURE_VERSION, type Signature } from '../story/signature.ts';
import { restoreSignature, type StoredSignature, storeSignature } from '../story/stored.ts';
import { windowBefore } from '../story/window.ts';
import { type Embedded, embeddingsOf, keepEmbedding } from './embedding.ts';

/** The stories that an article tells by what it says. */
export interface NearStories {
  /** The one it joins first, then those that turn out to be the same; none: it tells none that is known. */
  stories: MetStory<number>[];
  /** Of stories that a person merged, the one by which it was found; null: there is none. */
  strand: number | null;
  /** The story of which it begins another chapter. */
  continues: number | null;
  /** What it adds to the story it joins, in the words of its headline; null: nothing that is telling. */
  development: string[] | null;
  /** Keeps what the article says, to be found by those that come after it. */
  keep(articleId: number): Promise<void>;
}

/** What is rare is asked of articles that meet a watch: for others, everything is. */
const NOTHING_KNOWN: Frequencies = { total: 0, of: () => 0 };

/** Those of an article that meets no watch: nobody is told of it, so that it need not be grouped, but copies are to find it. */
export function keepForCopies(trx: StoreTransaction, plain: Signature): NearStories {
  const signature = weigh(plain, NOTHING_KNOWN);
  const keys = { copies: keysOf(signature).copies, features: [] };
  return {
    stories: [],
    strand: null,
    continues: null,
    development: null,
    keep: (articleId) => keep(trx, articleId, { signature, keys, counted: [], joined: null }),
  };
}

/**
 * Looks for the stories an article tells by what it says. Until the transaction ends, nobody else does.
 *
 * @param ofWatch Keys that are hardly any evidence: of what all articles of its watches have in common.
 * @param embedded What a service made of it; null: nothing.
 */
export async function findNearStories(
  trx: StoreTransaction,
  plain: Signature,
  ofWatch: ReadonlySet<number>,
  embedded: Embedded | null = null,
): Promise<NearStories> {
  await lockStories(trx);
  const counted = countedKeys(plain);
  const { total, counts } = await countFeatures(trx, counted);
  const frequencies: Frequencies = { total, of: (key) => counts.get(key) ?? 0 };
  const signature = weigh(plain, frequencies);
  const keys = keysOf(signature);
  const since = windowBefore(signature.publishedAt);
  const found = await findNeighbours(trx, {
    ...keys,
    weights: keys.features.map((key) => rarity(frequencies, key)),
    since: since === null ? null : new Date(since),
    limit: MAX_NEIGHBOURS,
    version: SIGNATURE_VERSION,
  });
  const neighbours = found.flatMap(({ id, strand, signature: stored }): Neighbour<number>[] => {
    const read = restoreSignature(stored as StoredSignature);
    return read ? [{ id, story: strand, signature: read }] : [];
  });
  const strands = new Map(found.map((one) => [one.strand, one]));
  const refine = embedded && (await embeddingsOf(trx, embedded, found));
  const grouped = groupArticle(signature, neighbours, {
    model: MODEL,
    ofWatch,
    copiesFirst: found.some(({ apart }) => apart.length > 0),
    sizeOf: (strand) => strands.get(strand)!.size,
    beganAt: (strand) => strands.get(strand)!.began?.getTime() ?? null,
    ...(refine && { refine }),
  });
  const joinedTo = neighbours.find(({ id }) => id === grouped.by?.article);
  const joined = grouped.story === null ? null : strands.get(grouped.story)!;
  return {
    stories: joined === null ? [] : [joined, ...grouped.absorbs.map((id) => strands.get(id)!)].map(asMet),
    strand: joined !== null && joined.strand !== joined.story ? joined.strand : null,
    continues: grouped.continues === null ? null : strands.get(grouped.continues)!.story,
    development:
      joined === null || grouped.link?.kind === 'copy'
        ? null
        : developmentOf(signature, {
            signatures: neighbours
              .filter(({ story }) => strands.get(story)!.story === joined.story)
              .map((neighbour) => neighbour.signature),
            lastAt: joined.lastAt?.getTime() ?? null,
            alertedMs: joined.alertedMs ?? 0,
          }),
    keep: async (articleId) => {
      // What is read again finds itself.
      const joinedBy = joinedTo?.id === articleId ? null : joinedOf(signature, grouped, joinedTo);
      await keep(trx, articleId, { signature, keys, counted, joined: joinedBy });
      if (embedded) await keepEmbedding(trx, articleId, embedded);
    },
  };
}

function asMet({ story, alerted, apart }: StoredNeighbour): MetStory<number> {
  return { id: story, keys: [], hasOtherHeadline: false, alerted, apart };
}

/** Why an article joined its story, as it is kept. */
export interface Joined {
  /** The article that it is closest to. */
  article: number;
  /** Nats of odds. */
  score: number;
  reasons: Reason[];
}

function joinedOf(
  signature: Signature,
  { story, link }: Grouped<number>,
  to: Neighbour<number> | undefined,
): Joined | null {
  if (story === null || !link || !to) return null;
  return { article: to.id, score: Math.round(link.score * 10) / 10, reasons: reasonsOf(link, signature, to.signature) };
}

interface Kept {
  signature: Signature;
  keys: Keys;
  counted: number[];
  joined: Joined | null;
}

function keep(trx: StoreTransaction, articleId: number, { signature, keys, counted, joined }: Kept): Promise<void> {
  return keepSignature(trx, {
    articleId,
    version: SIGNATURE_VERSION,
    signature: storeSignature(signature),
    publishedAt: signature.publishedAt === null ? null : new Date(signature.publishedAt),
    ...keys,
    counted,
    joined,
  });
}
