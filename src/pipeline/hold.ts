import type { Route, Routing } from '../model/route.ts';
import { GATHERED, revisedUntil, routeOfGroup } from '../route/decide.ts';
import { labelsOf } from '../route/labels.ts';
import { waitsUntil } from '../route/times.ts';
import {
  type DueGroup,
  isFlooded,
  moveWaiting,
  putOff,
  timeOfDatabase,
  waitingGroups,
  waitingIn,
} from '../store/alerts/groups.ts';
import { hastenThreads } from '../store/alerts/threads.ts';
import type { Database, StoreTransaction } from '../store/database.ts';

/** What waited for others of its group waits on in a digest, where a mute or a flood has begun meanwhile. Returns whether it does. */
export async function holdUp(
  trx: StoreTransaction,
  group: DueGroup,
  route: Route,
  routing: Routing,
  now: Date,
): Promise<boolean> {
  const { receiverId, because } = group;
  const mutedUntil = waitsUntil(routing, route, now);
  const hold = (reason: 'mute' | 'flood', until: Date) =>
    because === 'group'
      ? moveWaiting(trx, group.id, { ...group, key: GATHERED[reason], because: reason, until })
      : putOff(trx, group.id, until);
  if (mutedUntil) {
    await hold('mute', mutedUntil);
    return true;
  }
  const { flood } = route;
  if (because !== 'group' || !flood || !(await isFlooded(trx, { receiverId, ...flood }))) return false;
  await hold('flood', new Date(now.getTime() + flood.digestEveryMs));
  return true;
}

/**
 * What waits does so by the routes as they are now: a digest may have another time, a mute another end, and a flood, a digest or
 * the route may be gone.
 */
export function reviseWaits(db: Database, routing: Routing): Promise<void> {
  return db.transaction().execute(async (trx) => {
    const now = await timeOfDatabase(trx);
    for (const group of await waitingGroups(trx)) {
      const [first] = await waitingIn(trx, group.id, 1);
      const route = first ? routeOfGroup(routing, group, labelsOf(first)) : null;
      const until = revisedUntil(routing, route, group, now);
      if (until.getTime() !== group.flushAt.getTime()) await putOff(trx, group.id, until);
    }
    await hastenThreads(trx);
  });
}
