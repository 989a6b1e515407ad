import type { InhibitRule, Label, Labels, Matcher, Route, Routing } from '../model/route.ts';
import { holds } from './matchers.ts';
import { nextDigest, waitsUntil } from './times.ts';
import { groupKeyOf, leavesFor, passes, WATCH_PATH } from './tree.ts';

/** A group by its name. */
export interface GroupName {
  receiverId: string;
  /** {@link Route.path}. */
  route: string;
  key: string;
}

/** Why alerts wait. */
export type Because = 'schedule' | 'mute' | 'flood' | 'group';

/**
 * What becomes of an alert at a receiver. `now`: it is told at once, in the name of its group (null: there are no groups);
 * `wait`: with others of the group, then; `suppress`: not at all, for that reason.
 */
export type Decision =
  | { kind: 'now'; group: GroupName | null }
  | { kind: 'wait'; group: GroupName; because: Because; until: Date }
  | { kind: 'suppress'; reason: string; silenceId: number | null };

/** What keeps alerts back. */
export interface ActiveSilence {
  id: number;
  /** Null: of all receivers. */
  receiverId: string | null;
  /** Null: at all addresses. */
  recipient: string | null;
  matchers: readonly Matcher[];
  reason: string;
}

/** What is known when an alert is raised. */
export interface Standing {
  now: Date;
  silences: readonly ActiveSilence[];
  /** What other alerts of the last days have of each label, those of the same article among them. */
  others: readonly Labels[];
  /** How a group stands; null: there is none yet. */
  groupOf(name: GroupName): { flushAt: Date | null; flushedAt: Date | null } | null;
  /** Whether a receiver was told of more within that time than his route allows. */
  isFlooded(route: Route): boolean;
}

/** Keys of groups that hold whatever waits for the same end: they are told as a digest. */
export const GATHERED: Record<Exclude<Because, 'group'>, string> = { schedule: 'digest', mute: 'mute', flood: 'flood' };

/** The groups in which an alert may wait by a route. */
export function groupsOf(route: Route, labels: Labels): GroupName[] {
  return [...Object.values(GATHERED), groupKeyOf(route, labels)].map((key) => ({
    receiverId: route.receiver,
    route: route.path,
    key,
  }));
}

/** Decides what becomes of an alert by one route. */
export function decide(routing: Routing, route: Route, labels: Labels, standing: Standing): Decision {
  const { now } = standing;
  const silence = silenceOf(standing.silences, { receiverId: route.receiver, recipient: null }, labels);
  if (silence) return suppressedBy(silence);
  const inhibition = inhibitedBy(routing, labels, standing.others);
  if (inhibition) return inhibition;
  if (routing.root === null) return { kind: 'now', group: null };

  const isPassing = passes(route, labels);
  if (!isPassing) {
    const mutedUntil = waitsUntil(routing, route, now);
    if (route.digest) {
      const at = nextDigest(route.digest, now);
      return gathered(route, 'schedule', waitsUntil(routing, route, at) ?? at);
    }
    if (mutedUntil) return gathered(route, 'mute', mutedUntil);
    const floodEnd = floodEndOf(route, standing);
    if (floodEnd) return gathered(route, 'flood', floodEnd);
  }
  return grouped(route, labels, standing, isPassing);
}

/** The silence that keeps an alert back at an address; those of one address count for that alone. */
export function silenceOf(
  silences: readonly ActiveSilence[],
  { receiverId, recipient }: { receiverId: string; recipient: string | null },
  labels: Labels,
): ActiveSilence | null {
  return (
    silences.find(
      (silence) =>
        (silence.receiverId === null || silence.receiverId === receiverId) &&
        (silence.recipient === null || silence.recipient === recipient) &&
        holds(silence.matchers, labels),
    ) ?? null
  );
}

/** What a silence makes of an alert. */
export function suppressedBy({ id, reason }: ActiveSilence): Extract<Decision, { kind: 'suppress' }> {
  return { kind: 'suppress', reason: `silence ${id}: ${reason}`, silenceId: id };
}

