import { rankOf } from '../alert/addresses.ts';
import type { Article } from '../model/article.ts';
import { CANARY_ID } from '../model/canary.ts';
import type { Address } from '../model/delivery.ts';
import type { Labels, Route, Routing } from '../model/route.ts';
import type { Watch } from '../model/watch.ts';
import {
  type Decision,
  decide,
  type GroupName,
  groupsOf,
  type Standing,
  silenceOf,
  suppressedBy,
} from '../route/decide.ts';
import { labelsOf } from '../route/labels.ts';
import { followUpsEvery, leavesFor, NO_ROUTES } from '../route/tree.ts';
import { isFlooded, lockGroups, timeOfDatabase } from '../store/alerts/groups.ts';
import type { NewDelivery, Raising } from '../store/alerts/raise.ts';
import { activeSilences } from '../store/alerts/silences.ts';
import type { StoreTransaction } from '../store/database.ts';
import { inhibitorsOf } from './suppress.ts';

/** By what alerts find their receivers. */
export interface Audience {
  /** Where a receiver is told. */
  addressesFor: (receiverId: string) => Address[];
  /** Left out: each watch names its receivers. */
  routing?: Routing;
}

/** Who is told what of an article, and what waits. */
export type Routed = Omit<Raising, 'told' | 'deliveries'> & { deliveries: Omit<NewDelivery, 'updates'>[] };

/** The canary tries the whole way, and is no news that could wait, or be kept back, with others. */
const AT_ONCE: Decision = { kind: 'now', group: null };
const isOfCanary = ({ watch }: RoutedAlert) => watch.id === CANARY_ID;

interface RoutedAlert {
  watch: Watch;
  labels: Labels;
  route: Route;
}

/** Decides who is told of an article at once, what waits for others or for its time, and what is kept back. */
export async function routeAlerts(
  trx: StoreTransaction,
  { article, storyId, watches }: { article: Article; storyId: number | null; watches: readonly Watch[] },
  { addressesFor, routing = NO_ROUTES }: Audience,
): Promise<Routed> {
  const sorted = watches.toSorted((a, b) => rankOf(a.severity) - rankOf(b.severity));
  const alerts = sorted.flatMap((watch) => {
    const labels = labelsOf({ watch, article, storyId });
    return leavesFor(routing, watch, labels).map((route): RoutedAlert => ({ watch, labels, route }));
  });
  const standing = await standingOf(trx, routing, alerts);
  const decided = alerts.map((alert) => ({
    ...alert,
    decision: isOfCanary(alert) ? AT_ONCE : decide(routing, alert.route, alert.labels, standing),
  }));
  const routed: Routed = { deliveries: [], waiting: [], flushed: [], threads: [] };
  for (const [receiverId, all] of Map.groupBy(decided, ({ route }) => route.receiver)) {
    // Two routes may lead to one receiver: he is told of a watch once, the sooner way.
    const each = [...Map.groupBy(all, ({ watch }) => watch.id).values()].map((ways) => ways.toSorted(sooner)[0]!);
    addTo(routed, each, addressesFor(receiverId), standing);
  }
  return routed;
}

type Decided = RoutedAlert & { decision: Decision };

function sooner(one: Decided, other: Decided): number {
  return timeOf(one.decision) - timeOf(other.decision);
}

function timeOf(decision: Decision): number {
  if (decision.kind === 'now') return Number.NEGATIVE_INFINITY;
  return decision.kind === 'wait' ? decision.until.getTime() : Number.POSITIVE_INFINITY;
}

/** @param decided Of one receiver. */
function addTo(routed: Routed, decided: readonly Decided[], addresses: readonly Address[], standing: Standing): void {
  const now = decided.filter(({ decision }) => decision.kind === 'now');
  for (const address of addresses) {
    // One address of several may have a silence of its own.
    const settled = decided.flatMap((one): Decided[] => {
      if (one.decision.kind !== 'now') return one.decision.kind === 'suppress' ? [one] : [];
      const silence = isOfCanary(one) ? null : silenceOf(standing.silences, address, one.labels);
      return [silence ? { ...one, decision: suppressedBy(silence) } : one];
    });
    const told = Map.groupBy(settled, ({ decision }) => (decision.kind === 'suppress' ? decision.reason : null));
    for (const together of told.values()) {
      const { decision, watch, route } = together[0]!;
      const intervalMs = followUpsEvery(route, address.hasThreads);
      if (intervalMs !== null && decision.kind === 'now')
        routed.threads.push({ address, route: route.path, intervalMs });
      routed.deliveries.push({
        address,
        watchIds: together.map((one) => one.watch.id),
        rank: rankOf(watch.severity),
        suppressed: decision.kind === 'suppress' ? { reason: decision.reason, silenceId: decision.silenceId } : null,
      });
    }
  }
  const waiting = decided.flatMap(({ watch, decision }) => (decision.kind === 'wait' ? [{ watch, ...decision }] : []));
  for (const together of Map.groupBy(waiting, ({ group }) => nameOf(group)).values()) {
    const { group, because, until, watch } = together[0]!;
    const watchIds = together.map((one) => one.watch.id);
    routed.waiting.push({ ...group, because, until, watchIds, rank: rankOf(watch.severity) });
  }
  const names = new Set(waiting.map(({ group }) => nameOf(group)));
  const flushed = now.flatMap(({ decision }) => (decision.kind === 'now' && decision.group ? [decision.group] : []));
  for (const group of new Map(flushed.map((one) => [nameOf(one), one])).values())
    if (!names.has(nameOf(group))) routed.flushed.push(group);
}

function nameOf({ receiverId, route, key }: GroupName): string {
  return JSON.stringify([receiverId, route, key]);
}

async function standingOf(trx: StoreTransaction, routing: Routing, alerts: readonly RoutedAlert[]): Promise<Standing> {
  const silences = await activeSilences(
    trx,
    alerts.map(({ route }) => route.receiver),
  );
  const now = await timeOfDatabase(trx);
  const own = [...new Set(alerts.map(({ labels }) => labels))];
  const others = await inhibitorsOf(trx, routing, alerts);
  const standing = {
    now,
    silences,
    others: [...own, ...others],
    groupOf: (): null => null,
    isFlooded: () => false,
  };
  if (routing.root === null) return standing;
  const groups = new Map(
    alerts.flatMap(({ labels, route }) =>
      groupsOf(route, labels).map((group): [string, GroupName] => [nameOf(group), group]),
    ),
  );
  const known = new Map((await lockGroups(trx, [...groups.values()])).map((group) => [nameOf(group), group]));
  const flooded = new Map<Route, boolean>();
  for (const { route } of alerts) {
    if (!route.flood || flooded.has(route)) continue;
    const { moreThan, withinMs } = route.flood;
    flooded.set(route, await isFlooded(trx, { receiverId: route.receiver, moreThan, withinMs }));
  }
  return {
    ...standing,
    groupOf: (name: GroupName) => known.get(nameOf(name)) ?? null,
    isFlooded: (route: Route) => flooded.get(route) ?? false,
  };
}
