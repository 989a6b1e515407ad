import { Worker } from 'node:worker_threads';
import type { ReadableArticle } from '../match/text/fields.ts';
import type { Match } from '../model/watch.ts';
import type { Matcher, Watching } from './matcher.ts';

/** Articles for the thread. */
export interface MatchTask {
  id: number;
  articles: readonly ReadableArticle[];
}

/** What the thread says: that its watches are ready, or what came of a task. */
export type MatchAnswer =
  | { kind: 'ready' }
  | { kind: 'matched'; id: number; matches: Match[][][] }
  | { kind: 'failed'; id: number; error: unknown };

/** A matcher in a thread of its own, which holds nobody up. */
export interface MatcherThread extends Matcher {
  /** False: it is still starting, and what it is given waits. */
  isReady(): boolean;
  /** Ends the thread at once; what it was given and has not answered is rejected. */
  close(): Promise<void>;
}

/** Starts a thread, which takes some hundred ms of a core. It must be closed. */
export function startMatcherThread(configurations: readonly Watching[]): MatcherThread {
  const worker = new Worker(new URL('./matcher-worker.ts', import.meta.url), {
    workerData: configurations.map(bare),
  });
  const waiting = new Map<number, PromiseWithResolvers<Match[][][]>>();
  let ready = false;
  let next = 0;
  let failure: unknown;

  function fail(error: unknown) {
    failure ??= error;
    for (const task of waiting.values()) task.reject(error);
    waiting.clear();
  }

  worker.on('message', (answer: MatchAnswer) => {
    if (answer.kind === 'ready') {
      ready = true;
      return;
    }
    const task = waiting.get(answer.id);
    waiting.delete(answer.id);
    if (answer.kind === 'matched') task?.resolve(answer.matches);
    else task?.reject(answer.error);
  });
  worker.on('error', fail);
  worker.on('exit', () => fail(new Error('the thread that matches articles has ended')));

  return {
    isReady: () => ready,
    match(articles) {
      if (failure !== undefined) return Promise.reject(failure);
      const task = Promise.withResolvers<Match[][][]>();
      next += 1;
      waiting.set(next, task);
      worker.postMessage({ id: next, articles } satisfies MatchTask);
      return task.promise;
    },
    async close() {
      await worker.terminate();
    },
  };
}

/** What a thread can be handed: nothing but what articles are matched by. */
function bare({ watches, aliases }: Watching): Watching {
  return { watches: watches.map(({ id, query, language, dialect }) => ({ id, query, language, dialect })), aliases };
}
