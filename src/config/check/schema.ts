import { z } from 'zod';
import { CANARY_ID } from '../../model/canary.ts';
import { mailAddressOf } from '../../net/mail-address.ts';
import { Canary } from './canary-schema.ts';
import { Expectations } from './expect-schema.ts';
import { Retention } from './retention-schema.ts';
import { Stories } from './stories-schema.ts';
import { understood } from './understood.ts';
import {
  isOneLine,
  readCidr,
  readContact,
  readCountry,
  readDelay,
  readHttpUrl,
  readInterval,
  readLanguage,
  readMailAddress,
  readPublicUrl,
  readSmtpUrl,
  readWebhookSecret,
} from './values.ts';

const ID = /^[A-Za-z0-9][A-Za-z0-9._-]{0,63}$/;
const SEVERITY = /^[a-z0-9][a-z0-9_-]{0,31}$/;

/** Bounds of the intervals that adapt, in ms, where the operator sets none. */
export const NEWS_INTERVALS = { minMs: 2 * 60_000, maxMs: 2 * 3_600_000 };

/** Id of the receiver that is always there: the pages of Wirewatch itself. */
export const INBOX = 'inbox';

/** True for what may be the id of a feed, a watch or a receiver. */
export function isId(value: unknown): value is string {
  return typeof value === 'string' && ID.test(value) && value !== CANARY_ID;
}

/** Keys that say how a receiver is reached; each receiver has exactly one. */
export const CHANNEL_KEYS = ['slack', 'email', 'webhook', 'inbox'] as const;

/** Text for people: something, on one line. */
const line = z.string().refine(isOneLine, 'Expected some text, on one line.');
/** Over several lines where that is easier to read. */
const query = z.string().refine((text) => !/[^\P{Cc}\n\t]/u.test(text), 'A query must not hold control characters.');
const id = z
  .string()
  .regex(ID, 'An id has letters, digits, dots, dashes and underscores, 64 at most, and begins with a letter or digit.')
  .refine((given) => given !== CANARY_ID, `${CANARY_ID} is Wirewatch’s own; choose another id.`);
const tags = z.array(line);
const httpUrl = z.string().transform(understood(readHttpUrl));

const NO_RECIPIENT = 'Expected a mail address, or a list of them.';
const recipients = z
  .union([z.string(), z.array(z.string()).nonempty(NO_RECIPIENT)], { error: NO_RECIPIENT })
  .transform((given, context) => {
    const seen = new Set<string>();
    return [given].flat().map((mailbox, index) => {
      const refuse = (message: string) => {
        context.addIssue({ code: 'custom', message, path: Array.isArray(given) ? [index] : [] });
        return z.NEVER;
      };
      const reading = readMailAddress(mailbox);
      if (reading.kind === 'refused') return refuse(reading.reason);
      const address = mailAddressOf(mailbox);
      if (seen.has(address)) return refuse(`${address} is named twice: every message would come twice.`);
      seen.add(address);
      return reading.value;
    });
  });

const FeedEntry = z
  .strictObject({
    url: httpUrl.describe('Address of the feed, http or https.'),
    id: id.optional().describe('Stable id; made from the URL when left out.'),
    name: line.optional().describe('Shown to people; the title of the feed when left out.'),
    country: z
      .string()
      .transform(understood(readCountry))
      .optional()
      .describe('Where the outlet is at home: ISO 3166 code of two letters, such as DE.'),
    tags: tags.optional().describe('Labels of your own; tag: in a query looks at them, too.'),
    every: z
      .union([z.string(), z.number()], { error: 'Expected an interval, such as 30s or 5m.' })
      .transform(understood(readInterval))
      .optional()
      .describe('Fixed poll interval: 30s, 5m, 2h, 1h30m, 1d, or seconds. Left out, it adapts to the feed.'),
    backfill: z
      .boolean()
      .optional()
      .describe('True: what the feed holds at its first poll is news, too.')
      .meta({ default: false }),
  })
  .describe('A feed to poll.');

const WatchEntry = z
  .strictObject({
    id: id.describe('Stable id.'),
    query: query.describe('What to look for, in the watch language.'),
    name: line.optional().describe('Shown to people instead of the id.'),
    tags: tags.optional().describe('Labels of your own.'),
    severity: z
      .string()
      .regex(SEVERITY, 'A severity has lower-case letters, digits, dashes and underscores, 32 at most.')
      .optional()
      .describe('A label of your own, such as low, high or critical.'),
    receivers: z
      .array(id)
      .nonempty('Name a receiver at least, or leave the key out to reach all of them.')
      .optional()
      .describe('Ids of the receivers to tell; all of them when left out.'),
    language: z
      .string()
      .transform(understood(readLanguage))
      .optional()
      .describe('Language the query is written in: a BCP 47 tag such as de, or its name.'),
    dialect: z
      .enum(['factiva', 'lexis'], {
        error: 'Expected factiva or lexis; without a dialect, a query is Wirewatch’s own.',
      })
      .optional()
      .describe('The query language of another product that the query is written in: factiva or lexis.'),
    expect: Expectations.nullish(),
  })
  .describe('What to hear of.');

const channels = {
  slack: z
    .strictObject({ webhook_url: httpUrl.describe('Incoming webhook of a Slack channel.') })
    .describe('A channel of Slack.'),
  email: z
    .strictObject({
      to: recipients.describe('A mail address, or a list of them.'),
      from: z.string().transform(understood(readMailAddress)).describe('Mail address of the sender.'),
      smtp_url: z.string().transform(understood(readSmtpUrl)).describe('smtp:// or smtps:// URL of the mail server.'),
    })
    .describe('Mail, to each address by itself.'),
  webhook: z
    .strictObject({
      url: httpUrl.describe('Address that alerts are posted to.'),
      secret: z.string().transform(understood(readWebhookSecret)).describe('Signing secret: whsec_ and base64.'),
    })
    .describe('A program that is told by signed requests.'),
  inbox: z.strictObject({}).nullable().describe('The inbox on the pages of Wirewatch itself.'),
} satisfies Record<(typeof CHANNEL_KEYS)[number], z.ZodType>;

