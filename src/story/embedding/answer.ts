import { z } from 'zod';
import { counted } from '../../language/counted.ts';
import { directionOf, MAX_DIMENSIONS } from './vector.ts';

/** What a server answered: a direction, or what is wrong with it, to be read after the name of its host. */
export type EmbeddingAnswer = { kind: 'read'; vector: Float32Array } | { kind: 'refused'; reason: string };

/** As much of an answer as is looked at. (OpenAI API reference, “Create embeddings”.) */
const ANSWER = z.object({
  data: z.tuple([z.object({ embedding: z.array(z.number()).min(1).max(MAX_DIMENSIONS) })]),
});

/**
 * Reads an answer to one text. Reasons repeat nothing of the body, which is a stranger's, and in which some repeat a key.
 *
 * @param dimensions Numbers that a vector must have; null: any.
 */
export function readEmbedding(status: number, body: Buffer, dimensions: number | null): EmbeddingAnswer {
  const refused = (reason: string): EmbeddingAnswer => ({ kind: 'refused', reason });
  if (status < 200 || status >= 300) {
    const isRedirect = status >= 300 && status < 400;
    return refused(`answered ${status}${isRedirect ? ', and redirects are not followed' : ''}`);
  }
  const data = parse(body);
  if (data === undefined) return refused('answered with something else than JSON');
  const answer = ANSWER.safeParse(data);
  if (!answer.success) return refused('answered with something else than an embedding');
  const [{ embedding }] = answer.data.data;
  if (dimensions !== null && embedding.length !== dimensions)
    return refused(
      `answered with ${counted(embedding.length, 'dimension')}, and what is kept of this model has ${dimensions}`,
    );
  const vector = directionOf(embedding);
  return vector === null ? refused('answered with a vector without a direction') : { kind: 'read', vector };
}

function parse(body: Buffer): unknown {
  try {
    return JSON.parse(body.toString());
  } catch {
    return undefined;
  }
}
