import type { Route } from '../../model/route.ts';
import { writeMatcher } from '../../route/matchers.ts';

/** What a route says, beside its receiver and its conditions, in a few words each. */
export function settingsOf(route: Route): string[] {
  const { groupBy, groupWaitMs, groupIntervalMs, repeatIntervalMs, mutes, actives, passing, digest, flood, continues } =
    route;
  return [
    `group by ${groupBy === 'all' ? 'everything' : groupBy.join(', ')}`,
    ...(groupWaitMs > 0 ? [`wait ${duration(groupWaitMs)}`] : []),
    `interval ${duration(groupIntervalMs)}`,
    ...(repeatIntervalMs === null ? [] : [`repeat after ${duration(repeatIntervalMs)}`]),
    ...(mutes.length > 0 ? [`muted in ${mutes.join(', ')}`] : []),
    ...(actives.length > 0 ? [`active in ${actives.join(', ')}`] : []),
    ...(digest ? [`digest at ${digest.at.join(', ')} (${digest.location})`] : []),
    ...(flood
      ? [
          `flood: more than ${flood.moreThan} within ${duration(flood.withinMs)}, then a digest every ${duration(flood.digestEveryMs)}`,
        ]
      : []),
    ...(passing.length > 0 ? [`except ${passing.map((one) => one.map(writeMatcher).join(', ')).join(' or ')}`] : []),
    ...(continues ? ['continue'] : []),
  ];
}

/** `90 s`, `5 min`, `2 h`. */
function duration(ms: number): string {
  if (ms > 0 && ms % 3_600_000 === 0) return `${ms / 3_600_000} h`;
  if (ms > 0 && ms % 60_000 === 0) return `${ms / 60_000} min`;
  return `${Math.round(ms / 1_000)} s`;
}
