import { isIP } from 'node:net';
import type { Config } from '../../config/load.ts';
import { counted } from '../../language/counted.ts';
import { createHttpClient } from '../../net/client.ts';
import type { HttpClient, HttpResult } from '../../net/http.ts';
import { userAgentOf } from '../../net/user-agent.ts';
import { type Check, type Finding, failed, ok, skipped, warning } from '../check.ts';
import { resolverFault } from '../resolver.ts';
import { someOf } from '../words.ts';

/** Hosts that are asked at most, so many at once, and ms that each may take. */
const MAX_HOSTS = 12;
const AT_ONCE = 4;
const HOST_MS = 4_000;
/** Bytes of an answer that are taken; nobody looks at them. */
const MAX_BYTES = 64_000;
/** Hosts that are told by name. */
const TOLD = 3;

const SEE_RESOLVER =
  "See whether this machine is online, and its resolver (/etc/resolv.conf; in a container, the host's)";

/** What came of asking a host. */
interface Probe {
  host: string;
  /** The host without its port, and without the brackets of an IPv6 address. */
  name: string;
  isTls: boolean;
  result: HttpResult;
}

/**
 * Whether names become addresses, and whether servers can be reached: by asking hosts of the configured feeds, and nobody
 * else, for their robots.txt, as every robot does. Whatever they answer is an answer.
 */
export const networkCheck: Check = {
  name: 'network',
  needs: 'nothing',
  async look({ config }) {
    if (config.kind === 'invalid') return [skipped('the configuration is wrong, so nobody knows which hosts to ask')];
    const all = originsOf(config.config);
    if (all.length === 0) return [skipped('there is no feed, so there is no host to ask')];
    const { allow, contact } = config.config.network;
    const http = createHttpClient({ allow, userAgent: userAgentOf(contact) });
    try {
      const fault = await resolverFault(all.map((origin) => new URL(origin).hostname));
      // The system may look names up in a way of its own, which one host tells.
      const probes = await probeAll(spread(all, fault === null ? MAX_HOSTS : 1), http);
      if (fault !== null && probes.every(({ result }) => result.kind !== 'response')) return [silentResolver(fault)];
      return [...dnsFindings(probes), reachFinding(probes, all.length)];
    } finally {
      await http.close();
    }
  },
};

function originsOf({ feeds }: Config): string[] {
  return [...new Set(feeds.map(({ url }) => new URL(url).origin))];
}

/** So many of them, from the whole list: hosts of one publisher often stand together. */
function spread(all: string[], most: number): string[] {
  const step = Math.max(1, all.length / most);
  return Array.from({ length: Math.min(most, all.length) }, (_, index) => all[Math.floor(index * step)]!);
}

async function probeAll(origins: string[], http: HttpClient): Promise<Probe[]> {
  const left = [...origins];
  const probes: Probe[] = [];
  const work = async () => {
    for (let origin = left.shift(); origin !== undefined; origin = left.shift()) {
      const { host, hostname, protocol } = new URL(origin);
      const result = await http.request({
        url: `${origin}/robots.txt`,
        deadlineMs: HOST_MS,
        maxBytes: MAX_BYTES,
        bodyWithinMs: 1,
        maxRedirects: 0,
      });
      probes.push({ host, name: hostname.replace(/^\[|\]$/g, ''), isTls: protocol === 'https:', result });
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, work));
  return probes;
}

/** Whether the name of the host has led to no address. */
function isUnknown({ result }: Probe): boolean {
  return result.kind === 'failed' && (result.why === 'dns' || result.why === 'unknown_host');
}

function silentResolver(code: string): Finding {
  return failed(`the resolver does not answer (${code}), so no host was asked`, SEE_RESOLVER, 'DNS');
}

/** None where the hosts are addresses themselves. */
function dnsFindings(all: Probe[]): Finding[] {
  const probes = all.filter(({ name }) => isIP(name) === 0);
  if (probes.length === 0) return [];
  const bad = probes.filter(isUnknown);
  if (bad.length === 0) return [ok(`${counted(probes.length, 'host')} of feeds looked up`, 'DNS')];
  const found = `no address for ${named(bad)}`;
  if (bad.length === probes.length) return [failed(found, SEE_RESOLVER, 'DNS')];
  return [
    warning(
      found,
      'If the site is there in a browser, look at the resolver of this machine; else correct the address of the feed',
      'DNS',
    ),
  ];
}

function reachFinding(probes: Probe[], ofAll: number): Finding {
  const subject = probes.some(({ isTls }) => isTls) ? 'HTTPS' : 'HTTP';
  // The others were told of already.
  const asked = probes.filter((probe) => !isUnknown(probe));
  if (asked.length === 0) return skipped('no host has an address', null, subject);
  const bad = asked.filter(({ result }) => result.kind !== 'response');
  const number = asked.length < ofAll ? `${asked.length} of ${counted(ofAll, 'host')}` : counted(asked.length, 'host');
  if (bad.length === 0) return ok(`${number} of feeds answered`, subject);
  const found = `no answer from ${bad.length} of ${counted(asked.length, 'host')} of feeds: ${reasons(bad)}`;
  if (bad.every(({ result }) => result.kind === 'refused'))
    return warning(
      found,
      'Only public addresses are talked to; add the blocks of your own network to network.allow',
      subject,
    );
  if (bad.length === asked.length)
    return failed(found, 'See whether a firewall or a proxy keeps this machine from ports 80 and 443', subject);
  return warning(found, 'Try one: wirewatch feed check ADDRESS-OF-THE-FEED', subject);
}

function named(probes: Probe[]): string {
  return someOf(
    probes.slice(0, TOLD).map(({ host }) => host),
    probes.length,
  );
}

function reasons(probes: Probe[]): string {
  return someOf(
    probes.slice(0, TOLD).flatMap(({ result }) => ('reason' in result ? [result.reason] : [])),
    probes.length,
  );
}
