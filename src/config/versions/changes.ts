import { isDeepStrictEqual } from 'node:util';
import { allRoutes } from '../../route/tree.ts';
import type { Config } from '../check/assemble.ts';

/** What one configuration has otherwise than another. Holds no secret. */
export interface ConfigChange {
  about: 'feed' | 'watch' | 'receiver' | 'route' | 'interval' | 'alias group' | 'setting';
  /** Its id or name; of a route, where it stands in the tree (`root/0`); of a setting, its key in the file. */
  id: string;
  kind: 'added' | 'removed' | 'changed';
  /** What of it is another: `query`, `receivers`; empty for what was added or removed. */
  what: string[];
}

/** All that is another in `after` than in `before`: what was added, removed and changed, by kind and id. */
export function changesBetween(before: Config, after: Config): ConfigChange[] {
  const lists = [
    ...changesOf('feed', byId(before.feeds), byId(after.feeds)),
    ...changesOf('watch', byId(before.watches), byId(after.watches)),
    ...changesOf('receiver', byId(before.receivers), byId(after.receivers)),
    ...changesOf('route', routesByPath(before), routesByPath(after)),
    ...changesOf('interval', intervalsByName(before), intervalsByName(after)),
    ...changesOf('alias group', new Map(Object.entries(before.aliases)), new Map(Object.entries(after.aliases))),
  ];
  return [...lists, ...changesOf('setting', settingsOf(before), settingsOf(after))];
}

function byId<T extends { id: string }>(list: T[]): Map<string, T> {
  return new Map(list.map((one) => [one.id, one]));
}

/** Each without those below it. */
function routesByPath({ routing }: Config): Map<string, unknown> {
  return new Map(allRoutes(routing.root).map(({ routes: _below, ...route }) => [route.path, route]));
}

function intervalsByName({ routing }: Config): Map<string, unknown> {
  return new Map(routing.intervals.map((interval) => [interval.name, interval]));
}

/** All that is no list, so that none is forgotten that is added one day. */
function settingsOf({ feeds: _f, watches: _w, receivers: _r, aliases: _a, routing, ...settings }: Config) {
  return new Map<string, unknown>(Object.entries({ ...settings, inhibit_rules: routing.inhibitions }));
}

function changesOf(
  about: ConfigChange['about'],
  before: ReadonlyMap<string, unknown>,
  after: ReadonlyMap<string, unknown>,
): ConfigChange[] {
  const ids = [...new Set([...before.keys(), ...after.keys()])].sort();
  return ids.flatMap((id): ConfigChange[] => {
    if (!before.has(id)) return [{ about, id, kind: 'added', what: [] }];
    if (!after.has(id)) return [{ about, id, kind: 'removed', what: [] }];
    const [was, is] = [before.get(id), after.get(id)];
    return isDeepStrictEqual(was, is) ? [] : [{ about, id, kind: 'changed', what: differingKeys(was, is) }];
  });
}

/** Of two objects; nothing for others. */
function differingKeys(was: unknown, is: unknown): string[] {
  if (Array.isArray(was) || typeof was !== 'object' || typeof is !== 'object' || !was || !is) return [];
  const [a, b] = [was as Record<string, unknown>, is as Record<string, unknown>];
  return [...new Set([...Object.keys(a), ...Object.keys(b)])].filter((key) => !isDeepStrictEqual(a[key], b[key]));
}
