import { z } from 'zod';
import { httpUrl, id, line, tags } from './fields.ts';
import { understood } from './understood.ts';
import { readCountry, readInterval } from './values.ts';

/** An entry of `feeds`. */
export const FeedEntry = z
  .strictObject({
    url: httpUrl.meta({
      description:
        'Address of the feed, http or https, without user name and password. The same feed must not be listed twice.',
      examples: ['https://www.spiegel.de/schlagzeilen/index.rss'],
    }),
    id: id.optional().meta({
      description:
        'Unique, up to 64 letters, digits, `.`, `-`, `_`. Left out, it is made of the host and a hash of the URL, and stays the same as long as the URL does.',
      examples: ['tagesschau'],
    }),
    name: line
      .optional()
      .meta({ description: 'Shown to people. Left out, the feed’s own title is.', examples: ['Tagesschau'] }),
    country: z
      .string()
      .transform(understood(readCountry))
      .optional()
      .meta({
        description:
          'Where the outlet is at home, as an ISO 3166 code of two letters: what `country:` in a query looks at. Left out, the country of the article’s address counts (`.de`, `.uk`), where it has one.',
        examples: ['DE'],
      }),
    tags: tags.optional().meta({
      description: 'Labels of your own; `tag:` in a query looks at them, too.',
      examples: [['de', 'broadcaster']],
    }),
    every: z
      .union([z.string(), z.number()], { error: 'Expected an interval, such as 30s or 5m.' })
      .transform(understood(readInterval))
      .optional()
      .meta({
        description:
          'A fixed poll interval, honoured as given, from one second to seven days: `30s`, `5m`, `2h`, `1h30m`, `1d`, or a whole number of seconds. Left out, the interval adapts to how often the feed publishes.',
        examples: ['5m', '1h30m'],
      }),
    backfill: z.boolean().optional().meta({
      description:
        'What a feed already holds when it is polled for the first time is its baseline, and alerts nobody. With `true` it counts as news.',
      default: false,
    }),
  })
  .describe('A feed to poll.');

/** An accepted entry of `feeds`. */
export type FeedEntry = z.output<typeof FeedEntry>;
