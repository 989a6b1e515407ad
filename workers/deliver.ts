import type { Pipeline } from '../src/pipeline/job.ts';
import type { DeliveryResult } from '../src/pipeline/send.ts';
import { sendDelivery } from '../src/pipeline.ts';

/** How loudly an outcome is logged. */
const LEVELS = {
  sent: 'info',
  postponed: 'debug',
  throttled: 'warn',
  retry: 'warn',
  unknown: 'warn',
  held: 'error',
  dead: 'error',
} as const;

/** The worker of the queue `deliver`: an attempt that fails is no failed job, the ledger says why and when the next is due. */
export function deliverWorker(pipeline: Pipeline): (payload: { deliveryId: string }) => Promise<DeliveryResult> {
  return async ({ deliveryId }) => {
    const startedAt = performance.now();
    const result = await sendDelivery(pipeline, deliveryId);
    if (result.kind === 'attempted') {
      const { outcome, receiverId, watchId } = result;
      const isTold = outcome.kind === 'postponed' && outcome.reason !== undefined;
      pipeline.log[isTold ? 'warn' : LEVELS[outcome.kind]](
        { deliveryId, receiverId, watchId, outcome, durationMs: Math.round(performance.now() - startedAt) },
        'delivery attempted',
      );
    }
    return result;
  };
}