const ReceiverEntry = z
  .strictObject({ id: id.describe('Stable id.'), ...z.object(channels).partial().shape })
  .refine((entry) => CHANNEL_KEYS.filter((key) => entry[key] !== undefined).length === 1, {
    error: `A receiver has exactly one of ${CHANNEL_KEYS.join(', ')}.`,
    // Said beside other faults, too; but an unknown key may be one of these, misspelt.
    when: ({ value, issues }) =>
      typeof value === 'object' && value !== null && !issues.some(({ code }) => code === 'unrecognized_keys'),
  })
  .meta({ description: 'Who is told, and how.', oneOf: CHANNEL_KEYS.map((key) => ({ required: [key] })) });

const Network = z.strictObject({
  allow: z
    .array(z.string().transform(understood(readCidr)))
    .optional()
    .describe('Blocks of addresses that may be talked to besides public ones.'),
  per_host: z
    .strictObject({
      at_once: z
        .int('Expected a whole number.')
        .min(1, 'One at least.')
        .max(100, '100 at most.')
        .optional()
        .describe('Requests to one host at once, over all workers: 2 when left out.')
        .meta({ default: 2 }),
      delay: z
        .union([z.string(), z.number()], { error: 'Expected a time, such as 1s; 0 for none.' })
        .meta({ default: '1s' })
        .transform(understood(readDelay))
        .optional()
        .describe('Time between the beginnings of two requests to one host, over all workers: 1s when left out.'),
    })
    .nullish()
    .describe('How much is asked of one host. Receivers are not meant.'),
  contact: z
    .string()
    .transform(understood(readContact))
    .optional()
    .describe('URL sent along with every request, for those who run the servers.'),
  public_url: z
    .string()
    .transform(understood(readPublicUrl))
    .optional()
    .describe('Address at which the internet reaches the pages of Wirewatch; with it, hubs push what feeds publish.'),
});

/** A default is said of what is written: once it is understood, it would not be told to editors. */
const bound = (fallback: string) =>
  z
    .union([z.string(), z.number()], { error: 'Expected an interval, such as 2m or 2h.' })
    .meta({ default: fallback })
    .transform(understood(readInterval))
    .optional();

const Polling = z
  .strictObject({
    min_interval: bound('2m').describe('Shortest interval of a feed without `every`: 2m when left out.'),
    max_interval: bound('2h').describe(
      'Longest interval of a feed without `every` that does not fail: 2h when left out.',
    ),
  })
  .refine(
    ({ min_interval, max_interval }) =>
      (min_interval ?? NEWS_INTERVALS.minMs) <= (max_interval ?? NEWS_INTERVALS.maxMs),
    { error: 'The shortest interval is longer than the longest.', path: ['min_interval'] },
  );

const Operators = z.strictObject({
  receivers: z
    .array(id)
    .optional()
    .describe('Ids of receivers. Name two that are reached by different ways, so that one can tell of the other.'),
});

/** A key may stand there with nothing below it, as when all its entries are commented out. */
const list = <T extends z.ZodType>(entry: T) =>
  z
    .array(entry)
    .nullish()
    .transform((entries) => entries ?? []);

/** What one configuration file says: `wirewatch.yaml` or a file it includes. */
export const ConfigFile = z
  .strictObject({
    include: list(line).describe('Other files to read, or patterns such as aliases/*.yaml, from where this file lies.'),
    network: Network.nullish()
      .transform((network) => network ?? {})
      .describe('What Wirewatch may talk to.'),
    polling: Polling.nullish()
      .transform((polling) => polling ?? {})
      .describe('How often feeds without an interval of their own are polled.'),
    aliases: z
      .record(z.string(), z.array(line))
      .nullish()
      .transform((aliases) => aliases ?? {})
      .describe('Names for one thing, used as @name in queries.'),
    feeds: list(FeedEntry).describe('Feeds to poll.'),
    watches: list(WatchEntry).describe('What to hear of.'),
    receivers: list(ReceiverEntry).describe('Who is told. None: the built-in inbox.'),
    operators: Operators.nullish()
      .transform((operators) => operators ?? {})
      .describe('Who is told of Wirewatch itself: feeds that fail, receivers that cannot be reached.'),
    stories: Stories.nullish()
      .transform((stories) => stories ?? {})
      .describe('How articles are put together that tell the same.'),
    retention: Retention.nullish()
      .transform((retention) => retention ?? {})
      .describe('How long articles are kept that never alerted.'),
    canary: Canary.nullish().describe(
      'An article of Wirewatch’s own that goes through the whole of it now and then, to tell whether all works.',
    ),
  })
  .meta({ title: 'Wirewatch configuration' });

/** One file that the schema has accepted: lists that it leaves out are empty. */
export type ConfigFile = z.output<typeof ConfigFile>;
/** An accepted entry of `feeds`. */
export type FeedEntry = z.output<typeof FeedEntry>;
/** An accepted entry of `watches`; its query is still unread. */
export type WatchEntry = z.output<typeof WatchEntry>;
/** An accepted entry of `receivers`, with the variables of the environment filled in. */
export type ReceiverEntry = z.output<typeof ReceiverEntry>;
