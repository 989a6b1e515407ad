import { z } from 'zod';
import { isOneLine } from './values.ts';

/** UTF-16 code units; longer ones go into a file. */
const MAX_TEXT = 100_000;

const line = z.string().refine(isOneLine, 'Expected some text, on one line.');
const text = z
  .string()
  .refine(
    (given) => given.trim() !== '' && given.length <= MAX_TEXT,
    'Expected some text, 100,000 characters at most.',
  );

const ExampleKeys = z
  .strictObject({
    text: text.optional().describe('Text of the article.'),
    file: line
      .optional()
      .describe(
        'File in the directory of the configuration: .json as extract --json prints, else a title and text below.',
      ),
    title: line.optional().describe('Headline of the article.'),
    language: line.optional().describe('Language of the article, such as de; found out when left out.'),
    outlet: line.optional().describe('Who publishes it, as source: in a query asks.'),
    country: line.optional().describe('Where the outlet is at home, such as DE.'),
    tags: z.array(line).optional().describe('Labels of the article.'),
  })
  .refine(({ text, title, file }) => (file === undefined) === (text !== undefined || title !== undefined), {
    error: 'An example has a text, a title or both; or else a file.',
    when: ({ issues }) => issues.length === 0,
  });

const Examples = z
  .array(z.union([text, ExampleKeys], { error: 'Expected a text, or keys and values: text, title, language or file.' }))
  .nullish();

/** The key `expect` of a watch: articles that it must match, and such that it must not. */
export const Expectations = z
  .strictObject({
    match: Examples.describe('Articles that the watch must match.'),
    not: Examples.describe('Articles that the watch must not match.'),
  })
  .describe('Articles on which config check tries the query.');

/** One example of an article, as written. */
export type Example = string | z.output<typeof ExampleKeys>;
