/**
 * The server of the benchmark, a process of its own. Tells its port over IPC, answers after {@link LATENCY_MS}, and counts.
 * A message makes it tell what it saw since the last one.
 */
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { documentOf, isKnown, LATENCY_MS, validatorsOf } from './feeds.ts';

/** What was asked for since the last look. */
export interface Seen {
  requests: number;
  /** Requests with a validator. */
  conditional: number;
  /** Different feeds that were answered 200, and 304. */
  whole: number;
  notModified: number;
  /** Connections that were opened. */
  connections: number;
}

const whole = new Set<number>();
const notModified = new Set<number>();
const seen = { requests: 0, conditional: 0, connections: 0 };

const server = createServer((request, response) => {
  seen.requests += 1;
  const { headers } = request;
  if (headers['if-none-match'] !== undefined || headers['if-modified-since'] !== undefined) seen.conditional += 1;
  setTimeout(() => {
    const index = /^\/feed(\d+)\.xml$/.exec(request.url ?? '')?.[1];
    if (index === undefined) response.writeHead(404).end();
    else answer(Number(index));
  }, LATENCY_MS);

  function answer(index: number): void {
    const known = isKnown(headers, index);
    (known ? notModified : whole).add(index);
    response.writeHead(known ? 304 : 200, { ...validatorsOf(index), 'content-type': 'application/rss+xml' });
    response.end(known ? undefined : documentOf(index));
  }
});
server.on('connection', () => {
  seen.connections += 1;
});

process.on('message', () => {
  const told: Seen = { ...seen, whole: whole.size, notModified: notModified.size };
  Object.assign(seen, { requests: 0, conditional: 0, connections: 0 });
  whole.clear();
  notModified.clear();
  process.send?.(told);
});
process.on('disconnect', () => process.exit());
server.listen(0, '0.0.0.0', 4_096, () => process.send?.((server.address() as AddressInfo).port));
