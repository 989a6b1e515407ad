import type { Pipeline } from '../src/pipeline/job.ts';
import type { PollResult } from '../src/pipeline/poll.ts';
import { pollFeeds } from '../src/pipeline.ts';

/** Outcomes that are nothing to tell of. */
const USUAL = ['modified', 'notModified'];

/** The worker of the queue `poll`: a feed that fails is no failed job, its row says why and when it is polled again. */
export function pollWorker(pipeline: Pipeline): (payload: { feedIds: string[] }) => Promise<PollResult[]> {
  return async ({ feedIds }) => {
    const results = await pollFeeds(pipeline, feedIds);
    for (const result of results) {
      if (result.kind !== 'polled') continue;
      const { kind, ...poll } = result;
      const level = USUAL.includes(poll.outcome) && poll.refusedItems === 0 ? 'debug' : 'warn';
      pipeline.log[level === 'debug' && poll.newItems > 0 ? 'info' : level](poll, 'feed polled');
    }
    return results;
  };
}
