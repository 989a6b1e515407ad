import { rankOf } from '../alert/addresses.ts';
import type { Logger } from '../log.ts';
import type { Address, Digest } from '../model/delivery.ts';
import { routeOfGroup } from '../route/decide.ts';
import { labelsOf } from '../route/labels.ts';
import { waitsAt } from '../route/times.ts';
import { allRoutes, followUpsEvery, GROUP_DEFAULTS } from '../route/tree.ts';
import type { Running } from '../running.ts';
import {
  type DueGroup,
  forgetGroups,
  leaveGroup,
  putOff,
  standingOfReceiver,
  takeDueGroup,
  timeOfDatabase,
  type WaitingAlert,
  waitingIn,
} from '../store/alerts/groups.ts';
import { makeDeadDelivery, makeDelivery } from '../store/alerts/made.ts';
import { activeSilences, takeEnded, untoldOfEnds } from '../store/alerts/silences.ts';
import { openThreads } from '../store/alerts/threads.ts';
import type { Database, StoreTransaction } from '../store/database.ts';
import { isContention, isOutage } from '../store/outage.ts';
import { tellerOf } from './gather.ts';
import { holdUp } from './hold.ts';
import { suppressionsNow } from './suppress.ts';

/** What a flush goes by. */
export interface FlushOptions {
  db: Database;
  running: Pick<Running, 'addresses' | 'routing' | 'publicUrl'>;
  log: Logger;
}

/** Alerts of a group that are told in one go; of those that are left, the next one tells. */
const AT_ONCE = 20_000;

/** ms that alerts wait for a receiver who is no longer in the configuration, and between two looks at whether he is. */
const REMOVED_FOR_MS = 24 * 3_600_000;
const LOOK_AGAIN_MS = 60_000;
/** ms after which a group is over that nothing was added to. */
const CLOSED_AFTER_MS = 8 * 86_400_000;
/** ms that a group which could not be told waits, so that it is in nobody's way. */
const FAULT_AGAIN_MS = 60_000;
const PASSING_AGAIN_MS = 5_000;
/** Addresses that are told of ended silences in one go. */
const MAX_ENDS = 100;

/**
 * Tells what has waited for its time: each group in a transaction of its own, in which silences and mutes are looked at again,
 * the payload is made and the deliveries with it. Returns how many groups there were.
 */
export async function flushGroups(options: FlushOptions): Promise<number> {
  let flushed = 0;
  while (await flushOne(options)) flushed += 1;
  await options.db.transaction().execute(async (trx) => {
    await tellEnds(trx, options);
    await forgetGroups(trx, { olderThanMs: CLOSED_AFTER_MS });
  });
  return flushed;
}

/** Tells one group; what is wrong with one is not to keep others back. @throws when none could be asked for. */
async function flushOne(options: FlushOptions): Promise<boolean> {
  const { db, log } = options;
  let group: DueGroup | null = null;
  try {
    return await db.transaction().execute(async (trx) => {
      group = await takeDueGroup(trx);
      return group !== null && (await flushGroup(trx, group, options));
    });
  } catch (fault) {
    const { id, receiverId } = (group ?? {}) as Partial<DueGroup>;
    if (id === undefined) throw fault;
    // Others were in the way, or it takes longer than any work may: either way the next one is not to be this one again.
    const isPassing = isOutage(fault) || isContention(fault);
    if (!isPassing) log.error({ err: fault, receiverId }, 'what waited could not be told, and is tried again');
    await putOff(db, id, isPassing ? PASSING_AGAIN_MS : FAULT_AGAIN_MS).catch(() => Promise.reject(fault));
    return true;
  }
}

