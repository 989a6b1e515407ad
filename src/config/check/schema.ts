import { z } from 'zod';
import { Canary } from './canary-schema.ts';
import { FeedEntry } from './feed-schema.ts';
import { id, line, variable } from './fields.ts';
import { Network, Polling } from './network-schema.ts';
import { ReceiverEntry } from './receiver-schema.ts';
import { Retention } from './retention-schema.ts';
import { InhibitEntry, RouteRoot, TimeIntervalEntry } from './route-schema.ts';
import { Stories } from './stories-schema.ts';
import { WatchEntry } from './watch-schema.ts';

/** Id of the receiver that is always there: the pages of Wirewatch itself. */
export const INBOX = 'inbox';

const Operators = z.strictObject({
  receivers: z
    .array(id)
    .optional()
    .meta({
      description: 'Ids of receivers. Left out, what operators are told stands in the log and on the pages only.',
      examples: [['newsroom', 'desk']],
    }),
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
    include: list(line).meta({
      description:
        'Other files of the directory to read, from where this file lies, or patterns with `*`, `**`, `?`, `[…]` and `{…}`. They have the same keys.',
      examples: [['feeds.yaml', 'aliases/*.yaml']],
    }),
    network: Network.nullish()
      .transform((network) => network ?? {})
      .describe('What Wirewatch may talk to, how often, and as whom.'),
    polling: Polling.nullish()
      .transform((polling) => polling ?? {})
      .describe('How often feeds without an `every` of their own are polled.'),
    aliases: z
      .record(z.string(), z.array(line))
      .nullish()
      .transform((aliases) => aliases ?? {})
      .meta({
        description:
          'Names for one thing, used in queries as `@name`; a name has letters, digits, `-` and `_`. A member is a word or a phrase, which matches its inflections, too; `{BKA}`, which matches exactly so; or another alias.',
        examples: [{ bka: ['{BKA}', 'Bundeskriminalamt', 'Federal Criminal Police'] }],
      }),
    feeds: list(FeedEntry).meta({
      description: 'Feeds to poll.',
      examples: [[{ url: 'https://www.spiegel.de/schlagzeilen/index.rss', every: '5m' }]],
    }),
    watches: list(WatchEntry).meta({
      description: 'What to hear of.',
      examples: [[{ id: 'telegram-user-data', query: 'Telegram NEAR/25 (@bka OR "user data")' }]],
    }),
    receivers: list(ReceiverEntry).meta({
      description:
        'Who is told. Each has an id and exactly one of `slack`, `email`, `discord`, `ntfy`, `telegram`, `webhook` and `inbox`. Left out, the inbox on Wirewatch’s own pages is.',
      examples: [[{ id: 'newsroom', slack: { webhook_url: variable('SLACK_WEBHOOK_URL') } }]],
    }),
    route: RouteRoot.nullish().describe(
      'Where alerts go of watches that name no `receivers`: a tree, of which the root takes what no route below it does. Without it, they go to all receivers.',
    ),
    time_intervals: list(TimeIntervalEntry).describe('Times that routes name.'),
    inhibit_rules: list(InhibitEntry).describe('Alerts that keep others back.'),
    operators: Operators.nullish()
      .transform((operators) => operators ?? {})
      .describe(
        'Who is told of Wirewatch itself: feeds that fail, receivers that cannot be reached, messages and articles that were given up, work that nobody takes.',
      ),
    stories: Stories.nullish()
      .transform((stories) => stories ?? {})
      .describe('How articles are put together that tell the same.'),
    retention: Retention.nullish()
      .transform((retention) => retention ?? {})
      .describe(
        'How long articles are kept that never alerted anybody. All is kept for ever, unless a key below says otherwise.',
      ),
    canary: Canary.nullish().describe(
      'An article of Wirewatch’s own that goes through the whole of it now and then: the poll of a feed, the queue, the reading of a page, a watch, a story, an alert and its delivery. Without the section there is none.',
    ),
  })
  .meta({ title: 'Wirewatch configuration' });

/** One file that the schema has accepted: lists that it leaves out are empty. */
export type ConfigFile = z.output<typeof ConfigFile>;
