import type { z } from 'zod';
import type { Label, Route, Routing, TimeInterval } from '../../model/route.ts';
import { GROUP_DEFAULTS } from '../../route/tree.ts';
import type { InhibitEntry, RouteNode, RouteRoot, TimeIntervalEntry } from './route-schema.ts';
import type { ConfigFile } from './schema.ts';

type Inherited = Pick<Route, 'receiver' | 'groupBy' | 'groupWaitMs' | 'groupIntervalMs' | 'repeatIntervalMs' | 'flood'>;

/** What the files say of who is told when. */
export function routingOf(files: ConfigFile[]): Routing {
  const root = files.map(({ route }) => route).find((route) => route !== undefined && route !== null);
  return {
    root: root ? rootOf(root) : null,
    intervals: files.flatMap(({ time_intervals }) => time_intervals).map(intervalOf),
    inhibitions: files
      .flatMap(({ inhibit_rules }) => inhibit_rules)
      .map(({ source_matchers, target_matchers, equal }: z.output<typeof InhibitEntry>) => ({
        source: source_matchers.flat(),
        target: target_matchers.flat(),
        equal: equal ?? [],
      })),
  };
}

function rootOf(root: z.output<typeof RouteRoot>): Route {
  return routeOf(root, 'root', { ...GROUP_DEFAULTS, receiver: root.receiver });
}

function routeOf(node: RouteNode, path: string, above: Inherited): Route {
  const settings: Inherited = {
    receiver: node.receiver ?? above.receiver,
    groupBy: node.group_by ? groupByOf(node.group_by) : above.groupBy,
    groupWaitMs: node.group_wait ?? above.groupWaitMs,
    groupIntervalMs: node.group_interval ?? above.groupIntervalMs,
    repeatIntervalMs: node.repeat_interval ?? above.repeatIntervalMs,
    flood: node.flood
      ? { moreThan: node.flood.more_than, withinMs: node.flood.within, digestEveryMs: node.flood.digest_every }
      : above.flood,
  };
  return {
    path,
    ...settings,
    matchers: (node.matchers ?? []).flat(),
    continues: node.continue ?? false,
    mutes: node.mute_time_intervals ?? [],
    actives: node.active_time_intervals ?? [],
    passing: node.mute_except ?? [],
    digest: node.digest ?? null,
    routes: (node.routes ?? []).map((child, index) => routeOf(child, `${path}/${index}`, settings)),
  };
}

function groupByOf(labels: readonly (Label | '...')[]): Route['groupBy'] {
  const named = labels.filter((label) => label !== '...');
  return named.length < labels.length ? 'all' : named;
}

function intervalOf({ name, time_intervals }: z.output<typeof TimeIntervalEntry>): TimeInterval {
  return {
    name,
    parts: time_intervals.map(({ times, weekdays, days_of_month, months, years, location }) => ({
      times: (times ?? []).map(({ start_time, end_time }) => ({ from: start_time, to: end_time })),
      weekdays: weekdays ?? [],
      daysOfMonth: days_of_month ?? [],
      months: months ?? [],
      years: years ?? [],
      location: location ?? 'UTC',
    })),
  };
}
