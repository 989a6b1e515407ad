import { z } from 'zod';
import { Expectations } from './expect-schema.ts';
import { id, line, tags } from './fields.ts';
import { understood } from './understood.ts';
import { readLanguage } from './values.ts';

const SEVERITY = /^[a-z0-9][a-z0-9_-]{0,31}$/;

/** Over several lines where that is easier to read. */
const query = z.string().refine((text) => !/[^\P{Cc}\n\t]/u.test(text), 'A query must not hold control characters.');

/** An entry of `watches`. */
export const WatchEntry = z
  .strictObject({
    id: id.meta({
      description: 'Unique, up to 64 letters, digits, `.`, `-`, `_`. What it alerted is kept by it.',
      examples: ['telegram-user-data'],
    }),
    query: query.meta({
      description: 'What to look for, in the watch language.',
      examples: ['Telegram NEAR/25 (@bka OR "user data")'],
    }),
    name: line
      .optional()
      .meta({ description: 'Shown to people. Left out, the id is.', examples: ['Telegram and user data'] }),
    tags: tags.optional().meta({ description: 'Labels of your own.', examples: [['privacy', 'police']] }),
    severity: z
      .string()
      .regex(SEVERITY, 'A severity has lower-case letters, digits, dashes and underscores, 32 at most.')
      .optional()
      .meta({
        description:
          'A label of your own: up to 32 lower-case letters, digits, `-`, `_`. What waits for one endpoint goes there in the order `critical`, `high`, all others.',
        examples: ['critical', 'high', 'low'],
      }),
    receivers: z
      .array(id)
      .nonempty('Name a receiver at least, or leave the key out to reach all of them.')
      .optional()
      .meta({
        description: 'Ids of those to tell. Left out, all receivers; and while none is configured, the inbox.',
        examples: [['newsroom', 'desk']],
      }),
    language: z
      .string()
      .transform(understood(readLanguage))
      .optional()
      .meta({
        description:
          'The language the query is written in, as a BCP 47 tag such as `de` or `zh-Hant`, or by its name (`German`, `Deutsch`). Its words then meet their inflections in that language, too, whatever the article’s.',
        examples: ['de'],
      }),
    dialect: z
      .enum(['factiva', 'lexis'], {
        error: 'Expected factiva or lexis; without a dialect, a query is Wirewatch’s own.',
      })
      .optional()
      .meta({
        description:
          "The query is written as in Factiva or Lexis, and is read with the distances and the order of operators that hold there. `wirewatch watch test --dialect lexis 'QUERY'` shows how. Left out, it is Wirewatch’s own watch language, which Meltwater’s and Brandwatch’s are close to.",
      }),
    expect: Expectations.nullish(),
  })
  .describe('What to hear of.');

/** An accepted entry of `watches`; its query is still unread. */
export type WatchEntry = z.output<typeof WatchEntry>;
