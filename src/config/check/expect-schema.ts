import { z } from 'zod';
import { httpUrl, line, tags } from './fields.ts';

/** UTF-16 code units; longer ones go into a file. */
const MAX_TEXT = 100_000;

const text = z
  .string()
  .refine(
    (given) => given.trim() !== '' && given.length <= MAX_TEXT,
    'Expected some text, 100,000 characters at most.',
  );

const ExampleKeys = z
  .strictObject({
    text: text.optional().meta({
      description: 'Text of the article, 100,000 characters at most.',
      examples: ['Telegram gave the police names of users.'],
    }),
    title: line
      .optional()
      .meta({ description: 'Headline of the article.', examples: ['Das BKA fragt bei Telegram nach'] }),
    file: line.optional().meta({
      description:
        'A file of the directory, 1 MiB at most, named from where the configuration file lies: an article in `.json`, such as `wirewatch extract --json` prints, else a title on the first line and the text below it.',
      examples: ['examples/telegram.txt'],
    }),
    url: httpUrl.optional().meta({
      description:
        'Address of a page with the article: `wirewatch config check` fetches it as Wirewatch does, unless it is called with `--offline`, and warns where the page cannot be had. A running Wirewatch asks for none.',
      examples: ['https://example.org/2026/11/24/market-hall'],
    }),
    language: line.optional().meta({
      description: 'Language of the article, as a BCP 47 tag. Left out, it is found out from the text.',
      examples: ['de'],
    }),
    outlet: line.optional().meta({
      description: 'Who publishes the article: what `source:` in a query looks at.',
      examples: ['Der Spiegel'],
    }),
    country: line.optional().meta({
      description: 'Where the outlet is at home: what `country:` in a query looks at.',
      examples: ['DE'],
    }),
    tags: tags.optional().meta({
      description: 'Labels of the feed: what `tag:` in a query looks at.',
      examples: [['broadcaster']],
    }),
  })
  .refine(({ text, title, file, url }) => [text ?? title, file, url].filter((one) => one !== undefined).length === 1, {
    error: 'An example has a text, a title or both; or else a file or a url.',
    when: ({ issues }) => issues.length === 0,
  });

const Examples = z
  .array(
    z.union([text, ExampleKeys], { error: 'Expected a text, or keys and values: text, title, language, file or url.' }),
  )
  .nullish();

/** The key `expect` of a watch: articles that it must match, and such that it must not. */
export const Expectations = z
  .strictObject({
    match: Examples.meta({
      description: 'Articles that the watch must match, each a text, or keys and values.',
      examples: [['Telegram gave the police names of users.']],
    }),
    not: Examples.meta({
      description: 'Articles that the watch must not match, each a text, or keys and values.',
      examples: [[{ title: 'Telegram is down' }]],
    }),
  })
  .describe(
    'Articles that the watch is to match, and such that it is not to: `wirewatch config check` tries the query on them.',
  );

/** One example of an article, as written. */
export type Example = string | z.output<typeof ExampleKeys>;
