import { DetectError, MalformedError } from 'feedsmith';
import type { ParsedFeed } from '../model.ts';
import { cleanFeed, MAX_ITEMS } from './clean.ts';
import { decodeFeed } from './decode.ts';
import type { RawFeed } from './raw-feed.ts';
import { readWithFeedsmith } from './readers/feedsmith.ts';
import { readWithRssParser } from './readers/rss-parser.ts';
import { storable } from './storable.ts';

/** A document that was fetched as a feed. */
export interface FeedDocument {
  body: Uint8Array;
  /** The `Content-Type` header, or null. */
  contentType: string | null;
  /** Absolute URL that answered; relative links are resolved against it. */
  url: string;
}

/** What a document turned out to be. Reason and warnings are for operators: one line each, without a secret. */
export type FeedReading =
  | {
      kind: 'parsed';
      feed: ParsedFeed;
      /** What had to be mended, guessed or left out. */
      warnings: string[];
    }
  | { kind: 'unreadable'; reason: string };

/** Characters of a reader's own words that are passed on: they may quote the document. */
const MAX_DETAIL = 200;

/**
 * Reads a document with feedsmith, and with rss-parser what feedsmith refuses. Hostile input may keep it busy for long.
 */
export async function readDocument({ body, contentType, url }: FeedDocument): Promise<FeedReading> {
  const document = decodeFeed(body, contentType).trim();
  if (document === '') return { kind: 'unreadable', reason: 'the document is empty' };
  const raw = await readRaw(document);
  if (raw instanceof Error) return { kind: 'unreadable', reason: reasonFor(document, raw) };
  return { kind: 'parsed', feed: cleanFeed(raw, url), warnings: [] };
}

/** What the first reader that takes the document found; the first one's refusal when none does, as it says where. */
async function readRaw(document: string): Promise<RawFeed | Error> {
  try {
    return readWithFeedsmith(document, MAX_ITEMS);
  } catch (refusal) {
    return readWithRssParser(document, MAX_ITEMS).catch(() => refusal as Error);
  }
}

function reasonFor(document: string, refusal: Error): string {
  const start = document.slice(0, 1_000);
  if (/^[[{]/.test(start)) return 'JSON, but not a JSON Feed';
  if (!start.startsWith('<')) return 'neither XML nor JSON';
  if (/<!doctype html|<html[\s>]/i.test(start)) return 'an HTML page, not a feed';
  if (refusal instanceof MalformedError && refusal.cause instanceof Error) {
    return `malformed XML: ${storable(refusal.cause.message, MAX_DETAIL)}`;
  }
  return refusal instanceof DetectError ? 'XML, but not a feed' : 'a feed without a title or items';
}
