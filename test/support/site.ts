import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

/** Answers one request. */
export type Answer = (request: IncomingMessage, response: ServerResponse) => void;

/** A news site on loopback, made up by a test as it goes. */
export interface Site {
  /** Origin without a final slash. */
  url: string;
  /** Sets what a path answers from now on: a function, or a body with status 200. */
  on(path: string, answer: Answer | string): void;
  /** The requests for a path so far. */
  requests(path: string): IncomingMessage[];
  close(): Promise<void>;
}

/** Starts a site that answers 404 to everything it was not told. */
export async function startSite(): Promise<Site> {
  const answers = new Map<string, Answer>();
  const seen: IncomingMessage[] = [];
  const server = createServer((request, response) => {
    seen.push(request);
    const answer = answers.get(request.url ?? '');
    if (answer) answer(request, response);
    else response.writeHead(404).end();
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    on(path, answer) {
      answers.set(path, typeof answer === 'string' ? (_request, response) => response.end(answer) : answer);
    },
    requests: (path) => seen.filter((request) => request.url === path),
    async close() {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
}

/** A story as a test tells it. */
export interface TestItem {
  guid: string;
  title: string;
  /** Absolute. */
  link?: string;
  summary?: string;
  published?: Date;
}

/** An RSS 2.0 document. */
export function rss(items: TestItem[], language = 'en'): string {
  const escapeXml = (text: string) => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;');
  const tag = (name: string, value: string | undefined) =>
    value === undefined ? '' : `<${name}>${escapeXml(value)}</${name}>`;
  const entries = items.map(
    ({ guid, title, link, summary, published }) =>
      `<item><guid isPermaLink="false">${escapeXml(guid)}</guid>${tag('title', title)}${tag('link', link)}${tag('description', summary)}${tag('pubDate', published?.toUTCString())}</item>`,
  );
  return `<?xml version="1.0"?><rss version="2.0"><channel><title>The Test Courier</title><link>http://127.0.0.1/</link><language>${language}</language>${entries.join('')}</channel></rss>`;
}

/** An article page with enough text around `body` to be read as one. */
export function page(title: string, body: string, canonical?: string): string {
  const filler = Array.from(
    { length: 5 },
    (_, index) =>
      `<p>Paragraph ${index + 1} of “${title}” says what happened before, who was there and what is expected to follow in the coming days, in the calm words of an ordinary report.</p>`,
  );
  return `<!doctype html><html lang="en"><head><meta charset="utf-8"><title>${title}</title><meta property="og:title" content="${title}"><meta property="og:site_name" content="The Test Courier">${canonical ? `<link rel="canonical" href="${canonical}">` : ''}</head><body><nav><a href="/">Home</a></nav><main><article><h1>${title}</h1><p>${body}</p>${filler.join('')}</article></main><footer>Follow us on Telegram</footer></body></html>`;
}
