import type { AttemptOutcome, ChannelConfig } from '../../model/delivery.ts';
import type { Letter } from '../letter.ts';

/**
 * Makes one attempt at a delivery. Ends within {@link ATTEMPT_MS}; throws only for a fault of our own.
 *
 * @param isOurs Asked before each word that could complete the message: another process may be at the delivery by now, and
 *   what this one said would be a copy that does not say it is one. False postpones what has not been said yet.
 */
export type Channel<Kind extends ChannelConfig['kind']> = (
  config: Extract<ChannelConfig, { kind: Kind }>,
  letter: Letter,
  isOurs: IsOurs,
) => Promise<AttemptOutcome>;

/** Whether a delivery is still for this process to make. */
export type IsOurs = () => boolean;

/** ms an attempt may take, all in all. */
export const ATTEMPT_MS = 15_000;
