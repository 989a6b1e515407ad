import type { Pipeline } from '../src/pipeline/job.ts';
import type { ItemResult } from '../src/pipeline/read.ts';
import { processItem } from '../src/pipeline.ts';

/** The worker of the queue `read`. */
export function readWorker(pipeline: Pipeline): (payload: { feedItemId: number }) => Promise<ItemResult> {
  return async ({ feedItemId }) => {
    const startedAt = performance.now();
    const result = await processItem(pipeline, feedItemId);
    if (result.kind === 'given up') pipeline.log.error({ feedItemId, reason: result.reason }, 'article given up');
    if (result.kind === 'read') {
      const { articleId, source, reason, matches, alerts } = result;
      pipeline.log.info(
        {
          feedItemId,
          articleId,
          source,
          reason,
          matches,
          alerts,
          durationMs: Math.round(performance.now() - startedAt),
        },
        'article read',
      );
    }
    return result;
  };
}
