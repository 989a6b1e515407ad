import { once } from 'node:events';
import { createServer, type IncomingHttpHeaders, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

/** A post that came in. */
export interface Post {
  method: string;
  /** With its query. */
  path: string;
  headers: IncomingHttpHeaders;
  body: string;
}

/** How the next post is answered; `hang up` breaks the connection once the post was read, a function does as it likes. */
export type HttpAnswer =
  | { status: number; body?: string; headers?: Record<string, string> }
  | ((response: ServerResponse, post: Post) => void)
  | 'hang up';

/** A server on loopback that takes posts. */
export interface HttpReceiver {
  url: string;
  /** Without a slash at its end. */
  origin: string;
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
    const post = { method: request.method ?? '', path: request.url ?? '', headers: request.headers, body };
    posts.push(post);
    answer(response, answers.shift() ?? { status: 200, body: 'ok' }, post);
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return {
    url: `${origin}/services/T0/B0/very-secret`,
    origin,
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

function answer(response: ServerResponse, how: HttpAnswer, post: Post): void {
  if (how === 'hang up') response.destroy();
  else if (typeof how === 'function') how(response, post);
  else response.writeHead(how.status, how.headers).end(how.body);
}
