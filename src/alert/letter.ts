import type { Delivery } from '../model/delivery.ts';
import { type AlertMessage, composeMessage } from './message.ts';

/** A delivery, and what its message says. */
export interface Letter {
  delivery: Delivery;
  message: AlertMessage;
}

/** Puts a delivery into words. */
export function letterOf(delivery: Delivery): Letter {
  return { delivery, message: composeMessage(delivery.payload, delivery.possibleDuplicate) };
}
