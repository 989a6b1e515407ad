import { once } from 'node:events';
import { type IncomingMessage, request } from 'node:http';
import { type AddressInfo, connect } from 'node:net';
import { PassThrough } from 'node:stream';
import { text } from 'node:stream/consumers';
import { type FastifyInstance, fastify } from 'fastify';
import { pino } from 'pino';
import { requireLogin } from '../../../src/server/access/login.ts';
import { createSlowDown } from '../../../src/server/access/slow-down.ts';
import { login, openPages, PASSWORD } from '../support.ts';

/** Passwords that were looked at. */
let looked: string[];
let app: FastifyInstance;
let port: number;
let logged: PassThrough;

/** A page behind the login on loopback, and behind a proxy if one is named. */
async function open(trustProxy: string[] | false = false): Promise<void> {
  looked = [];
  logged = new PassThrough();
  app = fastify({ forceCloseConnections: true, trustProxy });
  const matches = (candidate: string) => looked.push(candidate) > 0 && candidate === PASSWORD;
  await requireLogin(app, { made: null, matches }, createSlowDown(pino({ level: 'warn' }, logged)));
  app.get('/', async () => 'in');
  await app.listen({ host: '127.0.0.1', port: 0 });
  port = (app.server.address() as AddressInfo).port;
}
beforeEach(() => open());
afterEach(() => app.close());

interface Attempt {
  password: string;
  user?: string;
  /** An address of loopback that it comes from. */
  from?: string;
  headers?: Record<string, string>;
}

async function attempt({ password, user, from = '127.0.0.1', headers }: Attempt) {
  const authorization = login(password, user);
  const sent = request({ host: '127.0.0.1', port, localAddress: from, headers: { authorization, ...headers } });
  sent.end();
  const [response] = (await once(sent, 'response')) as [IncomingMessage];
  return { status: response.statusCode, headers: response.headers, body: await text(response) };
}

/** What was logged, an object a line. */
async function log(): Promise<Record<string, unknown>[]> {
  logged.end();
  return (await text(logged))
    .split('\n')
    .filter(Boolean)
    .map((line) => JSON.parse(line));
}

async function guess(times: number, more: Partial<Attempt> = {}): Promise<(number | undefined)[]> {
  const statuses: (number | undefined)[] = [];
  for (let n = 0; n < times; n += 1) statuses.push((await attempt({ password: `guess ${n}`, ...more })).status);
  return statuses;
}

it('answers the eleventh wrong password with 429, and when to come again', async () => {
  expect(await guess(10)).toEqual(Array(10).fill(401));
  const { status, headers, body } = await attempt({ password: 'guess 11' });
  expect(status).toBe(429);
  expect(Number(headers['retry-after'])).toBeGreaterThan(800);
  expect(Number(headers['retry-after'])).toBeLessThanOrEqual(900);
  expect(headers['www-authenticate']).toBeUndefined();
  expect(body).toContain('Too many wrong passwords');
});

it('does not look at what comes then, be it right, and lets the right one in from elsewhere', async () => {
  await guess(10);
  expect((await attempt({ password: PASSWORD })).status).toBe(429);
  expect(await guess(50)).toEqual(Array(50).fill(429));
  expect(looked).toHaveLength(10);
  expect((await attempt({ password: PASSWORD, from: '127.0.0.2' })).status).toBe(200);
});

it('counts what comes all at once, on one connection', async () => {
  const socket = connect(port, '127.0.0.1');
  const one = (n: number) => `GET / HTTP/1.1\r\nHost: x\r\nAuthorization: ${login(`guess ${n}`)}\r\n`;
  const last = `${one(200)}Connection: close\r\n\r\n`;
  socket.write(Array.from({ length: 200 }, (_, n) => `${one(n)}\r\n`).join('') + last);
  expect((await text(socket)).match(/HTTP\/1\.1 429/g)).toHaveLength(191);
  expect(looked).toHaveLength(10);
});

it('counts names that are not the admin’s, too', async () => {
  await guess(10, { user: 'root' });
  expect((await attempt({ password: PASSWORD })).status).toBe(429);
});

it('does not count right ones', async () => {
  for (let n = 0; n < 30; n += 1) expect((await attempt({ password: PASSWORD })).status).toBe(200);
  expect(await guess(10)).toEqual(Array(10).fill(401));
});

it('says so once in the log, with the address and without the password', async () => {
  await guess(40);
  await guess(12, { from: '127.0.0.2' });
  const lines = await log();
  expect(lines.map(({ address, level, msg }) => [address, level, msg])).toEqual(
    ['127.0.0.1', '127.0.0.2'].map((address) => [address, 40, 'too many wrong passwords from an address']),
  );
  expect(JSON.stringify(lines)).not.toMatch(/guess|Basic/);
});

it('leaves each address one try while many send wrong passwords, and the right one works', async () => {
  for (let n = 10; n < 20; n += 1) await guess(10, { from: `127.0.0.${n}` });
  expect(await guess(3, { from: '127.0.0.50' })).toEqual([401, 429, 429]);
  for (let n = 0; n < 5; n += 1) expect((await attempt({ password: PASSWORD, from: '127.0.0.51' })).status).toBe(200);
  const lines = await log();
  expect(lines.filter(({ msg }) => msg === 'many addresses send wrong passwords')).toHaveLength(1);
});

describe('who asks through a proxy', () => {
  const through = (client: string) => ({ headers: { 'x-forwarded-for': client } });

  it('is told apart where the proxy is trusted, networks of IPv6 by their network', async () => {
    await app.close();
    await open(['127.0.0.1']);
    await guess(10, through('192.0.2.1'));
    expect(await guess(1, through('192.0.2.1'))).toEqual([429]);
    expect(await guess(1, through('192.0.2.2'))).toEqual([401]);
    await guess(10, through('2001:db8:1:1::1'));
    expect(await guess(1, through('2001:db8:1:1:ffff::2'))).toEqual([429]);
    expect(await guess(1, through('2001:db8:1:2::1'))).toEqual([401]);
  });

  it('is not believed where it is not', async () => {
    for (let n = 0; n < 10; n += 1) await guess(1, through(`192.0.2.${n}`));
    expect(await guess(1, through('192.0.2.99'))).toEqual([429]);
  });
});

it('slows down guesses at the pages, and leaves health alone', async () => {
  const pages = await openPages();
  try {
    const at = async (url: string) =>
      (await pages.app.inject({ url, headers: { authorization: login('wrong') } })).statusCode;
    for (let n = 0; n < 10; n += 1) expect(await at(n % 2 ? '/' : '/admin/queues')).toBe(401);
    expect(await at('/')).toBe(429);
    expect(await at('/healthz')).toBe(200);
  } finally {
    await pages.close();
  }
});
