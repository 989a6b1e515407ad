import { once } from 'node:events';
import { type AddressInfo, createServer, type LookupFunction, type Server } from 'node:net';
import type { buildConnector } from 'undici';
import { parseCidr } from '../../src/net/address.ts';
import { AddressRefusedError, createGuardedConnector } from '../../src/net/connector.ts';

let server: Server;
let port: string;
/** What arrived at the server. */
let received: Buffer[];

beforeEach(async () => {
  received = [];
  server = createServer((socket) => {
    socket.on('data', (bytes) => received.push(bytes)).on('error', () => {});
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  port = String((server.address() as AddressInfo).port);
});
afterEach(async () => {
  server.close();
  await once(server, 'close');
});

/** What comes of a connection to a name that the resolver says is at `address`. */
function connect(allow: string, address: string, protocol = 'http:', hostname = 'news.example'): Promise<unknown> {
  const lookup: LookupFunction = (_host, _options, callback) => callback(null, [{ address, family: 4 }]);
  const open = createGuardedConnector([parseCidr(allow)!], lookup);
  return new Promise((resolve) => {
    const options: buildConnector.Options = { hostname, host: `${hostname}:${port}`, protocol, port };
    open(options, (error, socket) => {
      socket?.destroy();
      resolve(error);
    });
  });
}

it('opens a connection that leads where it may', async () => {
  expect(await connect('127.0.0.1', '127.0.0.1')).toBeNull();
});

// The system takes 0.0.0.0, "this host", for loopback: what the resolver said is not where the connection ends.
it.each(['http:', 'https:'])(
  'sends nothing over %s where a permitted answer leads to a private address',
  async (protocol) => {
    const arrived = once(server, 'connection');
    expect(await connect('0.0.0.0', '0.0.0.0', protocol)).toBeInstanceOf(AddressRefusedError);
    const [socket] = await arrived;
    if (!socket.closed) await once(socket, 'close');
    expect(received).toEqual([]);
  },
);

it('closes a connection to an address that no resolver was asked about', async () => {
  expect(await connect('10.0.0.0/8', '10.0.0.1', 'http:', '127.0.0.1')).toBeInstanceOf(AddressRefusedError);
});
