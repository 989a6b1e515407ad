import { InvalidArgumentError } from 'commander';
import { readHttpUrl } from '../../config/check/values.ts';
import { type OpenConfig, openConfig } from '../../config/open.ts';
import type { Lookout } from '../../feed/discovery/look.ts';
import { createFeedParser } from '../../feed/readers/parse.ts';
import { createHttpClient } from '../../net/client.ts';
import { createLocalTurns } from '../../net/turns.ts';
import { userAgentOf } from '../../net/user-agent.ts';
import { configDirectory } from '../config/config-directory.ts';

/**
 * Runs `use` with the network that the configuration permits. Without a configuration only public addresses may be
 * talked to; so it is with one that is wrong, which is said on standard error.
 *
 * @param flag What `--config` says.
 */
export async function withFeedNetwork<T>(flag: string | undefined, use: (network: Lookout) => Promise<T>): Promise<T> {
  return withNetworkOf(await openConfig(configDirectory(flag), process.env), use);
}

/** The same as {@link withFeedNetwork}, for a configuration that was read before. */
export async function withNetworkOf<T>(
  { files, checked }: OpenConfig,
  use: (network: Lookout) => Promise<T>,
): Promise<T> {
  if (checked.kind === 'invalid' && files.files.length > 0) {
    console.error('The configuration is wrong, so its network settings are left out; see wirewatch config check.');
  }
  const { allow, contact } = checked.kind === 'valid' ? checked.config.network : { allow: [], contact: null };
  // A host that wants to be left alone is not asked again; pauses are kept by who asks several times.
  const turns = createLocalTurns({ atOnce: 1, delayMs: 0 });
  const http = createHttpClient({ allow, userAgent: userAgentOf(contact), turns });
  const parser = createFeedParser({ threads: 1 });
  try {
    return await use({ http, parser });
  } finally {
    await Promise.all([http.close(), parser.close()]);
  }
}

/** An address as people type it: `example.org` is `https://example.org/`. */
export function urlArgument(text: string): string {
  const read = readHttpUrl(/^[a-z][a-z0-9+.-]*:/i.test(text) && !/^[^/:]+:\d/.test(text) ? text : `https://${text}`);
  if (read.kind === 'refused') throw new InvalidArgumentError(read.reason);
  return read.value;
}
