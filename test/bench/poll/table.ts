import { columns, figure } from '../columns.ts';
import type { PeerResult } from './peers.ts';
import type { SteadyResult } from './steady.ts';
import type { PollResult } from './wirewatch.ts';

/** What was measured with N feeds. */
export interface SizeResult {
  feeds: number;
  wirewatch: PollResult[];
  peers: PeerResult[];
}

/** Times the best peer, cold and warm; null without a peer. */
export function ratioOf(ours: PollResult, peers: PeerResult[]): { cold: number; warm: number } | null {
  const there = peers.filter((peer): peer is PollResult => 'cold' in peer);
  if (there.length === 0) return null;
  const best = (round: 'cold' | 'warm') => Math.max(...there.map((peer) => peer[round].feedsPerSecond));
  return { cold: ours.cold.feedsPerSecond / best('cold'), warm: ours.warm.feedsPerSecond / best('warm') };
}

/**
 * A block for each size: feeds a second, what the server saw, and what it took.
 *
 * @param baseline The peers that sizes without any of their own are compared with.
 */
export function formatSize({ feeds, wirewatch, peers }: SizeResult, baseline: PeerResult[]): string {
  const all = [...wirewatch, ...peers];
  const rows = all.map((one) =>
    'leftOut' in one
      ? [one.contestant, `left out: ${one.leftOut}`]
      : [
          one.contestant,
          figure(one.cold.feedsPerSecond),
          figure(one.warm.feedsPerSecond),
          `${one.warm.seen.notModified} of ${feeds}`,
          one.usage ? figure(one.usage.cpuSeconds) : '',
          one.usage ? `${figure(one.usage.otherMb)} + ${figure(one.usage.databaseMb)}` : '',
          String(one.cold.seen.connections + one.warm.seen.connections),
          one.rows ? `${one.rows.feeds} + ${one.rows.feedItems}` : '',
        ],
  );
  const head = ['', 'cold/s', 'warm/s', '304 at the second poll', 'CPU, s', 'memory, MB', 'connections', 'rows'];
  const ratios = wirewatch.flatMap((ours) => {
    const ratio = ratioOf(ours, peers.length > 0 ? peers : baseline);
    return ratio
      ? [`${ours.contestant}: ${figure(ratio.cold)} times the best peer cold, ${figure(ratio.warm)} times warm`]
      : [];
  });
  return [`N = ${feeds.toLocaleString('en')} feeds`, ...columns([head, ...rows]), ...ratios].join('\n');
}

/** One block for the steady state. */
export function formatSteady({ feeds, seconds, polls, lag, usage, seen }: SteadyResult): string {
  return [
    `${feeds.toLocaleString('en')} feeds every ten minutes, for ${seconds} s`,
    `polls        ${polls}; the server answered ${seen.notModified} with 304`,
    `lag, ms      median ${figure(lag.median)}, p99 ${figure(lag.p99)}, max ${figure(lag.max)}`,
    `CPU          ${figure((100 * usage.cpuSeconds) / seconds)} % of one core`,
    `memory, MB   ${figure(usage.otherMb)} + ${figure(usage.databaseMb)} of the database`,
    `connections  ${seen.connections}`,
  ].join('\n');
}
