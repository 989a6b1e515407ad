import type { Delivery, Payload } from '../model/delivery.ts';
import { composeDigest } from './compose-digest.ts';
import { composeFollowUp, withFollowUp } from './compose-follow-up.ts';
import type { DigestMessage } from './digest.ts';
import { messageLinksOf } from './links.ts';
import { type AlertMessage, composeMessage } from './message.ts';

/** What a message says, before it takes the shape of a channel. */
export type Message = AlertMessage | DigestMessage;

/** A delivery, and what its message says. */
export interface Letter {
  delivery: Delivery;
  message: Message;
  /** Of a follow-up: what the message says by now that its thread begins with; null: there is none. */
  root: Message | null;
}

/** For whom a delivery is put into words. */
export interface Reader {
  /** IANA name of the zone of his times; left out: UTC. */
  timeZone?: string;
  /** What links are signed with that act; null or left out: there are none. */
  linkKey?: Uint8Array | null | undefined;
}

/** Puts a delivery into words. */
export function letterOf(delivery: Delivery, reader: Reader = {}): Letter {
  const { payload, root } = delivery;
  const isFollowUp = payload.kind === 'followUp' && root;
  return {
    delivery,
    message: messageOf(delivery, reader),
    root: isFollowUp
      ? messageOf({ ...delivery, id: root.id, payload: withFollowUp(root.payload, payload) }, reader, false)
      : null,
  };
}

function messageOf(
  delivery: Delivery,
  { timeZone = 'UTC', linkKey = null }: Reader,
  possibleDuplicate = delivery.possibleDuplicate,
): Message {
  const message = compose(delivery.payload, possibleDuplicate, timeZone);
  if (linkKey === null) return message;
  const { actions, unsubscribe } = messageLinksOf(delivery, linkKey);
  return message.kind === 'alert' ? { ...message, actions, unsubscribe } : { ...message, unsubscribe };
}

function compose(payload: Payload, possibleDuplicate: boolean, timeZone: string): Message {
  switch (payload.kind) {
    case 'digest':
      return composeDigest(payload, possibleDuplicate, timeZone);
    case 'followUp':
      return composeFollowUp(payload, possibleDuplicate, timeZone);
    default:
      return composeMessage(payload, possibleDuplicate, timeZone);
  }
}
