import { createHash, createHmac } from 'node:crypto';
import type { FeedSubject } from '../model/delivery.ts';

/** The forms that a feed is written in; also how its addresses end. */
export const FEED_FORMS = ['atom', 'rss', 'json'] as const;

/** One of them. */
export type FeedForm = (typeof FEED_FORMS)[number];

/** base64url of 32 bytes. */
const TOKEN = /^[\w-]{43}$/;

/**
 * What the address of a feed holds, 43 characters: the HMAC-SHA256 of what it is of, so that the same address can be told
 * again and nobody else can tell it. No link in a message is signed by it (`signLink`): what is signed there has no line feed.
 *
 * @param key What links are signed with.
 * @param generation Another makes another.
 */
export function feedToken(key: Uint8Array, { kind, id }: FeedSubject, generation: number): string {
  return createHmac('sha256', key).update(`feed\n${kind}\n${generation}\n${id}`).digest('base64url');
}

/** What a token is found by: who reads it can ask for nothing. Null: it is none. */
export function feedTokenHash(token: string): Buffer | null {
  return TOKEN.test(token) ? createHash('sha256').update(token).digest() : null;
}

/** Where a feed is to be had. @param pagesUrl Where the pages are. */
export function feedUrl(pagesUrl: string, token: string, form: FeedForm): string {
  return `${pagesUrl.replace(/\/+$/, '')}/feeds/${token}.${form}`;
}
