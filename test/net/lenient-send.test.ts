import { createServer, type Server, type Socket } from 'node:net';
import { createHttpClient } from '../../src/net/client.ts';
import type { HttpClient, HttpRequest } from '../../src/net/http.ts';

let server: Server;
let http: HttpClient;
let answer: (socket: Socket) => void;
let asked: string[];

beforeEach(async () => {
  asked = [];
  server = createServer((socket) => {
    socket.on('error', () => {});
    socket.once('data', (request) => {
      asked.push(request.toString());
      answer(socket);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  http = createHttpClient({ allow: ['127.0.0.1'], userAgent: 'test' });
});

afterEach(async () => {
  await http.close();
  server.close();
});

function ask(more: Partial<HttpRequest> = {}) {
  const { port } = server.address() as { port: number };
  return http.request({ url: `http://127.0.0.1:${port}/a?b`, deadlineMs: 3_000, maxBytes: 1_000, ...more });
}

const HEAD = 'HTTP/1.1 200 OK\r\nContent-Type: text/xml\r\nX-Powered By: something\r\n<!-- made in 0.02 s -->\r\n';

it('reads an answer whose head ends its lines with a line feed alone', async () => {
  answer = (socket) => socket.end('HTTP/1.1 200 OK\nContent-Type: text/xml\n\nHere it is');
  const result = await ask();
  expect(result.kind === 'response' && result.body.toString()).toBe('Here it is');
});

it('reads an answer whose head has lines that are no headers, and says so', async () => {
  answer = (socket) => socket.end(`${HEAD}ETag: "1"\r\n\r\nHere it is`);
  const result = await ask({ headers: { accept: 'text/xml' } });
  if (result.kind !== 'response') throw new Error(result.reason);
  expect(result).toMatchObject({
    status: 200,
    headers: { 'content-type': 'text/xml', etag: '"1"' },
    faults: ['the headers of the answer are malformed'],
  });
  expect(result.body.toString()).toBe('Here it is');
  expect(asked).toHaveLength(2);
  expect(asked[1]).toMatch(/^GET \/a\?b HTTP\/1\.1\r\naccept: text\/xml\r\nuser-agent: test\r\n/);
});

it('reads one in pieces and in chunks', async () => {
  answer = (socket) => {
    socket.write(HEAD.slice(0, 60));
    setTimeout(() => socket.end(`${HEAD.slice(60)}Transfer-Encoding: chunked\r\n\r\n4\r\nHere\r\n0\r\n\r\n`), 20);
  };
  const result = await ask();
  expect(result.kind === 'response' && result.body.toString()).toBe('Here');
});

it('follows its redirects', async () => {
  answer = (socket) =>
    asked.at(-1)?.startsWith('GET /moved')
      ? socket.end('HTTP/1.1 200 OK\r\nContent-Length: 4\r\n\r\nHere')
      : socket.end(`${HEAD.replace('200 OK', '301 Moved')}Location: /moved\r\n\r\n`);
  expect(await ask()).toMatchObject({ kind: 'response', redirects: [{ status: 301 }] });
});

it('holds its limits', async () => {
  answer = (socket) => socket.write(`${HEAD}\r\n`);
  expect(await ask({ deadlineMs: 300 })).toMatchObject({ kind: 'failed', why: 'timeout' });
  answer = (socket) => socket.end(`${HEAD}\r\n${'x'.repeat(1_001)}`);
  expect(await ask()).toMatchObject({ kind: 'failed', why: 'too_large' });
  answer = (socket) => socket.end(`${HEAD}${'X-Long: y\r\n'.repeat(10_000)}\r\nHere`);
  expect(await ask()).toMatchObject({ kind: 'failed', why: 'protocol' });
});

it.each(['POST', 'PUT'] as const)('says nothing twice by %s', async (method) => {
  answer = (socket) => socket.end(`${HEAD}\r\nHere`);
  expect(await ask({ method, body: 'x' })).toMatchObject({ kind: 'failed', why: 'protocol' });
  expect(asked).toHaveLength(1);
});
