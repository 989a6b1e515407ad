import type { Delivery, Payload } from '../model/delivery.ts';
import { composeDigest } from './compose-digest.ts';
import type { DigestMessage } from './digest.ts';
import { messageLinksOf } from './links.ts';
import { type AlertMessage, composeMessage } from './message.ts';

/** What a message says, before it takes the shape of a channel. */
export type Message = AlertMessage | DigestMessage;

/** A delivery, and what its message says. */
export interface Letter {
  delivery: Delivery;
  message: Message;
}

/** For whom a delivery is put into words. */
export interface Reader {
  /** IANA name of the zone of his times; left out: UTC. */
  timeZone?: string;
  /** What links are signed with that act; null or left out: there are none. */
  linkKey?: Uint8Array | null | undefined;
  /** Whether he sees twice what comes twice, and the second time is told that it may be a copy; left out: yes. */
  seesCopies?: boolean;
}

/** Puts a delivery into words. */
export function letterOf(
  delivery: Delivery,
  { timeZone = 'UTC', linkKey = null, seesCopies = true }: Reader = {},
): Letter {
  const message = compose(delivery.payload, delivery.possibleDuplicate && seesCopies, timeZone);
  if (linkKey === null) return { delivery, message };
  const { actions, unsubscribe } = messageLinksOf(delivery, linkKey);
  return {
    delivery,
    message: message.kind === 'alert' ? { ...message, actions, unsubscribe } : { ...message, unsubscribe },
  };
}

function compose(payload: Payload, possibleDuplicate: boolean, timeZone: string): Message {
  return payload.kind === 'digest'
    ? composeDigest(payload, possibleDuplicate, timeZone)
    : composeMessage(payload, possibleDuplicate, timeZone);
}
