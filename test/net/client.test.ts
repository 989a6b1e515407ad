import { once } from 'node:events';
import type { ServerResponse } from 'node:http';
import { type AddressInfo, createServer, type Server } from 'node:net';
import { createHttpClient } from '../../src/net/client.ts';
import type { HttpClient, HttpRequest, HttpResult } from '../../src/net/http.ts';
import { type Site, startSite } from '../support/site.ts';

let site: Site;
let http: HttpClient;

beforeEach(async () => {
  site = await startSite();
  http = createHttpClient({ allow: ['127.0.0.0/8'], userAgent: 'Wirewatch test (https://wirewatch.example)' });
});

afterEach(async () => {
  await http.close();
  await site.close();
});

function get(path: string, more: Partial<HttpRequest> = {}): Promise<HttpResult> {
  const url = path.startsWith('/') ? `${site.url}${path}` : path;
  return http.request({ url, deadlineMs: 10_000, maxBytes: 1_000_000, ...more });
}

async function getResponse(path: string, more: Partial<HttpRequest> = {}) {
  const result = await get(path, more);
  if (result.kind !== 'response') throw new Error(`no response: ${result.reason}`);
  return result;
}

/** A TCP server that does what HTTP servers should not. */
async function startRawServer(
  onConnection: Parameters<typeof createServer>[1],
): Promise<{ server: Server; url: string }> {
  const server = createServer(onConnection).listen(0, '127.0.0.1');
  await once(server, 'listening');
  return { server, url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/` };
}

describe('an exchange', () => {
  it('brings status, headers and body as they are', async () => {
    site.on('/feed', (_, response) => {
      response.writeHead(404, { etag: 'W/"ä"', 'x-twice': ['a', 'b'] }).end('not here');
    });
    const response = await getResponse('/feed');
    expect(response).toMatchObject({ status: 404, url: `${site.url}/feed`, redirects: [] });
    expect(response.headers).toMatchObject({ etag: 'W/"ä"', 'x-twice': 'a, b' });
    expect(response.body.toString()).toBe('not here');
  });

  it('says who we are, and sends neither cookies nor a referrer', async () => {
    site.on('/', (_, response) => response.setHeader('set-cookie', 'id=1').end());
    await get('/');
    await get('/', { headers: { 'if-none-match': '"x"' } });
    const [, second] = site.requests('/');
    expect(second?.headers).toEqual({
      host: site.url.slice('http://'.length),
      connection: 'keep-alive',
      'user-agent': 'Wirewatch test (https://wirewatch.example)',
      'accept-encoding': 'gzip, deflate, br, zstd',
      'if-none-match': '"x"',
    });
  });

  it('posts a body', async () => {
    site.on('/hook', async (request, response) => {
      response.end((await request.toArray()).join('').toUpperCase());
    });
    const response = await getResponse('/hook', { method: 'POST', body: 'alert' });
    expect(response.body.toString()).toBe('ALERT');
  });

  it('puts one in place', async () => {
    site.on('/hook', async (request, response) => {
      response.end(`${request.method} ${(await request.toArray()).join('')}`);
    });
    const response = await getResponse('/hook', { method: 'PUT', body: 'alert' });
    expect(response.body.toString()).toBe('PUT alert');
  });

  it('uses connections again', async () => {
    site.on('/', 'here');
    for (let i = 0; i < 6; i++) await getResponse('/');
    expect(new Set(site.requests('/').map((request) => request.socket)).size).toBeLessThan(4);
  });

  it('opens at most four connections to a server', async () => {
    const open = new Set();
    const waiting: ServerResponse[] = [];
    site.on('/', (request, response) => {
      open.add(request.socket);
      waiting.push(response);
      if (open.size === 4) for (const one of waiting.splice(0)) one.end();
    });
    await Promise.all(Array.from({ length: 8 }, () => getResponse('/')));
    expect(open.size).toBe(4);
  });

  it('sends nothing that may not be sent any more when its turn at a connection comes', async () => {
    const waiting: ServerResponse[] = [];
    let mayStart = true;
    site.on('/first', (_, response) => {
      waiting.push(response);
      if (waiting.length < 4) return;
      mayStart = false;
      for (const one of waiting) one.end();
    });
    site.on('/second', 'here');
    const first = Array.from({ length: 4 }, () => get('/first'));
    const second = get('/second', { mayStart: () => mayStart, method: 'POST', body: 'alert' });
    expect(await second).toMatchObject({ kind: 'postponed', inMs: 0 });
    expect((await Promise.all(first)).map(({ kind }) => kind)).toEqual(Array(4).fill('response'));
    expect(await getResponse('/second')).toMatchObject({ status: 200 });
    expect(site.requests('/second').map(({ method }) => method)).toEqual(['GET']);
  });
});

describe('redirects', () => {
  const redirect = (from: string, to: string, status = 302) =>
    site.on(from, (_, response) => response.writeHead(status, { location: to }).end());

  it.each([301, 302, 303, 307, 308])('are followed for status %i, and told', async (status) => {
    redirect('/old', '/new?a=1#b', status);
    site.on('/new?a=1', 'moved');
    expect(await getResponse('/old')).toMatchObject({
      url: `${site.url}/new?a=1`,
      redirects: [{ status, from: `${site.url}/old`, to: `${site.url}/new?a=1` }],
    });
  });

  it('may name their target in UTF-8', async () => {
    site.on('/old', (_, response) => {
      response.socket?.end(Buffer.from('HTTP/1.1 302 Found\r\nlocation: /größe\r\ncontent-length: 0\r\n\r\n'));
    });
    site.on('/gr%C3%B6%C3%9Fe', 'here');
    expect(await getResponse('/old')).toMatchObject({ status: 200 });
  });

  it('are given up after five', async () => {
    redirect('/loop', '/loop');
    expect(await get('/loop')).toEqual({
      kind: 'failed',
      why: 'redirects',
      reason: '127.0.0.1 redirects more than 5 times',
      mayHaveArrived: true,
    });
    expect(site.requests('/loop')).toHaveLength(6);
  });

  it('are responses to a POST or a PUT, and where none may be followed', async () => {
    redirect('/old', '/new', 307);
    for (const method of ['POST', 'PUT'] as const)
      expect(await getResponse('/old', { method, body: 'x', maxRedirects: 5 })).toMatchObject({ status: 307 });
    expect(await getResponse('/old', { maxRedirects: 0 })).toMatchObject({ status: 307 });
    expect(site.requests('/new')).toHaveLength(0);
  });

  it.each([
    ['http://127.0.0.2:9/', '127.0.0.1'],
    ['http://169.254.169.254/latest/meta-data', '169.254.169.254 is not a public address'],
    ['file:///etc/passwd', 'not an http or https URL'],
    ['http://me:secret@127.0.0.1/', 'URLs with a user name or password are not used'],
  ])('to %s are checked like a first address', async (target, reason) => {
    await http.close();
    http = createHttpClient({ allow: ['127.0.0.1'], userAgent: 'test' });
    redirect('/old', target);
    const result = await get('/old');
    expect(result).toMatchObject({ kind: 'refused' });
    expect(result.kind === 'refused' && result.reason).toContain(reason);
  });
});

describe('without leave', () => {
  beforeEach(async () => {
    await http.close();
    http = createHttpClient({ allow: [], userAgent: 'test' });
  });

  it.each([
    '127.0.0.1',
    '127.1',
    '127.0.1',
    '2130706433',
    '0x7f000001',
    '0x7f.0.0.1',
    '0x7f.1',
    '0177.0.0.1',
    '017700000001',
    '0177.0x0.1',
    '127.0.0.1.',
    '127。0。0。1',
    '１２７.0.0.1',
    '%31%32%37.0.0.1',
    '127.255.255.254',
    '0',
    '0.0.0.0',
    'localhost',
    'LOCALHOST',
    '[::1]',
    '[::]',
    '[0:0:0:0:0:0:0:1]',
    '[::ffff:127.0.0.1]',
    '[::ffff:7f00:1]',
    '[::127.0.0.1]',
    '[64:ff9b::7f00:1]',
    '[64:ff9b::127.0.0.1]',
    '[2002:7f00:1::]',
    '[2001:0:7f00:1::]',
    '[fe80::1]',
    '[fc00::1]',
    '[fd00::1]',
    '10.0.0.1',
    '172.16.0.1',
    '192.168.0.1',
    '100.64.0.1',
    '169.254.169.254',
  ])('"%s" is refused, and nothing is sent', async (host) => {
    const port = new URL(site.url).port;
    expect(await get(`http://${host}:${port}/`)).toMatchObject({ kind: 'refused' });
    expect(site.requests('/')).toHaveLength(0);
  });

  it.each([
    '',
    'feed',
    'ftp://8.8.8.8/',
    'gopher://8.8.8.8',
    'http://',
    'http://a b/',
    'https://me:pw@8.8.8.8/',
    'http://me@8.8.8.8',
  ])('"%s" is refused as a URL', async (url) =>
    expect(await http.request({ url, deadlineMs: 1_000, maxBytes: 1 })).toMatchObject({ kind: 'refused' }),
  );

  it('a name is refused when all its addresses are private, whatever it resolved to before', async () => {
    const answers = ['127.0.0.1', '::1', '10.0.0.1'];
    await http.close();
    http = createHttpClient({
      allow: [],
      userAgent: 'test',
      lookup: (_host, _options, callback) => {
        callback(
          null,
          answers.map((address) => ({ address, family: address.includes(':') ? 6 : 4 })),
        );
      },
    });
    expect(await get('http://rebinding.example/')).toEqual({
      kind: 'refused',
      reason: 'rebinding.example is not at a public address',
    });
  });
});

