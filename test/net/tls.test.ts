import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { createServer, type Server } from 'node:https';
import type { AddressInfo } from 'node:net';
import { getCACertificates, setDefaultCACertificates } from 'node:tls';
import { createHttpClient } from '../../src/net/client.ts';
import type { HttpClient, HttpResult } from '../../src/net/http.ts';

/** A certificate for `localhost`, signed by itself. */
const cert = readFileSync(new URL('../fixtures/net/tls-cert.pem', import.meta.url), 'utf8');
const key = readFileSync(new URL('../fixtures/net/tls-key.pem', import.meta.url), 'utf8');
const usualAuthorities = getCACertificates();

let server: Server;
let port: number;
let http: HttpClient;
let connections: number;
let requests: number;

beforeEach(async () => {
  connections = 0;
  requests = 0;
  server = createServer({ cert, key }, (_, response) => {
    requests += 1;
    response.end('here');
  }).listen(0, '127.0.0.1');
  server.on('connection', () => {
    connections += 1;
  });
  await once(server, 'listening');
  port = (server.address() as AddressInfo).port;
  http = createHttpClient({ allow: ['127.0.0.1'], userAgent: 'test' });
});

afterEach(async () => {
  setDefaultCACertificates(usualAuthorities);
  await http.close();
  server.closeAllConnections();
  server.close();
});

function get(host: string): Promise<HttpResult> {
  return http.request({ url: `https://${host}:${port}/`, deadlineMs: 10_000, maxBytes: 1_000 });
}

it('speaks TLS with a server whose certificate is in order', async () => {
  setDefaultCACertificates([...usualAuthorities, cert]);
  expect(await get('localhost')).toMatchObject({ kind: 'response', status: 200, body: Buffer.from('here') });
});

it('sends nothing to a server whose certificate nobody vouches for', async () => {
  expect(await get('localhost')).toEqual({
    kind: 'failed',
    why: 'certificate',
    reason: 'no secure connection to localhost (DEPTH_ZERO_SELF_SIGNED_CERT)',
    mayHaveArrived: false,
  });
  expect(requests).toBe(0);
});

it('sends nothing to a server whose certificate is for another name', async () => {
  setDefaultCACertificates([...usualAuthorities, cert]);
  expect(await get('127.0.0.1')).toMatchObject({ kind: 'failed', why: 'certificate', mayHaveArrived: false });
  expect(requests).toBe(0);
});

it('sends a private server not even a handshake', async () => {
  await http.close();
  http = createHttpClient({ allow: [], userAgent: 'test' });
  expect(await get('localhost')).toMatchObject({ kind: 'refused' });
  expect(connections).toBe(0);
});
