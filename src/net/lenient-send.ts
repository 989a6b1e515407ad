import http, { type IncomingMessage } from 'node:http';
import { Duplex, pipeline, Transform } from 'node:stream';
import type { buildConnector } from 'undici';

/** A line of a head that names a field (RFC 9112 §5), and a control character that no value may have. */
const FIELD = /^[\w!#$%&'*+.^`|~-]+:/;
const CONTROL = /[\0-\x08\x0a-\x1f\x7f]/g;

/** What is sent, and by whom it is asked. */
export interface LenientRequest {
  url: URL;
  headers: Record<string, string>;
  /** Bytes of a head that are read. */
  maxHeaderBytes: number;
  signal: AbortSignal;
}

/**
 * Sends a GET and waits for the head of the answer, leaving out those lines of it that are no header: undici takes no
 * answer from a server that sends one, browsers pass over it. The connection is closed afterwards. Rejects with what broke
 * it.
 */
export async function sendLeniently(
  connect: buildConnector.connector,
  { url, headers, maxHeaderBytes, signal }: LenientRequest,
): Promise<IncomingMessage> {
  const socket = await connectTo(connect, url, signal);
  return new Promise((resolve, reject) => {
    const end = () => {
      reject(signal.reason);
      socket.destroy();
    };
    signal.addEventListener('abort', end, { once: true });
    // What breaks one of the two reaches the other, and the request.
    const readable = pipeline(socket, cleanHead(maxHeaderBytes), () => {});
    const cleaned = Duplex.from({ writable: socket, readable });
    const request = http.request({
      createConnection: () => cleaned,
      host: url.host,
      path: `${url.pathname}${url.search}`,
      headers: { ...headers, host: url.host, connection: 'close' },
      maxHeaderSize: maxHeaderBytes,
    });
    const give = (answer: IncomingMessage) => {
      // Before the connection is closed, which would be a proper end of a body without a length.
      signal.removeEventListener('abort', end);
      signal.addEventListener('abort', () => answer.destroy(signal.reason), { once: true });
      resolve(answer);
    };
    // The listener stays: what happens after the head is for who reads the body.
    request.on('error', reject).on('response', give).end();
  });
}

function connectTo(
  connect: buildConnector.connector,
  { protocol, hostname, host, port }: URL,
  signal: AbortSignal,
): Promise<Duplex> {
  return new Promise((resolve, reject) => {
    signal.addEventListener('abort', () => reject(signal.reason), { once: true });
    // As undici calls it: an IPv6 address without its brackets.
    const options = { protocol, hostname: hostname.replace(/^\[|\]$/g, ''), host, port };
    connect(options, (error, socket) => {
      if (signal.aborted) socket?.destroy();
      else if (error) reject(error);
      else resolve(socket);
    });
  });
}

/** Passes on a head without the lines that are none of it, and then everything as it comes. */
function cleanHead(maxBytes: number): Transform {
  let head: Buffer | null = Buffer.alloc(0);
  return new Transform({
    transform(chunk: Buffer, _encoding, done) {
      if (head === null) return done(null, chunk);
      head = Buffer.concat([head, chunk]);
      const text = head.toString('latin1', 0, maxBytes);
      const end = /\r?\n\r?\n/.exec(text);
      if (!end && head.length < maxBytes) return done();
      const length = end ? end.index + end[0].length : 0;
      const rest = head.subarray(length);
      head = null;
      done(null, Buffer.concat([Buffer.from(cleanLines(text.slice(0, length)), 'latin1'), rest]));
    },
  });
}

function cleanLines(head: string): string {
  const [status = '', ...lines] = head.trimEnd().split(/\r?\n/);
  const fields = lines.filter((line) => FIELD.test(line)).map((line) => line.replace(CONTROL, ''));
  return [status, ...fields, '', ''].join('\r\n');
}
