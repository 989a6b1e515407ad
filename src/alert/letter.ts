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

/** Puts a delivery into words, for a reader whose times are those of `timeZone`, an IANA name. */
export function letterOf(delivery: Delivery, timeZone = 'UTC'): Letter {
  return { delivery, message: compose(delivery.payload, delivery.possibleDuplicate, timeZone) };
}

function compose(payload: Payload, possibleDuplicate: boolean, timeZone: string): Message {
  return payload.kind === 'digest'
    ? composeDigest(payload, possibleDuplicate, timeZone)
    : composeMessage(payload, possibleDuplicate, timeZone);
}
