import { fork } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import type { Seen } from './server.ts';

/** The running server. */
export interface FeedServer {
  port: number;
  /** What it saw since the last time it was asked. */
  seen(): Promise<Seen>;
  stop(): Promise<void>;
}

/** Starts the server in a process of its own, on loopback. */
export async function startFeedServer(): Promise<FeedServer> {
  const child = fork(fileURLToPath(new URL('server.ts', import.meta.url)));
  const [port] = (await once(child, 'message')) as [number];
  return {
    port,
    async seen() {
      child.send('tell');
      const [told] = (await once(child, 'message')) as [Seen];
      return told;
    },
    async stop() {
      child.disconnect();
      await once(child, 'exit');
    },
  };
}
