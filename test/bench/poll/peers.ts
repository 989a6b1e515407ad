import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { FeedServer } from './feed-server.ts';
import { urlOf } from './feeds.ts';
import type { PollResult, Round } from './wirewatch.ts';

/** A feed reader to compare with. */
interface Peer {
  name: string;
  /** Its Debian package, and the commands it needs. */
  packages: string[];
  commands: string[];
  /** Feeds it fetches at once: each is tried, the fastest counts. */
  atOnce: number[];
  /** Writes what it needs into its home, and says how it is run. */
  prepare(home: string, urls: string[], atOnce: number): Promise<{ command: string; args: string[] }>;
}

const PEERS: Peer[] = [
  {
    name: 'newsboat',
    packages: ['newsboat'],
    commands: ['newsboat'],
    atOnce: [8, 32],
    async prepare(home, urls, atOnce) {
      const [list, cache, config] = ['urls', 'cache.db', 'config'].map((name) => join(home, name));
      await writeFile(list!, `${urls.join('\n')}\n`);
      await writeFile(config!, `reload-threads ${atOnce}\ndownload-timeout 60\n`);
      return { command: 'newsboat', args: ['-q', '-u', list!, '-c', cache!, '-C', config!, '-x', 'reload'] };
    },
  },
  {
    name: 'sfeed',
    packages: ['sfeed', 'curl'],
    commands: ['sfeed_update', 'curl'],
    atOnce: [8, 32],
    async prepare(home, urls, atOnce) {
      const config = join(home, 'sfeedrc');
      const feeds = urls.map((url, index) => `  feed "feed${index}" "${url}"`).join('\n');
      await writeFile(config, `sfeedpath="${home}/feeds"\nmaxjobs=${atOnce}\nfeeds() {\n${feeds}\n}\n`);
      return { command: 'sfeed_update', args: [config] };
    },
  },
];

/** What a peer did, or why it was left out. */
export type PeerResult = PollResult | { contestant: string; leftOut: string };

/** Lets every peer that is there, or can be installed with apt, poll N feeds twice. */
export async function measurePeers(size: number, server: FeedServer): Promise<PeerResult[]> {
  const urls = Array.from({ length: size }, (_, index) => urlOf(index, server.port));
  const results: PeerResult[] = [];
  for (const peer of PEERS) {
    if (!isThere(peer)) {
      results.push({
        contestant: peer.name,
        leftOut: `not installed, nor could be (apt-get install ${peer.packages.join(' ')})`,
      });
      continue;
    }
    const tries: PollResult[] = [];
    for (const atOnce of peer.atOnce) tries.push(await measurePeer(peer, urls, atOnce, server));
    results.push(fastest(tries));
  }
  return results;
}

/** The best of several settings, cold and warm each by itself: a peer is not to lose by its settings. */
export function fastest(tries: PollResult[]): PollResult {
  const best = (round: 'cold' | 'warm') =>
    tries.reduce((a, b) => (b[round].feedsPerSecond > a[round].feedsPerSecond ? b : a))[round];
  return { ...tries[0]!, contestant: tries[0]!.contestant.replace(/,.*/, ''), cold: best('cold'), warm: best('warm') };
}

async function measurePeer(peer: Peer, urls: string[], atOnce: number, server: FeedServer): Promise<PollResult> {
  const home = await mkdtemp(join(tmpdir(), 'wirewatch-bench-peer-'));
  try {
    const { command, args } = await peer.prepare(home, urls, atOnce);
    await server.seen();
    const cold = await runOnce(command, args, home, urls.length, server);
    const warm = await runOnce(command, args, home, urls.length, server);
    // Of children that come and go, as sfeed's do, the kernel does not tell what they took.
    return { contestant: `${peer.name}, ${atOnce} at once`, startMs: null, cold, warm, usage: null, rows: null };
  } finally {
    await rm(home, { recursive: true });
  }
}

/** @throws when not all feeds were asked for. */
async function runOnce(
  command: string,
  args: string[],
  home: string,
  size: number,
  server: FeedServer,
): Promise<Round> {
  const startedAt = performance.now();
  const child = spawn(command, args, { stdio: 'ignore', env: { ...process.env, HOME: home, TERM: 'dumb' } });
  await once(child, 'exit');
  const seconds = (performance.now() - startedAt) / 1_000;
  const seen = await server.seen();
  if (seen.whole + seen.notModified < size) {
    throw new Error(`${command} polled ${seen.whole + seen.notModified} of ${size} feeds`);
  }
  return { seconds, feedsPerSecond: size / seconds, seen };
}

function isThere({ commands, packages }: Peer): boolean {
  const found = () => commands.every((command) => spawnSync('which', [command]).status === 0);
  if (found()) return true;
  if (process.getuid?.() !== 0) return false;
  spawnSync('apt-get', ['update', '-qq'], { stdio: 'ignore' });
  spawnSync('apt-get', ['install', '-y', '-qq', ...packages], {
    stdio: 'ignore',
    env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' },
  });
  return found();
}
