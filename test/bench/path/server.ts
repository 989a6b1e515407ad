/**
 * The newsroom of the benchmark, a process of its own: a feed with as many items as it is told by IPC, and the page of each.
 */

import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { readPages } from '../extract/pages.ts';

const pages = readPages(null);
let items = 0;

const server = createServer((request, response) => {
  const { pathname } = new URL(request.url ?? '/', 'http://127.0.0.1');
  if (pathname === '/feed') {
    response.setHeader('content-type', 'application/rss+xml');
    response.end(feed());
  } else if (pathname.startsWith('/story/')) {
    response.setHeader('content-type', 'text/html; charset=utf-8');
    response.end(storyPage(Number(pathname.slice('/story/'.length))));
  } else {
    response.writeHead(404).end();
  }
});

function feed(): string {
  const { port } = server.address() as AddressInfo;
  const entries = Array.from(
    { length: items },
    (_, index) =>
      `<item><guid>story ${index}</guid><title>Story ${index}</title><link>http://127.0.0.1:${port}/story/${index}</link></item>`,
  );
  return `<rss version="2.0"><channel><title>Courier</title>${entries.join('')}</channel></rss>`;
}

/** One of the pages, with words of its own: no two tell the same story. */
function storyPage(index: number): string {
  const { html } = pages[index % pages.length]!;
  return html.replace(/<p class="article__text[^>]*>/, (tag) => `${tag}Story ${index} was told at ${index * 7}. `);
}

process.on('message', (told: number) => {
  items = told;
  process.send?.(items);
});
process.on('disconnect', () => process.exit());
server.listen(0, '127.0.0.1', () => process.send?.((server.address() as AddressInfo).port));
