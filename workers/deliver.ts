import type { Pipeline } from '../src/pipeline/job.ts';
import { sendDeliveries } from '../src/pipeline.ts';

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
export function deliverWorker(pipeline: Pipeline): (payload: { deliveryId: string }) => Promise<{ attempts: number }> {
  return async ({ deliveryId }) => {
    let attempts = 0;
    for await (const attempted of sendDeliveries(pipeline, deliveryId)) {
      attempts += 1;
      const { outcome, isDead } = attempted;
      const isTold = outcome.kind === 'postponed' && outcome.reason !== undefined;
      pipeline.log[isDead ? 'error' : isTold ? 'warn' : LEVELS[outcome.kind]](attempted, 'delivery attempted');
    }
    return { attempts };
  };
}
