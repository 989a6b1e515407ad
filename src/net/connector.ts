import { type LookupAddress, lookup as systemLookup } from 'node:dns';
import type { LookupFunction, Socket } from 'node:net';
import { buildConnector } from 'undici';
import { type Cidr, mayTalkTo } from './address.ts';

/** ms for a connection, and again for its TLS handshake. */
const CONNECT_TIMEOUT_MS = 10_000;

/**
 * ms until the next address of a host is tried (RFC 8305 §5). Node's default of 250 ms gives up on servers that are
 * merely far away.
 */
const NEXT_ADDRESS_AFTER_MS = 1_000;

/** A host has only addresses that may not be talked to. Nothing was sent to it. */
export class AddressRefusedError extends Error {
  constructor(host: string) {
    super(`${host} is not at a public address`);
  }
}

/** No connection came about: nothing of the request was sent. `cause` is what the socket said. */
export class ConnectError extends Error {
  /** Where it failed. */
  readonly stage: 'dns' | 'connect' | 'tls';

  constructor(stage: 'dns' | 'connect' | 'tls', cause: Error) {
    super(cause.message, { cause });
    this.stage = stage;
  }
}

/**
 * Opens connections for undici, to permitted addresses only: every answer of the name lookup is checked, and the
 * socket's own remote address before the first byte, which for TLS is the handshake's. Fails with
 * {@link AddressRefusedError} or {@link ConnectError}.
 */
export function createGuardedConnector(allow: Cidr[], lookup: LookupFunction = systemLookup): buildConnector.connector {
  const connectTcp = buildConnector({
    timeout: CONNECT_TIMEOUT_MS,
    lookup: guardLookup(allow, lookup),
    autoSelectFamily: true,
    autoSelectFamilyAttemptTimeout: NEXT_ADDRESS_AFTER_MS,
  });
  const startTls = buildConnector({ timeout: CONNECT_TIMEOUT_MS, allowH2: false });

  return (options, callback) => {
    const port = options.port || (options.protocol === 'https:' ? '443' : '80');
    connectTcp({ ...options, protocol: 'http:', port }, (error, socket) => {
      if (error) return callback(connectFailure(error), null);
      if (!mayTalkTo(socket.remoteAddress ?? '', allow)) {
        socket.destroy();
        return callback(new AddressRefusedError(options.hostname), null);
      }
      if (options.protocol === 'http:') return callback(null, socket);
      startTls({ ...options, port, httpSocket: socket as Socket }, (tlsError, tlsSocket) => {
        if (!tlsError) return callback(null, tlsSocket);
        socket.destroy();
        callback(new ConnectError('tls', tlsError), null);
      });
    });
  };
}

/** The same lookup, without the answers that may not be talked to. */
function guardLookup(allow: Cidr[], lookup: LookupFunction): LookupFunction {
  return (hostname, options, callback) => {
    lookup(hostname, { ...options, all: true }, (error, answers) => {
      if (error) return callback(error, []);
      // With `all` a resolver answers with a list.
      const permitted = (answers as LookupAddress[]).filter((answer) => mayTalkTo(answer.address, allow));
      const [first] = permitted;
      if (!first) return callback(new AddressRefusedError(hostname), []);
      if (options.all) callback(null, permitted);
      else callback(null, first.address, first.family);
    });
  };
}

function connectFailure(error: Error): Error {
  if (error instanceof AddressRefusedError) return error;
  const fromDns = 'syscall' in error && error.syscall === 'getaddrinfo';
  return new ConnectError(fromDns ? 'dns' : 'connect', error);
}
