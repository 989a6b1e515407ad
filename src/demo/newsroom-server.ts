import fastify, { type FastifyReply, type FastifyRequest } from 'fastify';
import { type BrokenFeed, brokenFeeds } from './newsroom/broken-feeds.ts';
import { feedPath, type NewsItem, type Outlet } from './newsroom/outlet.ts';
import { outlets } from './newsroom/outlets.ts';
import { type Paper, renderArticle, renderFeed, renderFront } from './newsroom/render.ts';
import { isUnchanged, validatorsOf } from './newsroom/validators.ts';

/** A request the newsroom has answered. */
export interface NewsroomRequest {
  method: string;
  /** Path and query. */
  path: string;
  status: number;
  /** True when the client sent a validator of an earlier answer. */
  conditional: boolean;
}

/** The running newsroom. */
export interface Newsroom {
  /** Its origin, without a final slash. */
  url: string;
  /** The last 10,000 answered requests, in order. */
  requests: readonly NewsroomRequest[];
  /** Puts the breaking news into the feeds, dated now. Its article pages exist from then on. A second call does nothing. */
  breakStory(): void;
  close(): Promise<void>;
}

/** Where the newsroom listens. */
export interface NewsroomOptions {
  /** 0, the default, takes any free port. */
  port?: number;
}

/** A demo may run for days. */
const MAX_REQUESTS = 10_000;

/**
 * Serves the invented outlets on 127.0.0.1: feeds with validators, article pages, feeds that are broken.
 * It starts with the background items only.
 */
export async function startNewsroom({ port = 0 }: NewsroomOptions = {}): Promise<Newsroom> {
  const openedAt = wholeSecond(Date.now());
  let brokeAt: Date | null = null;
  const requests: NewsroomRequest[] = [];
  const papers = () => outlets.map((outlet) => paperAt(outlet, openedAt, brokeAt));
  const base = () => server.listeningOrigin;

  // A silent feed and a client's kept-alive connections must not hold up the end.
  const server = fastify({ forceCloseConnections: true });
  server.addHook('onResponse', async (request, reply) => {
    const conditional = 'if-none-match' in request.headers || 'if-modified-since' in request.headers;
    requests.push({ method: request.method, path: request.url, status: reply.statusCode, conditional });
    if (requests.length > MAX_REQUESTS) requests.shift();
  });

  server.get('/', (_request, reply) => sendPage(reply, 200, renderFront(papers(), base())));
  for (const outlet of outlets) {
    server.get(feedPath(outlet), (request, reply) =>
      sendFeed(request, reply, paperAt(outlet, openedAt, brokeAt), base()),
    );
    server.get<{ Params: { slug: string } }>(`/${outlet.id}/news/:slug`, (request, reply) => {
      const paper = paperAt(outlet, openedAt, brokeAt);
      const entry = paper.entries.find(({ item }) => item.slug === request.params.slug);
      if (!entry) return sendPage(reply, 404, errorPage(404));
      const status = entry.item.pageStatus ?? 200;
      return sendPage(reply, status, status === 200 ? renderArticle(paper, entry, base()) : errorPage(status));
    });
  }
  for (const broken of brokenFeeds) server.get(broken.path, (_request, reply) => sendBroken(reply, broken));

  await server.listen({ port, host: '127.0.0.1' });
  return {
    url: base(),
    requests,
    breakStory() {
      brokeAt ??= wholeSecond(Date.now());
    },
    close: () => server.close(),
  };
}

/** The paper with all items of the waves that have begun. `brokeAt` is null before the story breaks. */
function paperAt(outlet: Outlet, openedAt: Date, brokeAt: Date | null): Paper {
  const entries = outlet.items.flatMap((item) => {
    const publishedAt = publicationOf(item, openedAt, brokeAt);
    return publishedAt ? [{ item, publishedAt }] : [];
  });
  entries.sort((a, b) => b.publishedAt.getTime() - a.publishedAt.getTime());
  return { outlet, entries, changedAt: brokeAt ?? openedAt };
}

function publicationOf(item: NewsItem, openedAt: Date, brokeAt: Date | null): Date | null {
  const waveBegan = item.wave === 'background' ? openedAt : brokeAt;
  return waveBegan && new Date(waveBegan.getTime() - item.minutesBefore * 60_000);
}

/** RSS dates have whole seconds. Rounded up: rounded down, news could appear older than the feed's own baseline. */
function wholeSecond(ms: number): Date {
  return new Date(Math.ceil(ms / 1000) * 1000);
}

function sendFeed(request: FastifyRequest, reply: FastifyReply, paper: Paper, base: string): FastifyReply {
  const { contentType, body } = renderFeed(paper, base);
  const validators = validatorsOf(body, paper.changedAt);
  reply.header('etag', validators.etag).header('last-modified', validators.lastModified);
  if (isUnchanged(request.headers, validators)) return reply.code(304).send();
  return reply.type(contentType).send(body);
}

function sendPage(reply: FastifyReply, status: number, html: string): FastifyReply {
  return reply
    .code(status)
    .type('text/html; charset=utf-8')
    .header('content-security-policy', "default-src 'none'; style-src 'unsafe-inline'")
    .send(html);
}

function sendBroken(reply: FastifyReply, { answer }: BrokenFeed): FastifyReply {
  if (!answer) {
    reply.hijack();
    return reply;
  }
  return reply.code(answer.status).type(answer.contentType).send(answer.body);
}

function errorPage(status: number): string {
  return `<!DOCTYPE html><html lang="en"><title>${status}</title><h1>${status}</h1><p>This page cannot be shown.</p></html>`;
}
