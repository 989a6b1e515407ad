import { type Pipeline, type PollResult, pollFeed } from '../src/pipeline.ts';

/** The worker of the queue `poll`: a feed that fails is no failed job, its row says why and when it is polled again. */
export function pollWorker(pipeline: Pipeline): (payload: { feedId: string }) => Promise<PollResult> {
  return async ({ feedId }) => {
    const startedAt = performance.now();
    const result = await pollFeed(pipeline, feedId);
    if (result.kind === 'polled') {
      const { outcome, reason, newItems } = result;
      const level = outcome === 'modified' || outcome === 'notModified' ? 'debug' : 'warn';
      pipeline.log[newItems > 0 ? 'info' : level](
        { feedId, outcome, reason, newItems, durationMs: Math.round(performance.now() - startedAt) },
        'feed polled',
      );
    }
    return result;
  };
}
