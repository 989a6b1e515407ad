import type { Delivery } from '../model/delivery.ts';
import { composeDigest } from './compose-digest.ts';
import { composeFollowUp, withFollowUp } from './compose-follow-up.ts';
import type { DigestEntry, DigestMessage } from './digest.ts';
import { type MessageLinks, messageLinksOf } from './links.ts';
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
  /** Whether he sees twice what comes twice, and the second time is told that it may be a copy; left out: yes. */
  seesCopies?: boolean;
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
  { timeZone = 'UTC', linkKey = null, seesCopies = true }: Reader,
  possibleDuplicate = delivery.possibleDuplicate,
): Message {
  const message = compose(delivery, possibleDuplicate && seesCopies, timeZone);
  if (linkKey === null) return message;
  const { actions, ofStories, unsubscribe } = messageLinksOf(linkedOf(delivery), linkKey);
  if (message.kind === 'alert') return { ...message, actions, unsubscribe };
  return { ...message, entries: withActions(message.entries, ofStories), unsubscribe };
}

/** What the links of a message are about: those of a follow-up that stands by itself, what was told before. */
function linkedOf(delivery: Delivery): Delivery {
  const root = rootBeside(delivery);
  return root ? { ...delivery, id: root.id, payload: root.payload } : delivery;
}

/** What a follow-up is about, where that does not stand above it in a thread; null: it does, or it is none. */
function rootBeside({ payload, root, thread }: Delivery): Delivery['root'] | null {
  return payload.kind === 'followUp' && thread === null && root ? root : null;
}

function compose(delivery: Delivery, possibleDuplicate: boolean, timeZone: string): Message {
  const { payload } = delivery;
  switch (payload.kind) {
    case 'digest':
      return composeDigest(payload, possibleDuplicate, timeZone);
    case 'followUp':
      return composeFollowUp(payload, possibleDuplicate, timeZone, rootBeside(delivery)?.payload ?? null);
    default:
      return composeMessage(payload, possibleDuplicate, timeZone);
  }
}

/** @param ofStories Those of each entry, in their order. */
function withActions(entries: DigestEntry[], ofStories: MessageLinks['ofStories']): DigestEntry[] {
  return entries.map((entry, place) => ({ ...entry, actions: ofStories[place] ?? [] }));
}
