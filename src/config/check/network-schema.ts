import { z } from 'zod';
import { understood } from './understood.ts';
import { readCidr, readContact, readDelay, readInterval, readPublicUrl } from './values.ts';

/** Bounds of the intervals that adapt, in ms, where the operator sets none. */
export const NEWS_INTERVALS = { minMs: 2 * 60_000, maxMs: 2 * 3_600_000 };

const PerHost = z.strictObject({
  at_once: z
    .int('Expected a whole number.')
    .min(1, 'One at least.')
    .max(100, '100 at most.')
    .optional()
    .meta({ description: 'Requests at once.', default: 2, examples: [2] }),
  delay: z
    .union([z.string(), z.number()], { error: 'Expected a time, such as 1s; 0 for none.' })
    .transform(understood(readDelay))
    .optional()
    .meta({
      description: 'Time between the beginnings of two requests; `0` for none, a minute at most.',
      default: '1s',
      examples: ['1s', 0],
    }),
});

/** The section `network`. */
export const Network = z.strictObject({
  allow: z
    .array(z.string().transform(understood(readCidr)))
    .optional()
    .meta({
      description:
        'Blocks of addresses (CIDR) that may be talked to besides public ones. Left out, a feed, page or receiver on a private, loopback or otherwise reserved address is refused.',
      examples: [['10.20.0.0/16', 'fd12:3456:789a::/48']],
    }),
  per_host: PerHost.nullish().meta({
    description: 'How much is asked of one host by all workers together, for feeds and pages. Receivers are not meant.',
    examples: [{ at_once: 2, delay: '1s' }],
  }),
  contact: z
    .string()
    .transform(understood(readContact))
    .optional()
    .meta({
      description:
        'An http(s) URL, or `mailto:` and an address, sent along with every request, so that those who run the servers know whom to ask.',
      examples: ['https://example.org/about-our-crawler', 'mailto:desk@example.org'],
    }),
  public_url: z
    .string()
    .transform(understood(readPublicUrl))
    .optional()
    .meta({
      description:
        'The http(s) address at which the internet reaches Wirewatch’s pages, without a query. With it, feeds that name a WebSub hub are subscribed to there, and their news is pushed; messages link to the page that tells why they came, and to pages that mute a story or a source, or unsubscribe; and feed readers read there what was found. Left out, all feeds are polled only, messages have no such links, and feed readers nothing to read.',
      examples: ['https://wirewatch.example.org'],
    }),
});

const bound = () =>
  z
    .union([z.string(), z.number()], { error: 'Expected an interval, such as 2m or 2h.' })
    .transform(understood(readInterval))
    .optional();

/** The section `polling`. */
export const Polling = z
  .strictObject({
    min_interval: bound().meta({
      description: 'Shortest interval of a feed that adapts.',
      default: '2m',
      examples: ['5m'],
    }),
    max_interval: bound().meta({
      description: 'Longest interval of a feed that adapts, as long as it does not fail.',
      default: '2h',
      examples: ['1h'],
    }),
  })
  .refine(
    ({ min_interval, max_interval }) =>
      (min_interval ?? NEWS_INTERVALS.minMs) <= (max_interval ?? NEWS_INTERVALS.maxMs),
    { error: 'The shortest interval is longer than the longest.', path: ['min_interval'] },
  );
