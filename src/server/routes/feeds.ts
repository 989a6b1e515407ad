import { createHash } from 'node:crypto';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { z } from 'zod';
import { FEED_FORMS, type FeedForm, feedTokenHash, feedUrl } from '../../alert/feed-token.ts';
import { layoutFeed } from '../../alert/layout/feed.ts';
import { composeFeed, type FeedDocument } from '../../alert/outgoing-feed.ts';
import { findOutgoingFeed } from '../../store/access/outgoing-feeds.ts';
import type { Database } from '../../store/database.ts';
import { readFeedNews } from '../../store/views/outgoing-feeds.ts';

/** What the routes work with. */
export interface FeedsDependencies {
  db: Database;
  /** Where the internet reaches the pages; null: nobody said, or this process does not know. */
  publicUrl(): Promise<string | null>;
}

/** Articles in a feed. */
const ENTRIES = 50;

/** ms. What happened just now may have been followed by more at the same second, which is as far as HTTP tells times. */
const SETTLED_MS = 2_000;

const Parameters = z.object({ file: z.string() });

/**
 * `/feeds/<token>.atom`, `.rss`, `.json`: what a watch found, or a receiver is told, for feed readers, which cannot log in:
 * the token is the right to it. Who has none is told what he is told of any address that is none. Guesses are not counted,
 * since of 2²⁵⁶ tokens none is guessed, and a reader that others use, too, may ask for one that was closed for ever.
 */
export async function feedsRoutes(app: FastifyInstance, { db, publicUrl }: FeedsDependencies): Promise<void> {
  app.get('/feeds/:file', async (request, reply) => {
    const { token, form } = readName(Parameters.parse(request.params).file);
    const feed = form && (await find(token));
    if (!feed) return reply.callNotFound();
    const { type, body } = layoutFeed(feed, form);
    const etag = `"${createHash('sha256').update(body).digest('base64url')}"`;
    const changedAt = Date.now() - feed.updatedAt.getTime() < SETTLED_MS ? null : feed.updatedAt;
    reply.headers({ etag, 'cache-control': 'private, no-cache', 'x-robots-tag': 'noindex' });
    if (changedAt) reply.header('last-modified', changedAt.toUTCString());
    return isKnown(request, etag, changedAt) ? reply.code(304).send() : reply.type(type).send(body);
  });

  async function find(token: string): Promise<FeedDocument | null> {
    const hash = feedTokenHash(token);
    const found = hash && (await findOutgoingFeed(db, hash));
    const homeUrl = found && (await publicUrl());
    if (!found || !homeUrl) return null;
    const subject = { kind: found.kind, id: found.subjectId };
    const [atom, rss, json] = FEED_FORMS.map((form) => feedUrl(homeUrl, token, form)) as [string, string, string];
    const { id, createdAt } = found;
    const news = await readFeedNews(db, subject, ENTRIES);
    return composeFeed({ id, createdAt, subject, homeUrl, urls: { atom, rss, json }, news });
  }
}

/** `<token>.<form>`; a form of null is none. */
function readName(file: string): { token: string; form: FeedForm | null } {
  const at = file.lastIndexOf('.');
  return { token: file.slice(0, at), form: FEED_FORMS.find((form) => form === file.slice(at + 1)) ?? null };
}

/** Whether who asks has it already (RFC 9110 §13.1.2, §13.1.3): times count only where he names no version. */
function isKnown({ headers }: FastifyRequest, etag: string, changedAt: Date | null): boolean {
  const versions = headers['if-none-match'];
  if (versions !== undefined)
    return versions.split(',').some((one) => [etag, '*'].includes(one.trim().replace(/^W\//, '')));
  const since = Date.parse(headers['if-modified-since'] ?? '');
  return changedAt !== null && Math.floor(changedAt.getTime() / 1_000) * 1_000 <= since;
}
