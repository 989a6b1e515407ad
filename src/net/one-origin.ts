import { createHttpClient } from './client.ts';
import type { HttpClient } from './http.ts';

/** All addresses there are. */
const ANYWHERE = ['0.0.0.0/0', '::/0'];

/** For whom a client is, and how fast. */
export interface OneOriginOptions {
  /** Any URL of the origin that may be talked to, wherever it is: an operator named it. */
  url: string;
  userAgent: string;
  /** Connections at once. */
  connections: number;
}

/**
 * A client for a server of the operator's own, which may be at a private or loopback address: it talks to that one origin
 * and to nothing else, and follows no redirect.
 */
export function createOneOriginClient({ url, userAgent, connections }: OneOriginOptions): HttpClient {
  const { origin } = new URL(url);
  const client = createHttpClient({ allow: ANYWHERE, userAgent, connectionsPerOrigin: connections });
  return {
    async request(request) {
      if (URL.parse(request.url)?.origin !== origin)
        return { kind: 'refused', reason: `this client talks to ${origin} only` };
      return client.request({ ...request, maxRedirects: 0 });
    },
    close: () => client.close(),
  };
}
