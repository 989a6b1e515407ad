import { createSocket, type Socket } from 'node:dgram';
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { resolverFault } from '../../src/doctor/resolver.ts';

let resolver: Socket;
let server: string;
/** Bits of the header's second word: an answer (RFC 1035 §4.1.1), of the kind "there is no such name". */
const NO_SUCH_NAME = 0x8183;

beforeEach(async () => {
  resolver = createSocket('udp4').bind(0, '127.0.0.1');
  await once(resolver, 'listening');
  server = `127.0.0.1:${(resolver.address() as AddressInfo).port}`;
});
afterEach(() => {
  resolver.close();
});

it('tells a resolver that is silent', async () => {
  expect(await resolverFault(['a.example', 'b.example'], [server])).toBe('ETIMEOUT');
});

it('takes any answer for one, also that there is no such name', async () => {
  resolver.on('message', (question, { port, address }) => {
    const answer = Buffer.from(question);
    answer.writeUInt16BE(NO_SUCH_NAME, 2);
    resolver.send(answer, port, address);
  });
  expect(await resolverFault(['a.example'], [server])).toBeNull();
});

it('asks for no addresses', async () => {
  let asked = 0;
  resolver.on('message', () => {
    asked += 1;
  });
  expect(await resolverFault(['127.0.0.1', '[::1]'], [server])).toBeNull();
  expect(asked).toBe(0);
});
