import type { AttemptOutcome, ChannelConfig, Delivery } from '../../model.ts';

/** Makes one attempt at a delivery. Ends within {@link ATTEMPT_MS}; throws only for a fault of our own. */
export type Channel<Kind extends ChannelConfig['kind']> = (
  config: Extract<ChannelConfig, { kind: Kind }>,
  delivery: Delivery,
) => Promise<AttemptOutcome>;

/** ms an attempt may take, all in all. */
export const ATTEMPT_MS = 15_000;
