import { createHmac } from 'node:crypto';
import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

/** How a hub answered a subscriber's request, and what it does then. */
export interface HubManners {
  /** Status of the answer to a request, 202 unless said otherwise; others than 2xx end it there. */
  status?: number;
  /** Header `Location` of the answer. */
  location?: string;
  /** What it does after the answer: verify, deny with this reason, or nothing. */
  after?: 'verify' | 'ignore' | { deny: string };
  /** The lease it grants, in seconds; the one that was asked for unless said otherwise. */
  leaseSeconds?: string;
}

/** What the subscriber said to a verification or a denial. */
export interface CallbackAnswer {
  status: number;
  type: string | null;
  /** The challenge came back as it was sent. */
  isConfirmed: boolean;
}

/** What a push carries besides its body. */
export interface PushOptions {
  /** Key of the signature; the one that the subscriber gave unless said otherwise. */
  secret?: string;
  method?: string;
  /** In place of, or beside, what the hub sends by itself; null: left out. */
  headers?: Record<string, string | null>;
}

/** A WebSub hub on loopback (sections 5 and 7), with the manners a test gives it. */
export interface TestHub {
  url: string;
  /** The requests it got, oldest first. */
  requests: URLSearchParams[];
  /** Sets how it behaves from now on. */
  behave(manners: HubManners): void;
  /** Waits until everything that followed from the requests so far is done, and returns all answers of callbacks. */
  answers(): Promise<CallbackAnswer[]>;
  /** Sends a GET with these parameters to the callback of the last request. */
  ask(parameters: Record<string, string>): Promise<CallbackAnswer>;
  /** Distributes a document to the callback of the last request. */
  push(body: string | Uint8Array<ArrayBuffer>, options?: PushOptions): Promise<Response>;
  close(): Promise<void>;
}

export async function startHub(): Promise<TestHub> {
  const requests: URLSearchParams[] = [];
  const answers: CallbackAnswer[] = [];
  const following = new Set<Promise<unknown>>();
  let manners: HubManners = {};

  const callback = () => {
    const last = requests.at(-1);
    if (!last) throw new Error('nobody has subscribed');
    return { url: last.get('hub.callback')!, secret: last.get('hub.secret') };
  };
  const get = async (url: string, parameters: Record<string, string>): Promise<CallbackAnswer> => {
    const response = await fetch(`${url}?${new URLSearchParams(parameters)}`);
    const isConfirmed = response.ok && (await response.text()) === parameters['hub.challenge'];
    return { status: response.status, type: response.headers.get('content-type'), isConfirmed };
  };
  const follow = async (form: URLSearchParams, { after = 'verify', leaseSeconds }: HubManners) => {
    if (after === 'ignore') return;
    const url = form.get('hub.callback')!;
    const topic = form.get('hub.topic')!;
    const parameters =
      typeof after === 'object'
        ? { 'hub.mode': 'denied', 'hub.topic': topic, 'hub.reason': after.deny }
        : {
            'hub.mode': form.get('hub.mode')!,
            'hub.topic': topic,
            'hub.challenge': `challenge ${requests.length} <b>&%+ü`,
            'hub.lease_seconds': leaseSeconds ?? form.get('hub.lease_seconds') ?? '',
          };
    answers.push(await get(url, parameters));
  };

  const server = createServer(async (request, response) => {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk);
    const form = new URLSearchParams(Buffer.concat(chunks).toString());
    requests.push(form);
    const { status = 202, location } = manners;
    response.writeHead(status, location === undefined ? {} : { location }).end();
    if (status > 299) return;
    const followed = follow(form, manners);
    following.add(followed);
    followed.finally(() => following.delete(followed)).catch(() => {});
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/`;

  return {
    url,
    requests,
    behave(next) {
      manners = next;
    },
    async answers() {
      while (following.size > 0) await Promise.all(following);
      return answers;
    },
    ask: (parameters) => get(callback().url, parameters),
    async push(body, { secret, method = 'sha256', headers = {} } = {}) {
      const { url: to, secret: agreed } = callback();
      const key = secret ?? agreed;
      const all = {
        'content-type': 'application/atom+xml',
        link: `<${url}>; rel="hub"`,
        'x-hub-signature': key === null ? null : `${method}=${createHmac(method, key).update(body).digest('hex')}`,
        ...headers,
      };
      const sent = Object.entries(all).filter((entry): entry is [string, string] => entry[1] !== null);
      return fetch(to, { method: 'POST', body, headers: sent });
    },
    async close() {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
}
