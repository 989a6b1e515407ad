import { type DeliveryResult, type Pipeline, sendDelivery } from '../src/pipeline.ts';

/** The worker of the queue `deliver`: an attempt that fails is no failed job, the ledger says why and when the next is due. */
export function deliverWorker(pipeline: Pipeline): (payload: { deliveryId: string }) => Promise<DeliveryResult> {
  return async ({ deliveryId }) => {
    const startedAt = performance.now();
    const result = await sendDelivery(pipeline, deliveryId);
    if (result.kind === 'attempted') {
      const { outcome, receiverId, watchId } = result;
      const level = outcome.kind === 'sent' ? 'info' : outcome.kind === 'dead' ? 'error' : 'warn';
      pipeline.log[level](
        { deliveryId, receiverId, watchId, outcome, durationMs: Math.round(performance.now() - startedAt) },
        'delivery attempted',
      );
    }
    return result;
  };
}