it('connects to none but the permitted addresses of a name', async () => {
  await http.close();
  http = createHttpClient({
    allow: ['127.0.0.1'],
    userAgent: 'test',
    lookup: (_host, _options, callback) => {
      callback(null, [
        { address: '127.0.0.2', family: 4 },
        { address: '127.0.0.1', family: 4 },
      ]);
    },
  });
  site.on('/', 'here');
  await getResponse(`http://two.example:${new URL(site.url).port}/`);
  expect(site.requests('/')[0]?.socket.localAddress).toBe('127.0.0.1');
});

it('refuses an allow-list that is not one', () => {
  expect(() => createHttpClient({ allow: ['intranet'], userAgent: 'test' })).toThrow(RangeError);
});

describe('a server that does not play along', () => {
  it('is left at the deadline when it never answers', async () => {
    site.on('/', () => {});
    expect(await get('/', { deadlineMs: 200 })).toEqual({
      kind: 'failed',
      why: 'timeout',
      reason: '127.0.0.1 took longer than 0.2 s',
      mayHaveArrived: true,
    });
  });

  it('is left at the deadline when it sends a byte at a time', async () => {
    site.on('/', (_, response) => {
      const drip = setInterval(() => response.write('.'), 10);
      response.on('close', () => clearInterval(drip));
    });
    expect(await get('/', { deadlineMs: 200 })).toMatchObject({ why: 'timeout' });
  });

  it('is left at the deadline when it sends headers without end', async () => {
    const { server, url } = await startRawServer((socket) => {
      socket.on('error', () => {});
      socket.write('HTTP/1.1 200 OK\r\n');
      const drip = setInterval(() => socket.write('x: y\r\n'), 10);
      socket.on('close', () => clearInterval(drip));
    });
    expect(await get(url, { deadlineMs: 200 })).toMatchObject({ why: 'timeout' });
    server.close();
  });

  it('holds up nobody but those who wait for it, and those not beyond their deadlines', async () => {
    site.on('/hang', () => {});
    const other = await startSite();
    other.on('/', 'here');
    const hanging = Array.from({ length: 8 }, () => get('/hang', { deadlineMs: 300 }));
    expect(await getResponse(`${other.url}/`)).toMatchObject({ status: 200 });
    const results = await Promise.all(hanging);
    expect(results.every((result) => result.kind === 'failed' && result.why === 'timeout')).toBe(true);
    // Four held the connections. The others were never sent, but for one that a busy machine lets go in the last moment.
    const sent = results.filter((result) => result.kind === 'failed' && result.mayHaveArrived).length;
    expect([4, 5, 6, 7]).toContain(sent);
    expect([4, 5, 6, 7]).toContain(site.requests('/hang').length);
    site.on('/', 'well again');
    expect(await getResponse('/')).toMatchObject({ status: 200 });
    await other.close();
  });

  it('is a failure when it breaks off in the middle', async () => {
    site.on('/', (_, response) => {
      response.writeHead(200, { 'content-length': '100' });
      response.write('half', () => response.destroy());
    });
    expect(await get('/')).toMatchObject({ kind: 'failed', why: 'protocol', mayHaveArrived: true });
  });

  it('is a failure when it does not speak HTTP', async () => {
    const { server, url } = await startRawServer((socket) => socket.end('220 mail.example ESMTP\r\n'));
    expect(await get(url)).toMatchObject({ kind: 'failed', why: 'protocol' });
    server.close();
  });

  it('is a failure of TLS when it has none', async () => {
    expect(await get(`https://127.0.0.1:${new URL(site.url).port}/`)).toMatchObject({
      kind: 'failed',
      why: 'tls',
      mayHaveArrived: false,
    });
  });

  it('got nothing when it refused the connection', async () => {
    const { server, url } = await startRawServer(() => {});
    server.close();
    await once(server, 'close');
    expect(await get(`${url}services/SECRET?token=SECRET`)).toEqual({
      kind: 'failed',
      why: 'connect',
      reason: '127.0.0.1 refused the connection',
      mayHaveArrived: false,
    });
  });

  it('got nothing when its name is not known', async () => {
    await http.close();
    const unknown = Object.assign(new Error('getaddrinfo ENOTFOUND'), { code: 'ENOTFOUND', syscall: 'getaddrinfo' });
    http = createHttpClient({
      allow: [],
      userAgent: 'test',
      lookup: (_host, _options, callback) => callback(unknown, []),
    });
    expect(await get('http://feeds.example/SECRET')).toEqual({
      kind: 'failed',
      why: 'unknown_host',
      reason: 'feeds.example does not exist in DNS',
      mayHaveArrived: false,
    });
  });

  it('got nothing when DNS is in trouble', async () => {
    await http.close();
    const passing = Object.assign(new Error('getaddrinfo EAI_AGAIN'), { code: 'EAI_AGAIN', syscall: 'getaddrinfo' });
    http = createHttpClient({
      allow: [],
      userAgent: 'test',
      lookup: (_host, _options, callback) => callback(passing, []),
    });
    expect(await get('http://feeds.example/')).toEqual({
      kind: 'failed',
      why: 'dns',
      reason: 'feeds.example could not be looked up in DNS (EAI_AGAIN)',
      mayHaveArrived: false,
    });
  });
});

