import type { Logger } from '../log.ts';
import type { Address, FollowUp } from '../model/delivery.ts';
import type { Route } from '../model/route.ts';
import { routeOfGroup, silenceOf } from '../route/decide.ts';
import { labelsOf } from '../route/labels.ts';
import { waitsUntil } from '../route/times.ts';
import { followUpsEvery, GROUP_DEFAULTS } from '../route/tree.ts';
import type { Running } from '../running.ts';
import { alertsTold, isFlooded, timeOfDatabase, type WaitingAlert } from '../store/alerts/groups.ts';
import { makeDelivery } from '../store/alerts/made.ts';
import { activeSilences } from '../store/alerts/silences.ts';
import {
  type DueThread,
  endThread,
  forgetThreads,
  newsOfThread,
  putOffThread,
  restThread,
  speakIn,
  takeDueThread,
} from '../store/alerts/threads.ts';
import type { Database, StoreTransaction } from '../store/database.ts';
import { isOutage } from '../store/outage.ts';

/** What follow-ups are made by. */
export interface FollowUpOptions {
  db: Database;
  running: Pick<Running, 'addresses' | 'routing'>;
  log: Logger;
}

/** Further articles that are named. */
const MAX_COVERAGE = 5;
/** Behind all news. */
const RANK = 3;
/** ms between two looks at whether the message is sent that a thread begins with. */
const LOOK_AGAIN_MS = 60_000;
/** ms that a thread in which nothing could be said waits, so that it is in nobody's way. */
const FAULT_AGAIN_MS = 60_000;

/**
 * Tells the threads of stories, and who is to hear again of them, who else tells them by now: outlets, and languages, that were not named yet. Each thread in a
 * transaction of its own, in which mutes and silences are looked at. Returns how many follow-ups were made.
 */
export async function followUp({ db, running, log }: FollowUpOptions): Promise<number> {
  let made = 0;
  const next = async () => {
    let thread: DueThread | null = null;
    try {
      return await db.transaction().execute(async (trx) => {
        thread = await takeDueThread(trx);
        if (thread === null) return false;
        const { receiverId, storyId } = thread;
        if (await followThread(trx, thread, running)) {
          made += 1;
          log.info({ receiverId, storyId }, 'a follow-up is on its way');
        }
        return true;
      });
    } catch (fault) {
      if (thread === null || isOutage(fault)) throw fault;
      log.error({ err: fault }, 'a follow-up could not be made, and is tried again');
      await putOffThread(db, thread, FAULT_AGAIN_MS);
      return true;
    }
  };
  while (await next());
  await forgetThreads(db);
  return made;
}

/** Settles what is due in a thread; returns whether something is said in it. */
async function followThread(
  trx: StoreTransaction,
  thread: DueThread,
  { addresses, routing }: FollowUpOptions['running'],
): Promise<boolean> {
  const { receiverId, recipient, deliveryId, storyId, title } = thread;
  const address = addresses.get(receiverId)?.find((one) => one.recipient === recipient);
  const told = await alertsTold(trx, [deliveryId]);
  const route = told[0] ? routeOfGroup(routing, thread, labelsOf(told[0])) : null;
  const isWanted = address && followUpsEvery(route ?? routing.root ?? GROUP_DEFAULTS, address.hasThreads) !== null;
  if (!isWanted || thread.isSent === false || (address.hasThreads && thread.isSent && !thread.hasReceipt)) {
    await endThread(trx, thread);
    return false;
  }
  const now = await timeOfDatabase(trx);
  const hindrance = thread.isSent === null ? LOOK_AGAIN_MS : await waitsFor(trx, route, { routing, now, receiverId });
  if (hindrance !== null) {
    await putOffThread(trx, thread, hindrance);
    return false;
  }
  const { coverage, added, reach } = await newsOfThread(trx, thread, MAX_COVERAGE);
  if (added === 0 || (await isSilenced(trx, address, told))) {
    await restThread(trx, thread);
    return false;
  }
  const payload: FollowUp = {
    ...{ kind: 'followUp', rootId: deliveryId, story: { id: storyId, title, reach }, coverage, added, createdAt: now },
  };
  await makeDelivery(trx, { address, payload, rank: RANK, alertIds: [], suppressed: null });
  await speakIn(trx, thread, reach.articles);
  return true;
}

/** Until when, or for how many ms, a route keeps back what is no alert; null: it does not. */
async function waitsFor(
  trx: StoreTransaction,
  route: Route | null,
  { routing, now, receiverId }: { routing: Running['routing']; now: Date; receiverId: string },
): Promise<Date | number | null> {
  if (route === null) return null;
  const { flood } = route;
  const mutedUntil = waitsUntil(routing, route, now);
  if (mutedUntil || !flood) return mutedUntil;
  return (await isFlooded(trx, { receiverId, ...flood })) ? flood.digestEveryMs : null;
}

/** Whether each alert that a message told of would be kept back by now. */
async function isSilenced(trx: StoreTransaction, address: Address, alerts: readonly WaitingAlert[]): Promise<boolean> {
  const silences = await activeSilences(trx, [address.receiverId]);
  return alerts.length > 0 && alerts.every((alert) => silenceOf(silences, address, labelsOf(alert)) !== null);
}
