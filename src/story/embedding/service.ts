import {
  BulkheadRejectedError,
  bulkhead,
  CircuitState,
  ConsecutiveBreaker,
  circuitBreaker,
  ExponentialBackoff,
  handleAll,
  isBrokenCircuitError,
  noJitterGenerator,
} from 'cockatiel';
import type { Logger } from '../../log.ts';
import type { HttpClient } from '../../net/http.ts';
import { readEmbedding } from './answer.ts';

/** Makes vectors of texts, whose directions are near each other where the texts say the same; in one model's space. */
export interface EmbeddingService {
  readonly model: string;
  /**
   * The direction of a text, within some seconds; null: it is not to be had, now or at all. Never rejects for what the
   * service does.
   *
   * @param dimensions Numbers that the vectors of this model have; null: nobody knows yet.
   */
  embed(text: string, dimensions: number | null): Promise<Float32Array | null>;
}

/** Who is asked. */
export interface EmbeddingServer {
  /** Without a slash at its end; `/embeddings` is added. */
  url: string;
  model: string;
  /** API key; null: it wants none. */
  key: string | null;
}

/** What a service needs besides. */
export interface EmbeddingGround {
  /** Talks to the server; follows no redirect of a post. */
  http: HttpClient;
  log: Logger;
  /** ms that a server is left alone after it failed: at first, and at most. */
  pause?: { first: number; longest: number };
}

/** ms that an answer may take. */
const DEADLINE_MS = 3_000;
/** Bytes; the longest vector there may be has fewer. */
const MAX_BYTES = 400_000;
/** Texts that a server has at once. */
export const EMBEDDINGS_AT_ONCE = 4;
/** Texts that wait to be the next; for others there is no time. */
const WAITING = 12;
/** A server that hangs holds up those articles that are read at once, this seldom. */
const PAUSE = { first: 10_000, longest: 300_000 };
/** Statuses by which a text may be refused for its length; models for short texts take some hundred words. */
const TOO_LONG = [400, 413, 422];
/** Letters that every model takes. */
const SHORT = 500;

/** Why there is no vector. The reason is for operators, and holds no secret. */
class NoEmbeddingError extends Error {}

/**
 * A service with the OpenAI-compatible API (`POST {url}/embeddings`: Ollama, vLLM, OpenAI, …). One that fails, in whatever way,
 * is left alone for a while, ever longer as long as it fails; that is logged once, and once that it answers again.
 */
export function createEmbeddingService(
  { url, model, key }: EmbeddingServer,
  { http, log, pause = PAUSE }: EmbeddingGround,
): EmbeddingService {
  const { host } = new URL(url);
  const places = bulkhead(EMBEDDINGS_AT_ONCE, WAITING);
  const breaker = circuitBreaker(handleAll, {
    breaker: new ConsecutiveBreaker(1),
    halfOpenAfter: new ExponentialBackoff({
      initialDelay: pause.first,
      maxDelay: pause.longest,
      generator: noJitterGenerator,
    }),
  });
  let isInTrouble = false;

  function post(input: string, deadlineMs: number) {
    return http.request({
      url: `${url}/embeddings`,
      method: 'POST',
      headers: {
        'content-type': 'application/json',
        accept: 'application/json',
        ...(key === null ? {} : { authorization: `Bearer ${key}` }),
      },
      body: JSON.stringify({ model, input, encoding_format: 'float' }),
      deadlineMs,
      maxBytes: MAX_BYTES,
    });
  }

  async function ask(text: string, dimensions: number | null): Promise<Float32Array> {
    const began = performance.now();
    let result = await post(text, DEADLINE_MS);
    if (result.kind === 'response' && TOO_LONG.includes(result.status) && text.length > SHORT)
      result = await post(text.slice(0, SHORT).toWellFormed(), Math.max(1, DEADLINE_MS - (performance.now() - began)));
    if (result.kind !== 'response') throw new NoEmbeddingError(result.reason);
    const answer = readEmbedding(result.status, result.body, dimensions);
    if (answer.kind === 'refused') throw new NoEmbeddingError(`${host} ${answer.reason}`);
    return answer.vector;
  }

  return {
    model,
    async embed(text, dimensions) {
      try {
        const vector = await places.execute(async () =>
          // Whether it answers again is tried with one text; others need not wait for what comes of it.
          breaker.state === CircuitState.HalfOpen ? null : await breaker.execute(() => ask(text, dimensions)),
        );
        if (vector !== null && isInTrouble) {
          isInTrouble = false;
          log.info({ host, model }, 'the embedding service answers again');
        }
        return vector;
      } catch (error) {
        if (error instanceof BulkheadRejectedError || isBrokenCircuitError(error)) return null;
        if (!(error instanceof NoEmbeddingError)) throw error;
        if (!isInTrouble)
          log.warn(
            { host, model, reason: error.message },
            'the embedding service is left alone for a while, and articles are grouped without it',
          );
        isInTrouble = true;
        return null;
      }
    },
  };
}
