/** A feed that cannot be read. A monitor must say why, and go on with the others. */
export interface BrokenFeed {
  id: string;
  path: string;
  /** Null: the request is never answered. */
  answer: { status: number; contentType: string; body: string | Buffer } | null;
}

/** Bytes that are no text in any encoding, and of no use as XML. */
const noise = Buffer.from(Array.from({ length: 2048 }, (_, index) => (index * index * 31 + index * 7) % 256));

/** One of each kind: gone, unreadable, failing, silent. */
export const brokenFeeds: readonly BrokenFeed[] = [
  {
    id: 'closed-gazette',
    path: '/closed-gazette/feed.xml',
    answer: { status: 404, contentType: 'text/plain; charset=utf-8', body: 'The gazette has closed.' },
  },
  {
    id: 'static-noise',
    path: '/static-noise/feed.xml',
    answer: { status: 200, contentType: 'application/rss+xml', body: noise },
  },
  {
    id: 'overloaded-herald',
    path: '/overloaded-herald/feed.xml',
    answer: { status: 500, contentType: 'text/plain; charset=utf-8', body: 'Too many readers.' },
  },
  { id: 'silent-times', path: '/silent-times/feed.xml', answer: null },
];
