import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { z } from 'zod';
import { askAgainAfter, rankHubs, readCallback, refusePush, renewAfter } from '../../feed/hubs/websub.ts';
import type { FeedParser } from '../../feed/readers/parse.ts';
import type { Logger } from '../../log.ts';
import { type Push, takeInPush } from '../../pipeline/push.ts';
import type { Database } from '../../store/database.ts';
import { recordRefusedPush } from '../../store/feeds/pushes.ts';
import {
  type CallbackSubscription,
  denySubscription,
  findCallback,
  removeSubscription,
  verifySubscription,
} from '../../store/feeds/subscriptions.ts';
import { createPlaces, type Place } from '../push-places.ts';

/** Bytes of a push, as many as a poll may bring. */
const MAX_BYTES = 10_000_000;
/** ms in which a push has to be here. */
const BODY_MS = 20_000;
/** Pushes that are read or wait to be, of one feed and of all. */
const PLACES = { perFeed: 4, total: 12 };
/** What a hub is told to wait for when there is no place, in seconds. */
const RETRY_AFTER_S = 10;

const Parameters = z.object({ id: z.uuid() });

/** A push that was let in. */
interface Visit {
  subscription: CallbackSubscription;
  place: Place;
  deadline: NodeJS.Timeout;
  /** The `Content-Type` header as it came, or null. */
  contentType: string | null;
  /** Its body is here and is worked on, whether or not the hub still listens. */
  isWorkedOn: boolean;
}

/** What the handlers share. */
interface Desk {
  db: Database;
  parser: FeedParser;
  log: Logger;
  places: ReturnType<typeof createPlaces>;
  visits: WeakMap<FastifyRequest, Visit>;
  /** Pushes that are being worked on. */
  working: Set<Promise<void>>;
}

/**
 * `/websub/<id>`, where hubs verify subscriptions and push to them (WebSub §5.2, §5.3, §7). Open to everyone who knows an
 * id, which only the hub does; others are turned away before anything they send is read.
 */
export async function websubRoutes(
  app: FastifyInstance,
  { db, parser, log }: { db: Database; parser: FeedParser; log: Logger },
): Promise<void> {
  const desk: Desk = { db, parser, log, places: createPlaces(PLACES), visits: new WeakMap(), working: new Set() };

  // A push is signed as it came: nothing is to be read into it before, not even JSON.
  app.removeAllContentTypeParsers();
  app.addContentTypeParser('*', { parseAs: 'buffer' }, (_request, body, done) => done(null, body));
  app.addHook('onClose', async () => {
    await Promise.all(desk.working);
  });

  app.get('/websub/:id', { exposeHeadRoute: false }, (request, reply) => answerCallback(desk, request, reply));
  app.post(
    '/websub/:id',
    { bodyLimit: MAX_BYTES, onRequest: (request, reply) => letIn(desk, request, reply) },
    (request, reply) => receive(desk, request, reply),
  );
}

async function findSubscription({ db }: Desk, params: unknown): Promise<CallbackSubscription | undefined> {
  const parsed = Parameters.safeParse(params);
  return parsed.success ? findCallback(db, parsed.data.id) : undefined;
}

/** Answers a hub that verifies, ends or denies a subscription. */
async function answerCallback(desk: Desk, request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> {
  const subscription = await findSubscription(desk, request.params);
  if (!subscription) return say(reply, 404, 'There is no such subscription.');
  const { db, log } = desk;
  const { feedId, id, failures, hubs } = subscription;
  const asked = readCallback(request.query, subscription);
  switch (asked.kind) {
    case 'refused':
      log.warn({ feedId, reason: asked.reason }, 'request of a hub refused');
      return say(reply, 404, 'There is no such subscription.');
    case 'subscribed':
      await verifySubscription(db, id, {
        leaseMs: asked.leaseMs,
        renewInMs: renewAfter(asked.leaseMs, Math.random()),
      });
      log.info({ feedId, leaseMs: asked.leaseMs }, 'subscription verified');
      return say(reply, 200, asked.challenge);
    case 'unsubscribed':
      await removeSubscription(db, id);
      log.info({ feedId }, 'subscription ended');
      return say(reply, 200, asked.challenge);
    case 'denied': {
      const reason = asked.reason === null ? 'the hub denied it' : `the hub denied it: ${asked.reason}`;
      const nextInMs = askAgainAfter('denied', Math.max(failures, 1), rankHubs(hubs).length || 1, Math.random());
      await denySubscription(db, id, { reason, nextInMs });
      log.warn({ feedId, reason }, 'subscription denied');
      return say(reply, 200, '');
    }
  }
}

/** Lets a push in, or answers it before its body is read. */
async function letIn(desk: Desk, request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply | undefined> {
  // Whoever is turned away need not send the rest.
  const turnAway = (status: number, text: string) => say(reply.header('connection', 'close'), status, text);
  const subscription = await findSubscription(desk, request.params);
  if (!subscription) return turnAway(410, 'There is no such subscription.');
  const coding = request.headers['content-encoding'];
  if (coding !== undefined && coding !== 'identity') {
    return turnAway(415, 'Not in a content coding, please.');
  }
  const place = desk.places.enter(subscription.feedId);
  if (!place) {
    reply.header('retry-after', RETRY_AFTER_S);
    return turnAway(429, 'There are others before you.');
  }
  const deadline = setTimeout(() => {
    place.leave();
    request.raw.destroy();
  }, BODY_MS);
  const contentType = request.headers['content-type'] ?? null;
  // Fastify refuses types that are none, such as `xml`; hubs hand on what the publisher says, and polling takes it.
  request.headers['content-type'] = 'application/octet-stream';
  const visit = { subscription, place, deadline, contentType, isWorkedOn: false };
  desk.visits.set(request, visit);
  reply.raw.once('close', () => {
    clearTimeout(deadline);
    if (!visit.isWorkedOn) place.leave();
  });
}

/** Answers a push that was let in, and has it worked on. */
async function receive(desk: Desk, request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> {
  const visit = desk.visits.get(request)!;
  clearTimeout(visit.deadline);
  const { subscription } = visit;
  const body = Buffer.isBuffer(request.body) ? request.body : Buffer.alloc(0);
  const signature = request.headers['x-hub-signature'];
  const refusal = refusePush(subscription, signature?.toString(), body);
  if (refusal !== null) {
    const isNew = await recordRefusedPush(desk.db, subscription.id, refusal);
    if (isNew) desk.log.warn({ feedId: subscription.feedId, reason: refusal }, 'push thrown away');
  } else {
    visit.isWorkedOn = true;
    const work = takeIn(desk, visit, { body, contentType: visit.contentType });
    desk.working.add(work);
    work.finally(() => desk.working.delete(work));
  }
  // The same answer either way: it says that the push is here, and helps nobody to guess a signature (§7, §7.1.2).
  return say(reply, 202, '');
}

async function takeIn({ db, parser, log }: Desk, { subscription, place }: Visit, push: Push): Promise<void> {
  const { feedId } = subscription;
  try {
    const result = await place.inTurn(() => takeInPush({ db, parser }, subscription, push));
    const isNews = result.kind === 'stored' && result.newItems > 0;
    log[isNews ? 'info' : 'debug']({ feedId, ...result }, 'push taken in');
  } catch (error) {
    // What it brought comes with the next poll.
    log.error({ err: error, feedId }, 'push lost');
  } finally {
    place.leave();
  }
}

function say(reply: FastifyReply, status: number, text: string): FastifyReply {
  return reply.code(status).type('text/plain').send(text);
}
