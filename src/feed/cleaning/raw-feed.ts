import type { PublisherSchedule } from '../../model/feed.ts';
import { mendUrl } from './mended-url.ts';

/** A text as a feed gives it: HTML, or plain. Not yet safe to store. */
export interface RawText {
  value: string;
  isMarkup: boolean;
  /** What relative URLs in it are resolved against, or null when nothing is known. */
  base: string | null;
}

/** A file that comes with an item, as the feed tells it. */
export interface RawEnclosure {
  url: string;
  type: string | null;
  bytes: string | null;
}

/** Who wrote an item: a name, or only a mail address, or both. */
export interface RawAuthor {
  name: string | null;
  email: string | null;
}

/** An item as a reader found it: URLs resolved where the feed says against what, nothing bounded or cleaned. */
export interface RawItem {
  id: string | null;
  link: string | null;
  title: RawText | null;
  summary: RawText | null;
  content: RawText | null;
  published: string | null;
  updated: string | null;
  authors: RawAuthor[];
  categories: string[];
  language: string | null;
  enclosures: RawEnclosure[];
}

/** A feed document as a reader found it, the same for every format. */
export interface RawFeed {
  title: RawText | null;
  link: string | null;
  language: string | null;
  items: RawItem[];
  /** Items that the document has, of which `items` may be the first only. */
  itemCount: number;
  schedule: PublisherSchedule;
  hubs: string[];
  self: string | null;
}

/** A feed that asks nothing of those who poll it. */
export const NO_SCHEDULE: PublisherSchedule = { everyMs: null, skipHours: [], skipDays: [] };

/** HTML, or null when there is none. */
export function markup(value: string | null | undefined, base: string | null): RawText | null {
  return value ? { value, isMarkup: true, base } : null;
}

/** Plain text, or null when there is none. */
export function plain(value: string | null | undefined): RawText | null {
  return value ? { value, isMarkup: false, base: null } : null;
}

/** A URL mended, and made absolute where that can be done, else as it was; null when there is none. */
export function resolveUrl(href: string | null | undefined, base: string | null): string | null {
  const trimmed = href?.trim();
  // A mere fragment is the document itself.
  if (!trimmed || trimmed.startsWith('#')) return null;
  const mended = mendUrl(trimmed, base);
  return URL.parse(mended, base ?? undefined)?.href ?? mended;
}

/** The first of these that can be the address of a page: `mailto:`, `javascript:` and their like cannot. */
export function firstLink(...links: (string | null | undefined)[]): string | null {
  return links.find((link) => link && !/^(?!https?:)[a-z][a-z\d+.-]*:/i.test(link)) ?? null;
}

/** The address that an id is, or null: most are none. What begins with a `/` is one where the id is said to be a link. */
export function addressIn(id: string | null | undefined, base: string | null, isSaid = false): string | null {
  const whole = id?.trim() ?? '';
  // `5 at https://news.example`, as Drupal writes it, is none.
  const mended = / /.test(whole) ? whole : mendUrl(whole, base);
  return /^https?:\/\/\S+$/i.test(mended) || (isSaid && mended.startsWith('/')) ? resolveUrl(mended, base) : null;
}
