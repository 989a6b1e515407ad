import { isDeepStrictEqual } from 'node:util';
import { addressesOf } from './alert/addresses.ts';
import type { StoreInboxMessage } from './alert/channels/inbox.ts';
import { type Channels, createChannels } from './alert/channels.ts';
import { answeringForCanary } from './canary/client.ts';
import { withCanary } from './canary/entries.ts';
import type { Config } from './config/load.ts';
import { createRobots, type Robots } from './extract/page/robots.ts';
import type { PollBounds } from './feed/polling/schedule.ts';
import type { Logger } from './log.ts';
import { addWatches, indexWatches, type WatchIndex } from './match/index/watch-index.ts';
import type { CanaryRun } from './model/canary.ts';
import type { Address, Receiver } from './model/delivery.ts';
import type { Routing } from './model/route.ts';
import type { Watch } from './model/watch.ts';
import { createHttpClient } from './net/client.ts';
import type { HttpClient } from './net/http.ts';
import { createOneOriginClient } from './net/one-origin.ts';
import type { HostLimits, HostTurns } from './net/turns.ts';
import { userAgentOf } from './net/user-agent.ts';
import { createEmbeddingService, EMBEDDINGS_AT_ONCE, type EmbeddingService } from './story/embedding/service.ts';
import { type KnownAliases, knownAliases } from './story/features/aliases.ts';

/**
 * What the active configuration decides, as one value that is never changed: a job takes it once and holds it to its end,
 * and another configuration is another value. What talks to the network belongs to it, since a connection that one
 * configuration allowed is not to be used under the next.
 */
export interface Running {
  /** Number of the configuration's version. */
  readonly version: number;
  /** As it is configured; with a canary, its feed, watch and receiver are in it. */
  readonly config: Config;
  /** Shared with the next: what matches an article asks the latest. */
  readonly index: WatchIndex;
  readonly watches: ReadonlyMap<string, Watch>;
  readonly receivers: ReadonlyMap<string, Receiver>;
  /** Where operators are told of Wirewatch itself. */
  readonly operators: readonly Address[];
  /** Where each receiver is told. */
  readonly addresses: ReadonlyMap<string, Address[]>;
  /** Who is told what, when, and in how many messages. */
  readonly routing: Routing;
  /** Names for one thing, by which articles in other languages are compared. */
  readonly knownAliases: KnownAliases;
  /** A story that has alerted a watch alerts it again when it takes a turn. */
  readonly tellsDevelopments: boolean;
  /** How long articles are kept. */
  readonly retention: Config['retention'];
  /** Between which bounds the intervals of feeds adapt. */
  readonly bounds: PollBounds;
  /** How much may be asked of one host. */
  readonly perHost: HostLimits;
  /** Where hubs reach our pages; null: nothing is subscribed to. */
  readonly publicUrl: string | null;
  /** Fetches feeds and pages, each in its turn at its host. */
  readonly http: HttpClient;
  readonly robots: Robots;
  readonly channels: Channels;
  /** Who is asked how alike articles are; null: nobody. */
  readonly embeddings: EmbeddingService | null;
  /** Cuts off whatever still talks to the network. Without it, idle connections run out by themselves. */
  close(): Promise<void>;
}

/** What a configuration runs on, whatever it says. */
export interface Ground {
  /** Turns at hosts over all workers. */
  createTurns(limits: HostLimits): HostTurns;
  storeInboxMessage: StoreInboxMessage;
  /** What links in messages are signed with that act; left out: messages have none. */
  linkKey?: Uint8Array;
  /** The canary's article that is on its way, or was last; null: there was none yet. */
  latestCanaryRun(): Promise<CanaryRun | null>;
  /** Connections to one receiver's server at once: many receivers share one Slack, and none may wait because another hangs. */
  sendsAtOnce: number;
  log: Logger;
}

/**
 * Builds what a configuration decides; with many watches that takes a second.
 *
 * @param previous What ran before in this process: what is the same is taken over from it, and its index is brought up to
 * date, which takes no longer than what has changed. It is not to match any more.
 */
export function createRunning(
  { version, config: written }: { version: number; config: Config },
  ground: Ground,
  previous: Running | null = null,
): Running {
  const config = withCanary(written);
  const talk = talkOf(config, ground, previous);
  return Object.freeze({
    version,
    config,
    index: indexOf(config, previous),
    watches: new Map(config.watches.map((watch) => [watch.id, watch])),
    receivers: new Map(config.receivers.map((receiver) => [receiver.id, receiver])),
    operators: config.receivers.filter(({ id }) => config.operators.includes(id)).flatMap(addressesOf),
    addresses: new Map(config.receivers.map((receiver) => [receiver.id, addressesOf(receiver)])),
    routing: config.routing,
    knownAliases: knownAliases(config.aliases),
    tellsDevelopments: config.stories.developments,
    retention: config.retention,
    bounds: config.polling,
    perHost: config.network.perHost,
    publicUrl: config.network.publicUrl,
    ...talk,
  });
}

/** What talks to the network. */
type Talk = Pick<Running, 'http' | 'robots' | 'channels' | 'embeddings' | 'close'>;

function talkOf({ network, stories }: Config, ground: Ground, previous: Running | null): Talk {
  const known = previous?.config;
  if (known && isDeepStrictEqual([known.network, known.stories.embeddings], [network, stories.embeddings])) {
    const { http, robots, channels, embeddings, close } = previous;
    return { http, robots, channels, embeddings, close };
  }
  const address = { allow: network.allow, userAgent: userAgentOf(network.contact) };
  const guarded = createHttpClient({
    ...address,
    turns: ground.createTurns(network.perHost),
    connectionsPerOrigin: network.perHost.atOnce,
  });
  const http = answeringForCanary(guarded, ground.latestCanaryRun);
  const post = createHttpClient({ ...address, connectionsPerOrigin: ground.sendsAtOnce });
  const channels = createChannels({ http: post, storeInboxMessage: ground.storeInboxMessage, linkKey: ground.linkKey });
  const server = stories.embeddings;
  const ask =
    server && createOneOriginClient({ url: server.url, userAgent: address.userAgent, connections: EMBEDDINGS_AT_ONCE });
  return {
    http,
    robots: createRobots(http),
    channels,
    embeddings: ask && createEmbeddingService(server, { http: ask, log: ground.log }),
    async close() {
      await Promise.all([http.close(), post.close(), channels.close(), ask?.close()]);
    },
  };
}

function indexOf({ watches, aliases }: Config, previous: Running | null): WatchIndex {
  if (!previous || !isDeepStrictEqual(previous.config.aliases, aliases)) return indexWatches(watches, aliases);
  const { index } = previous;
  const ids = new Set(watches.map(({ id }) => id));
  for (const id of previous.watches.keys()) if (!ids.has(id)) index.remove(id);
  const changed = watches.filter((watch) => !isIndexedAlike(watch, previous.watches.get(watch.id)));
  addWatches(index, changed);
  return index;
}

function isIndexedAlike({ query, language, dialect }: Watch, known: Watch | undefined): boolean {
  return known?.query === query && known.language === language && known.dialect === dialect;
}
