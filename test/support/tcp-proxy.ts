import { once } from 'node:events';
import { type AddressInfo, connect, createServer, type Socket } from 'node:net';

/**
 * What becomes of what is said through it. `pass`: it arrives. `delay`: it arrives `ms` later. `blackhole`: nothing arrives, and
 * nobody is told; connections are taken and stay open. `cut`: connections are reset, also new ones. `half`: of what each client
 * says from now on the first `bytes` arrive, and the rest is lost; what is answered arrives.
 */
export type ProxyMode =
  | { kind: 'pass' }
  | { kind: 'delay'; ms: number }
  | { kind: 'blackhole' }
  | { kind: 'cut' }
  | { kind: 'half'; bytes: number };

/** A way to a server that can fail in each way a network does. */
export interface TcpProxy {
  /** The server's URL, this way. */
  url: string;
  /**
   * From now on. A connection that was in a black hole, or was half heard, stays so, as one does that a router has forgotten:
   * only those that are made later get through again.
   */
  set(mode: ProxyMode): void;
  /** Bytes that were lost, either way. */
  swallowed(): number;
  /** Connections made so far. */
  connections(): number;
  close(): Promise<void>;
}

/** Two ends of a connection. */
interface Pair {
  near: Socket;
  far: Socket | null;
  isLost: boolean;
  /** Bytes that the client may still say; null: as many as it likes. */
  mayStillSay: number | null;
}

function allowance(mode: ProxyMode): number | null {
  return mode.kind === 'half' ? mode.bytes : null;
}

/** Starts one on loopback, before the server of this URL. It passes everything at first. */
export async function startTcpProxy(serverUrl: string): Promise<TcpProxy> {
  const target = new URL(serverUrl);
  const pairs = new Set<Pair>();
  let mode: ProxyMode = { kind: 'pass' };
  let swallowed = 0;
  let connections = 0;

  const forward = (pair: Pair, from: Socket, to: () => Socket | null) => {
    from.on('data', (bytes) => {
      if (pair.isLost) {
        swallowed += bytes.length;
        return;
      }
      if (from === pair.near && pair.mayStillSay !== null) {
        const heard = bytes.subarray(0, pair.mayStillSay);
        pair.mayStillSay -= heard.length;
        swallowed += bytes.length - heard.length;
        to()?.write(heard);
        return;
      }
      if (mode.kind !== 'delay') {
        to()?.write(bytes);
        return;
      }
      setTimeout(() => {
        if (pair.isLost) swallowed += bytes.length;
        else to()?.write(bytes);
      }, mode.ms);
    });
    from.on('error', () => {});
    from.on('close', () => {
      // The end of one is no more heard of than anything else it says.
      if (!pair.isLost) to()?.destroy();
      if (pair.near.destroyed && (pair.far?.destroyed ?? true)) pairs.delete(pair);
    });
  };

  const server = createServer({ allowHalfOpen: false }, (near) => {
    connections += 1;
    if (mode.kind === 'cut') {
      near.on('error', () => {}).resetAndDestroy();
      return;
    }
    const isLost = mode.kind === 'blackhole';
    const far = isLost ? null : connect(Number(target.port), target.hostname);
    const pair: Pair = { near, far, isLost, mayStillSay: allowance(mode) };
    pairs.add(pair);
    forward(pair, near, () => pair.far);
    if (far) forward(pair, far, () => pair.near);
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');

  const cut = () => {
    for (const { near, far } of pairs) {
      near.resetAndDestroy();
      far?.resetAndDestroy();
    }
    pairs.clear();
  };
  const url = new URL(serverUrl);
  url.host = `127.0.0.1:${(server.address() as AddressInfo).port}`;
  return {
    url: url.href,
    set(next) {
      mode = next;
      if (next.kind === 'cut') cut();
      if (next.kind === 'half') for (const pair of pairs) pair.mayStillSay = next.bytes;
      if (next.kind === 'blackhole') for (const pair of pairs) pair.isLost = true;
    },
    swallowed: () => swallowed,
    connections: () => connections,
    async close() {
      cut();
      server.close();
      await once(server, 'close');
    },
  };
}
