import { Resolver } from 'node:dns/promises';
import { isIP } from 'node:net';

/** ms until a question is asked again, and how often. */
const WAIT = { timeout: 1_500, tries: 2 };
/** Names that are asked for. */
const NAMES = 2;

/** What is said of a resolver that gave no answer at all (Node, `dns`, error codes). */
const SILENT = ['ETIMEOUT', 'ECONNREFUSED'];

/**
 * Whether a resolver answers, whatever it says; its code when none does. It is asked apart from the system's lookup, which
 * takes one of the few threads that also read files for as long as a resolver is silent.
 *
 * @param hosts Names, or addresses, which are not asked for.
 * @param servers Addresses of resolvers; those of the system when left out.
 */
export async function resolverFault(hosts: string[], servers?: string[]): Promise<string | null> {
  const names = hosts.filter((host) => isIP(host.replace(/^\[|\]$/g, '')) === 0).slice(0, NAMES);
  const resolver = new Resolver(WAIT);
  if (servers) resolver.setServers(servers);
  const codes = await Promise.all(
    names.map((name) =>
      resolver.resolve4(name).then(
        () => null,
        ({ code }: NodeJS.ErrnoException) => code ?? null,
      ),
    ),
  );
  const [first] = codes;
  return first && codes.every((code) => code !== null && SILENT.includes(code)) ? first : null;
}
