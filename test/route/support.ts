import type { Label, Labels, Matcher, Route, Routing } from '../../src/model/route.ts';
import { readMatchers } from '../../src/route/matchers.ts';

/** Conditions that must be readable. */
export function matchers(text: string): Matcher[] {
  const read = readMatchers(text);
  if (read.kind === 'refused') throw new Error(read.reason);
  return read.matchers;
}

/** Labels of an alert, of which only these are there. */
export function labels(given: Partial<Record<Label, string[]>>): Labels {
  return { watch: [], tag: [], severity: [], language: [], country: [], source: [], story: [], ...given };
}

type Given = Partial<Omit<Route, 'matchers' | 'routes'>> & { when?: string; routes?: Given[] };

/** A route that sends to `receiver`, everything else being as it is where nothing is said. */
export function route({ when, routes = [], ...given }: Given, path = 'root'): Route {
  return {
    ...{ path, receiver: 'r', continues: false, groupBy: ['story'], groupWaitMs: 0, groupIntervalMs: 300_000 },
    ...{ repeatIntervalMs: null, mutes: [], actives: [], passing: [], digest: null, flood: null },
    ...given,
    matchers: when === undefined ? [] : matchers(when),
    routes: routes.map((one, index) => route(one, `${path}/${index}`)),
  };
}

/** A routing with this root and nothing else. */
export function routing(root: Route | null): Routing {
  return { root, intervals: [], inhibitions: [] };
}