/** What another alert makes of one that it keeps back; null: none does. */
export function inhibitedBy(
  { inhibitions }: Pick<Routing, 'inhibitions'>,
  labels: Labels,
  others: readonly Labels[],
): Extract<Decision, { kind: 'suppress' }> | null {
  const inhibition = inhibitions.find((rule) => isInhibited(rule, labels, others));
  return inhibition ? { kind: 'suppress', reason: `inhibited by ${sourceOf(inhibition)}`, silenceId: null } : null;
}

/**
 * The route by which what waits in a group goes to its receiver, as the tree is now: that of the group where it still takes
 * such alerts, else another that does; null: none does, and nothing holds them up.
 */
export function routeOfGroup(
  routing: Routing,
  { receiverId, route: path }: Pick<GroupName, 'receiverId' | 'route'>,
  labels: Labels,
): Route | null {
  const receivers = path === WATCH_PATH ? [receiverId] : [];
  const leaves = leavesFor(routing, { receivers }, labels).filter(({ receiver }) => receiver === receiverId);
  return leaves.find((leaf) => leaf.path === path) ?? leaves[0] ?? null;
}

/** Until when what waits in a group has to, as the tree is now. @param route See {@link routeOfGroup}. */
export function revisedUntil(
  routing: Routing,
  route: Route | null,
  { because, flushAt }: { because: string; flushAt: Date },
  now: Date,
): Date {
  if (route === null) return now;
  const mutedUntil = waitsUntil(routing, route, now);
  const within = (ms: number) => new Date(Math.min(flushAt.getTime(), now.getTime() + ms));
  switch (because) {
    case 'schedule': {
      if (!route.digest) return mutedUntil ?? now;
      const at = nextDigest(route.digest, now);
      return waitsUntil(routing, route, at) ?? at;
    }
    case 'flood':
      return route.flood && !mutedUntil ? within(route.flood.digestEveryMs) : (mutedUntil ?? now);
    case 'group':
      return within(Math.max(route.groupWaitMs, route.groupIntervalMs));
    default:
      return mutedUntil ?? now;
  }
}

function gathered(route: Route, because: Exclude<Because, 'group'>, until: Date): Decision {
  const group = { receiverId: route.receiver, route: route.path, key: GATHERED[because] };
  return { kind: 'wait', group, because, until };
}

function floodEndOf(route: Route, { now, groupOf, isFlooded }: Standing): Date | null {
  if (!route.flood) return null;
  const known = groupOf({ receiverId: route.receiver, route: route.path, key: GATHERED.flood });
  // What came before is not to be overtaken.
  if (known?.flushAt) return known.flushAt;
  return isFlooded(route) ? new Date(now.getTime() + route.flood.digestEveryMs) : null;
}

function grouped(route: Route, labels: Labels, { now, groupOf }: Standing, isPassing: boolean): Decision {
  const group = { receiverId: route.receiver, route: route.path, key: groupKeyOf(route, labels) };
  if (isPassing) return { kind: 'now', group };
  const known = groupOf(group);
  if (known?.flushAt) return { kind: 'wait', group, because: 'group', until: known.flushAt };
  const from = known?.flushedAt ? known.flushedAt.getTime() + route.groupIntervalMs : now.getTime() + route.groupWaitMs;
  return from > now.getTime()
    ? { kind: 'wait', group, because: 'group', until: new Date(from) }
    : { kind: 'now', group };
}

/**
 * Whether an alert of these labels is kept back by another. As in Alertmanager, one that is itself such a source is not kept
 * back by one that is such a target, too: they would keep back each other.
 */
function isInhibited({ source, target, equal }: InhibitRule, labels: Labels, others: readonly Labels[]): boolean {
  if (!holds(target, labels)) return false;
  const isSource = holds(source, labels);
  return others.some(
    (other) =>
      other !== labels &&
      holds(source, other) &&
      !(isSource && holds(target, other)) &&
      equal.every((label) => isSame(label, labels, other)),
  );
}

function isSame(label: Label, one: Labels, other: Labels): boolean {
  return [...one[label]].sort().join('\n') === [...other[label]].sort().join('\n');
}

function sourceOf({ source }: InhibitRule): string {
  return source.map(({ label, operator, value }) => `${label}${operator}"${value}"`).join(', ');
}
