import { once } from 'node:events';
import { createServer, type IncomingHttpHeaders, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

/** A post that came in. */
export interface Post {
  headers: IncomingHttpHeaders;
  body: string;
}

/** How the next post is answered; `hang up` breaks the connection once the post was read, a function does as it likes. */
export type HttpAnswer =
  | { status: number; body?: string; headers?: Record<string, string> }
  | ((response: ServerResponse) => void)
  | 'hang up';

/** A server on loopback that takes posts. */
export interface HttpReceiver {
  url: string;
  posts: Post[];
  /** Sets the answers to come, in order; 200 `ok` once there are none. */
  answerWith(...answers: HttpAnswer[]): void;
  close(): Promise<void>;
}

export async function startHttpReceiver(): Promise<HttpReceiver> {
  const posts: Post[] = [];
  let answers: HttpAnswer[] = [];
  const server = createServer(async (request, response) => {
    const body = Buffer.concat(await request.toArray()).toString();
    posts.push({ headers: request.headers, body });
    answer(response, answers.shift() ?? { status: 200, body: 'ok' });
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/services/T0/B0/very-secret`,
    posts,
    answerWith(...next) {
      answers = next;
    },
    async close() {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
}

function answer(response: ServerResponse, how: HttpAnswer): void {
  if (how === 'hang up') response.destroy();
  else if (typeof how === 'function') how(response);
  else response.writeHead(how.status, how.headers).end(how.body);
}
