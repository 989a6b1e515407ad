import { addressesOf } from './alert/addresses.ts';
import type { StoreInboxMessage } from './alert/channels/inbox.ts';
import { type Channels, createChannels } from './alert/channels.ts';
import type { Config } from './config/load.ts';
import { createRobots, type Robots } from './extract/page/robots.ts';
import type { PollBounds } from './feed/polling/schedule.ts';
import type { Logger } from './log.ts';
import { indexWatches, type WatchIndex } from './match/index/watch-index.ts';
import type { Address, Receiver } from './model/delivery.ts';
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
  readonly index: WatchIndex;
  readonly watches: ReadonlyMap<string, Watch>;
  readonly receivers: ReadonlyMap<string, Receiver>;
  /** Where operators are told of Wirewatch itself. */
  readonly operators: readonly Address[];
  /** Where each receiver is told. */
  readonly addresses: ReadonlyMap<string, Address[]>;
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
  /** Connections to one receiver's server at once: many receivers share one Slack, and none may wait because another hangs. */
  sendsAtOnce: number;
  log: Logger;
}

/** Builds what a configuration decides; with many watches that takes a second. */
export function createRunning(config: Config, ground: Ground): Running {
  const { allow, contact, perHost, publicUrl } = config.network;
  const address = { allow, userAgent: userAgentOf(contact) };
  const http = createHttpClient({
    ...address,
    turns: ground.createTurns(perHost),
    connectionsPerOrigin: perHost.atOnce,
  });
  const post = createHttpClient({ ...address, connectionsPerOrigin: ground.sendsAtOnce });
  const channels = createChannels({ http: post, storeInboxMessage: ground.storeInboxMessage });
  const server = config.stories.embeddings;
  const ask =
    server && createOneOriginClient({ url: server.url, userAgent: address.userAgent, connections: EMBEDDINGS_AT_ONCE });
  return Object.freeze({
    index: indexWatches(config.watches, config.aliases),
    watches: new Map(config.watches.map((watch) => [watch.id, watch])),
    receivers: new Map(config.receivers.map((receiver) => [receiver.id, receiver])),
    operators: config.receivers.filter(({ id }) => config.operators.includes(id)).flatMap(addressesOf),
    addresses: new Map(config.receivers.map((receiver) => [receiver.id, addressesOf(receiver)])),
    knownAliases: knownAliases(config.aliases),
    tellsDevelopments: config.stories.developments,
    retention: config.retention,
    bounds: config.polling,
    perHost,
    publicUrl,
    http,
    robots: createRobots(http),
    channels,
    embeddings: ask && createEmbeddingService(server, { http: ask, log: ground.log }),
    async close() {
      await Promise.all([http.close(), post.close(), channels.close(), ask?.close()]);
    },
  });
}
