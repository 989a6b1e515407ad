import type { Delivery, Payload } from '../model/delivery.ts';
import { composeDigest } from './compose-digest.ts';
import type { DigestMessage } from './digest.ts';
import { type AlertMessage, composeMessage } from './message.ts';

/** What a message says, before it takes the shape of a channel. */
export type Message = AlertMessage | DigestMessage;

/** A delivery, and what its message says. */
export interface Letter {
  delivery: Delivery;
  message: Message;
}

/** Puts a delivery into words. */
export function letterOf(delivery: Delivery): Letter {
  return { delivery, message: compose(delivery.payload, delivery.possibleDuplicate) };
}

function compose(payload: Payload, possibleDuplicate: boolean): Message {
  return payload.kind === 'digest'
    ? composeDigest(payload, possibleDuplicate)
    : composeMessage(payload, possibleDuplicate);
}
