import { hash } from 'node:crypto';
import type { GroupBy, Label, Labels, Matcher, Route, Routing } from '../model/route.ts';
import type { Watch } from '../model/watch.ts';
import { holds, holdsAlone, LABELS } from './matchers.ts';

/** Settings of groups where no route says anything. */
export const GROUP_DEFAULTS = {
  groupBy: ['story'] as GroupBy,
  groupWaitMs: 0,
  groupIntervalMs: 5 * 60_000,
  repeatIntervalMs: null,
  flood: null,
} as const satisfies Partial<Route>;

/** Each watch names its receivers, who are told at once. */
export const NO_ROUTES: Routing = { root: null, intervals: [], inhibitions: [] };

/** The path of the leaf of a receiver that a watch names itself. */
export const WATCH_PATH = 'watch';

/**
 * Where an alert goes. The receivers that a watch names itself come before the tree, which is then not asked: each is a leaf
 * with the group settings and the flood of the root. Else the tree is gone through depth first, as Alertmanager does: of the
 * routes beside each other the first one that matches, and further ones where it continues; a route that matches, and has
 * none below it that does, is itself the answer.
 */
export function leavesFor(routing: Routing, watch: Pick<Watch, 'receivers'>, labels: Labels): Route[] {
  if (watch.receivers.length > 0) return watch.receivers.map((receiver) => watchLeaf(routing, receiver));
  return walk(routing, labels).flatMap(({ route, outcome }) => (outcome === 'leaf' ? [route] : []));
}

function watchLeaf({ root }: Routing, receiver: string): Route {
  const { groupBy, groupWaitMs, groupIntervalMs, repeatIntervalMs, flood } = root ?? GROUP_DEFAULTS;
  return {
    ...{ path: WATCH_PATH, receiver, matchers: [], continues: false },
    ...{ groupBy, groupWaitMs, groupIntervalMs, repeatIntervalMs, flood },
    ...{ mutes: [], actives: [], passing: [], digest: null, routes: [] },
  };
}

/**
 * What became of a route on the way through the tree. `leaf`: it is an answer. `below`: it matched, and routes below it are the
 * answer. `failed`: a condition does not hold, and it is said which. `unasked`: one beside it took the alert before.
 */
export interface Step {
  route: Route;
  outcome: 'leaf' | 'below' | 'failed' | 'unasked';
  /** The first condition that does not hold; null: all do, or none was tried. */
  failed: Matcher | null;
}

/** The way through the tree, from the root on, each route before those below it; of those not asked, only the topmost. */
export function walk({ root }: Routing, labels: Labels): Step[] {
  return root === null ? [] : stepsFrom(root, labels);
}

function stepsFrom(route: Route, labels: Labels): Step[] {
  const failed = route.matchers.find((matcher) => !holdsAlone(matcher, labels)) ?? null;
  if (failed !== null) return [{ route, outcome: 'failed', failed }];
  const below: Step[] = [];
  let isTaken = false;
  for (const child of route.routes) {
    if (isTaken) {
      below.push({ route: child, outcome: 'unasked', failed: null });
      continue;
    }
    const steps = stepsFrom(child, labels);
    below.push(...steps);
    isTaken = steps[0]!.outcome !== 'failed' && !child.continues;
  }
  const outcome = below.some((step) => step.outcome === 'leaf') ? 'below' : 'leaf';
  return [{ route, outcome, failed: null }, ...below];
}

/** The routes of the tree, each before those below it. */
export function allRoutes(root: Route | null): Route[] {
  return root === null ? [] : [root, ...root.routes.flatMap(allRoutes)];
}

/** ms between two messages on what has become of a story; null: there are none. @param hasThreads Of the address. */
export function followUpsEvery(
  { groupIntervalMs, repeatIntervalMs }: Pick<Route, 'groupIntervalMs' | 'repeatIntervalMs'>,
  hasThreads: boolean | undefined,
): number | null {
  return hasThreads ? groupIntervalMs : repeatIntervalMs;
}

/** Whether an alert passes the times in which a route mutes all others. */
export function passes({ passing }: Pick<Route, 'passing'>, labels: Labels): boolean {
  return passing.some((matchers) => holds(matchers, labels));
}

/**
 * What an alert has in common with those of its group: by tag all of its tags, by another label the first of its values, which
 * is the name of the outlet, for one.
 */
export function groupLabels({ groupBy }: Pick<Route, 'groupBy'>, labels: Labels): [Label, string[]][] {
  const by = groupBy === 'all' ? LABELS : LABELS.filter((label) => groupBy.includes(label));
  return by.map((label) => [label, label === 'tag' ? labels.tag.toSorted() : labels[label].slice(0, 1)]);
}

/** Stands in the key of a group for the story of an article that begins one, which has no id yet. */
export const NEW_STORY = '?';

/** The same for alerts of one group at one route and receiver, and for no other; short, whatever the labels are. */
export function groupKeyOf(route: Pick<Route, 'path' | 'receiver' | 'groupBy'>, labels: Labels): string {
  const common = groupLabels(route, labels);
  const others = common.filter(([label]) => label !== 'story');
  const key = hash('sha256', JSON.stringify([route.path, route.receiver, others])).slice(0, 32);
  return others.length === common.length ? key : `${key} ${labels.story[0] ?? NEW_STORY}`;
}