describe('an answer of which only the status is needed', () => {
  const bounds = { method: 'POST', body: 'x', maxBytes: 1_000, bodyWithinMs: 200 } as const;

  it('is a response whatever comes of its body, which has what could be read', async () => {
    const answers: Record<string, (response: ServerResponse) => void> = {
      '/whole': (response) => response.writeHead(202).end('taken'),
      '/stalled': (response) => response.writeHead(404).write('no_s'),
      '/silent': (response) => response.writeHead(200).flushHeaders(),
      '/broken-off': (response) =>
        response
          .writeHead(200, { 'content-length': '100' })
          .write('half', () => setTimeout(() => response.destroy(), 50)),
      '/long': (response) => response.writeHead(200).end('x'.repeat(2_000_000)),
      '/no-gzip': (response) => response.writeHead(200, { 'content-encoding': 'gzip' }).end('\x1f\x8b\x08\0broken'),
      '/unknown': (response) => response.writeHead(200, { 'content-encoding': 'secret' }).end('\0\x01\x02'),
    };
    for (const [path, answer] of Object.entries(answers)) site.on(path, (_, response) => answer(response));
    const seen: unknown[] = [];
    for (const path of Object.keys(answers)) {
      const { status, body, isCut } = await getResponse(path, bounds);
      seen.push([path, status, body.length > 100 ? body.length : body.toString(), isCut]);
    }
    expect(seen).toEqual([
      ['/whole', 202, 'taken', false],
      ['/stalled', 404, 'no_s', true],
      ['/silent', 200, '', true],
      ['/broken-off', 200, 'half', true],
      ['/long', 200, 1_000, true],
      ['/no-gzip', 200, '', true],
      ['/unknown', 200, '', true],
    ]);
  });

  it('is one at the deadline, too', async () => {
    site.on('/', (_, response) => response.writeHead(201).write('so f'));
    const answer = await getResponse('/', { ...bounds, bodyWithinMs: 60_000, deadlineMs: 300 });
    expect(answer).toMatchObject({ status: 201, isCut: true });
  });

  it('leaves the connection for the next when it ends in time', async () => {
    site.on('/', 'ok');
    for (let i = 0; i < 6; i++) await getResponse('/', bounds);
    expect(new Set(site.requests('/').map((request) => request.socket)).size).toBeLessThan(4);
  });
});

it('fails what is under way when it is closed', async () => {
  const arrived = new Promise<void>((resolve) => site.on('/', () => resolve()));
  const hanging = get('/');
  await arrived;
  await http.close();
  const cut = { kind: 'failed', why: 'protocol', reason: 'the exchange with 127.0.0.1 was cut short by us' };
  expect(await hanging).toEqual({ ...cut, mayHaveArrived: true });
  expect(await get('/')).toEqual({ ...cut, mayHaveArrived: false });
});
