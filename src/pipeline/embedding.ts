import type { Database, StoreTransaction } from '../store/database.ts';
import { findUsual, keepVector, vectorsOf } from '../store/stories/embeddings.ts';
import type { EmbeddingService } from '../story/embedding/service.ts';
import { bytesOf, vectorOf } from '../story/embedding/vector.ts';
import type { Refine } from '../story/group.ts';
import {
  isCandidate,
  MAX_USUAL,
  type Scale,
  scaleOf,
  type Usual,
  usualFor,
  withEmbedding,
} from '../story/score/embedding.ts';

/** What a service made of an article, and of others before it. */
export interface Embedded {
  model: string;
  vector: Float32Array;
  usual: Usual<number>[];
}

/** Letters of a text that are sent, which tell what it is about. */
const MAX_TEXT = 1_500;
/** Some of the latest stories may be those that the article tells. */
const LOOKED_AT = MAX_USUAL + 14;

/** Asks the service for an article that meets these watches; null: it does not say. Not to be done inside of a transaction. */
export async function embedArticle(
  db: Database,
  service: EmbeddingService,
  { title, text, watches }: { title: string; text: string; watches: readonly string[] },
): Promise<Embedded | null> {
  const told = `${title}\n\n${text.slice(0, MAX_TEXT)}`.trim().toWellFormed();
  if (!/\p{L}/u.test(told)) return null;
  const { model } = service;
  const stored = await findUsual(db, { model, watches, limit: LOOKED_AT });
  const usual = stored.map(({ storyId, sharesWatch, vector }) => {
    return { story: storyId, sharesWatch, vector: vectorOf(vector) };
  });
  const vector = await service.embed(told, usual[0]?.vector.length ?? null);
  return vector && { model, vector, usual };
}

/**
 * What embeddings say of links between an article, its neighbours, and them among themselves.
 *
 * @param neighbours With the stories they tell.
 */
export async function embeddingsOf(
  trx: StoreTransaction,
  { model, vector, usual }: Embedded,
  neighbours: readonly { id: number; story: number }[],
): Promise<Refine<number>> {
  const kept = await vectorsOf(
    trx,
    model,
    neighbours.map(({ id }) => id),
  );
  const vectors = new Map<number | null, Float32Array>([[null, vector]]);
  for (const [id, bytes] of kept) vectors.set(id, vectorOf(bytes));
  return (own) => {
    const candidates = neighbours.filter(({ id }) => isCandidate(own.get(id)));
    const background = usualFor(usual, new Set(candidates.map(({ story }) => story)));
    const scales = new Map<number | null, Scale | null>();
    return (link, from, to) => {
      const [left, right] = [vectors.get(from), vectors.get(to)];
      if (!left || !right) return link;
      const scale = scales.has(from) ? scales.get(from)! : scaleOf(left, background);
      scales.set(from, scale);
      return withEmbedding(link, scale?.(right) ?? null);
    };
  };
}

/** Keeps what a service made of an article whose signature is kept. */
export function keepEmbedding(trx: StoreTransaction, articleId: number, { model, vector }: Embedded): Promise<void> {
  return keepVector(trx, { model, articleId, vector: bytesOf(vector) });
}