async function flushGroup(trx: StoreTransaction, group: DueGroup, { running, log }: FlushOptions): Promise<boolean> {
  const { routing } = running;
  const now = await timeOfDatabase(trx);
  const [first] = await waitingIn(trx, group.id, 1);
  const route = first ? routeOfGroup(routing, group, labelsOf(first)) : null;
  if (route && (await holdUp(trx, group, route, routing, now))) return true;
  const waiting = await waitingIn(trx, group.id, AT_ONCE);
  const addresses = running.addresses.get(group.receiverId) ?? [];
  if (addresses.length === 0) {
    await keepForNobody(trx, group, waiting, now);
    return true;
  }
  const tell = tellerOf(trx, group, running.publicUrl, now);
  const labelled = waiting.map((alert) => ({ alert, labels: labelsOf(alert) }));
  const suppressionOf = await suppressionsNow(trx, routing, group.receiverId, labelled);
  for (const address of addresses) {
    const suppressed = labelled.map((one) => ({ ...one, suppression: suppressionOf(address, one.labels) }));
    for (const part of Map.groupBy(suppressed, ({ suppression }) => suppression?.reason ?? null).values()) {
      const { suppression } = part[0]!;
      const alerts = part.map(({ alert }) => alert);
      await makeDelivery(trx, {
        address,
        payload: await tell(alerts, suppression ? null : address),
        rank: rankOf(alerts[0]!.watch.severity),
        alertIds: alerts.map(({ alertId }) => alertId),
        suppressed: suppression,
      });
      const intervalMs = followUpsEvery(route ?? routing.root ?? GROUP_DEFAULTS, address.hasThreads);
      if (suppression || intervalMs === null) continue;
      const stories = [...new Set(alerts.map(({ storyId }) => storyId))];
      await openThreads(trx, stories, [{ address, route: group.route, intervalMs }]);
    }
  }
  const ids = waiting.map(({ alertId }) => alertId);
  await leaveGroup(trx, group.id, ids);
  const { receiverId, because } = group;
  log.info({ receiverId, route: group.route, because, alerts: ids.length }, 'what waited is told');
  return true;
}

/** A receiver may come back with the next edit; what nobody waits for any more stands in the ledger. */
async function keepForNobody(
  trx: StoreTransaction,
  group: DueGroup,
  waiting: readonly WaitingAlert[],
  now: Date,
): Promise<void> {
  const oldest = Math.min(...waiting.map(({ addedAt }) => addedAt.getTime()));
  const known = await standingOfReceiver(trx, group.receiverId);
  // One that is there for others is not removed: this process has an older configuration.
  const removedMs = known === 'there' ? 0 : now.getTime() - (known?.getTime() ?? oldest);
  if (waiting.length > 0 && removedMs < REMOVED_FOR_MS) return putOff(trx, group.id, LOOK_AGAIN_MS);
  const alertIds = waiting.map(({ alertId }) => alertId);
  if (alertIds.length > 0) {
    const { receiverId } = group;
    const payload = await tellerOf(trx, group, null, now)(waiting, null);
    const reason = `the receiver ${receiverId} is not in the configuration`;
    await makeDeadDelivery(trx, { receiverId, payload, alertIds, reason });
  }
  await leaveGroup(trx, group.id, alertIds);
}

/** Whether a silence of everything holds for an address, as it does for who has unsubscribed. */
async function isSilencedAsAWhole(
  trx: StoreTransaction,
  { receiverId, recipient }: Pick<Address, 'receiverId' | 'recipient'>,
): Promise<boolean> {
  const silences = await activeSilences(trx, [receiverId]);
  return silences.some(
    ({ matchers, recipient: whose }) => matchers.length === 0 && (whose === null || whose === recipient),
  );
}

async function tellEnds(trx: StoreTransaction, { running }: FlushOptions): Promise<void> {
  const time = await timeOfDatabase(trx);
  // It is no news that could break through a mute.
  const muted = allRoutes(running.routing.root).filter((route) => waitsAt(running.routing, route, time));
  const besides = [...new Set(muted.map(({ receiver }) => receiver))];
  for (const untold of await untoldOfEnds(trx, { besides, limit: MAX_ENDS })) {
    const { receiverId, recipient } = untold;
    const addresses = running.addresses.get(receiverId) ?? [];
    const address = addresses.find((one) => one.recipient === recipient) ?? addresses[0];
    // A process that knows him may tell him.
    if (!address && (await standingOfReceiver(trx, receiverId)) === 'there') continue;
    const silenced = await takeEnded(trx, untold);
    // Another process may have told of them in between; and who wants to hear nothing does not want to hear of that, either.
    if (!address || silenced.length === 0 || (await isSilencedAsAWhole(trx, untold))) continue;
    const payload: Digest = {
      ...{ kind: 'digest', because: 'silence', since: time, stories: [], silenced, updates: [] },
      totals: { stories: 0, alerts: 0, bySeverity: [] },
      ...{ pagesUrl: running.publicUrl, createdAt: time },
    };
    await makeDelivery(trx, { address, payload, rank: rankOf(null), alertIds: [], suppressed: null });
  }
}
