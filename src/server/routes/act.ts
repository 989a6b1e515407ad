import { readFile } from 'node:fs/promises';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { z } from 'zod';
import { type LinkReading, readLink } from '../../alert/links.ts';
import type { Logger } from '../../log.ts';
import { doByLink, type LinkOffer, lookAtLink, undoByLink } from '../../pipeline/act.ts';
import type { Database } from '../../store/database.ts';
import type { SlowDown } from '../access/slow-down.ts';
import { sendPage } from '../page.ts';

/** What the pages of links work with. */
export interface ActDependencies {
  db: Database;
  /** What links are signed with. */
  linkKey: Uint8Array;
  /** Who tries tokens is slowed down as who tries passwords is. */
  slowDown: SlowDown;
  log: Logger;
}

/** Under which guesses are counted. */
const ACCOUNT = 'links';

/** Bytes of a form: `List-Unsubscribe=One-Click` as multipart/form-data has less. */
const MAX_FORM = 4_096;

const Parameters = z.object({ token: z.string() });
const Query = z.object({ undo: z.string().optional() });

const STYLE = new URL('../static/act.css', import.meta.url);

/**
 * `/act/<token>`: what a link in a message does, and for whom; it is done by a POST, and undone by one to `?undo=1`. The token is
 * the right to it, and there is no login. Programs that look at mail before people do follow links, and a GET or HEAD changes
 * nothing (RFC 9110 §9.2.1); one that a mail program sends for its user is a POST without a page (RFC 8058 §3.2).
 */
export async function actRoutes(app: FastifyInstance, { db, linkKey, slowDown, log }: ActDependencies): Promise<void> {
  // What a form says matters not: the address says it all.
  app.removeAllContentTypeParsers();
  app.addContentTypeParser('*', { parseAs: 'buffer', bodyLimit: MAX_FORM }, (_request, _body, done) =>
    done(null, null),
  );
  const style = await readFile(STYLE, 'utf8');

  app.get('/act/style.css', (_request, reply) =>
    reply.type('text/css; charset=utf-8').header('cache-control', 'max-age=3600').send(style),
  );

  app.get('/act/:token', async (request, reply) => {
    const found = await find(request, reply);
    return found && sendAct(reply, found);
  });

  app.post('/act/:token', async (request, reply) => {
    const found = await find(request, reply);
    if (!found) return reply;
    const { claim, message } = found;
    const isUndone = Query.safeParse(request.query).data?.undo !== undefined;
    if (isUndone) await undoByLink(db, claim);
    else await doByLink(db, found);
    const { receiverId, recipient } = message;
    log.info(
      { action: claim.action, isUndone, receiverId, recipient, deliveryId: claim.deliveryId, place: claim.place },
      'a link was used',
    );
    return sendAct(reply, { ...found, isDone: !isUndone }, isUndone);
  });

  /** What the link is for; undefined: it was answered. */
  async function find(request: FastifyRequest, reply: FastifyReply): Promise<LinkOffer | undefined> {
    const admission = await slowDown.admit(ACCOUNT, request.ip);
    if (admission.kind === 'slowed') {
      reply.header('retry-after', admission.retryAfterS);
      refuse(reply, 429, 'Too many links that are none were tried from here.');
      return undefined;
    }
    const { token } = Parameters.parse(request.params);
    const reading: LinkReading = readLink(linkKey, token, new Date());
    if (reading.kind !== 'forged') await slowDown.right(ACCOUNT, request.ip);
    if (reading.kind === 'expired') {
      refuse(reply, 410, 'This link has expired. Those of later messages act.');
      return undefined;
    }
    const found = reading.kind === 'good' ? await lookAtLink(db, reading.claim) : null;
    if (!found) refuse(reply, 404, 'There is no such link. It may have been cut on its way, or its message is gone.');
    return found ?? undefined;
  }
}

/** Said to who has no right, or none any more. */
function refuse(reply: FastifyReply, status: number, reason: string): void {
  sendPage(reply.code(status).header('x-robots-tag', 'noindex'), 'act', {
    title: 'This link does nothing',
    lines: [reason],
    form: null,
  });
}

function sendAct(reply: FastifyReply, offer: LinkOffer, isUndone = false): FastifyReply {
  const { claim, isDone } = offer;
  const words = WORDS[claim.action](offer);
  return sendPage(reply.header('x-robots-tag', 'noindex'), 'act', {
    title: isDone ? words.done : isUndone ? words.undone : words.offer,
    lines: [words.what, isDone ? 'It can be undone with this page.' : null].filter((line) => line !== null),
    form: isDone ? { action: '?undo=1', label: 'Undo' } : { action: '?', label: words.label },
  });
}

/** A link's words. `what` it means, true before and after. */
interface Words {
  offer: string;
  label: string;
  done: string;
  undone: string;
  what: string;
}

const DAYS = 30;

const WORDS: Record<LinkOffer['claim']['action'], (offer: LinkOffer) => Words> = {
  mute_story: ({ about, ...offer }) => ({
    offer: 'Mute this story?',
    label: 'Mute the story',
    done: 'The story is muted',
    undone: 'The story is not muted any more',
    what: `“${about}”: muted, nothing more of this story is told ${whomOf(offer)} for ${DAYS} days.`,
  }),
  mute_source: ({ about, ...offer }) => ({
    offer: 'Mute this source?',
    label: 'Mute the source',
    done: 'The source is muted',
    undone: 'The source is not muted any more',
    what: `“${about}”: muted, nothing that was found there is told ${whomOf(offer)} for ${DAYS} days; then a message says how much it was.`,
  }),
  not_relevant: ({ about }) => ({
    offer: 'Is this not relevant?',
    label: 'Say that it is not relevant',
    done: 'Noted: it is not relevant',
    undone: 'It is not noted any more',
    what: `“${about}”: it is written down for those who keep the watches. What is told stays as it is.`,
  }),
  unsubscribe: (offer) => ({
    offer: 'Unsubscribe?',
    label: 'Unsubscribe',
    done: 'Unsubscribed',
    undone: 'Subscribed again',
    what: `Unsubscribed, no alert and no digest of “${offer.message.receiverId}” is told ${whomOf(offer)} any more, until it is undone.`,
  }),
};

/** Of a channel that many read, all of them. */
function whomOf({ message: { recipient, receiverId } }: Pick<LinkOffer, 'message'>): string {
  return recipient === '' ? `to all whom “${receiverId}” reaches` : `to ${recipient}`;
}
