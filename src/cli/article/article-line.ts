import { z } from 'zod';
import { countryOf } from '../../extract/metadata/country.ts';
import { articleLanguage } from '../../extract/metadata/language.ts';
import { otherHeadlines } from '../../extract/metadata/other-headlines.ts';
import type { ReadableArticle } from '../../match/text/fields.ts';
import { unwrapUrl } from '../../net/unwrap.ts';
import { normalizeUrl } from '../../net/url.ts';
import { type Line, MAX_LINE_BYTES } from '../shared/lines.ts';

/** What an article is called by those who hand it in; given back as it came. */
export type ArticleId = string | number;

/** An article of a file, or why there is none. */
export type GivenArticle =
  | {
      kind: 'article';
      id: ArticleId;
      article: ReadableArticle;
      canonicalUrl: string | null;
      /** Null where nothing is said, or no time. */
      publishedAt: Date | null;
    }
  /** `reason` is a clause on one line; `id` is null where none could be read. */
  | { kind: 'unreadable'; id: ArticleId | null; reason: string };

const text = z.string('expected text').nullish();
const texts = z
  .union([z.string().transform((one) => [one]), z.array(z.string())], 'expected a list of texts')
  .nullish();
const headlines = z
  .array(
    z.union([
      z.string().transform((text) => ({ text, place: 'given' })),
      z.object({ text: z.string(), place: z.string().default('given') }),
    ]),
    'expected a list of headlines',
  )
  .nullish();
const Id = z.union([z.string(), z.number()], 'expected text or a number');
const ArticleLine = z.object(
  {
    id: Id,
    title: text,
    headlines,
    text,
    url: text,
    language: text,
    outlet: text,
    source: text,
    authors: texts,
    country: text,
    tags: texts,
    publishedAt: z.unknown().optional(),
  },
  'expected an object',
);

/** Reads an article from a line of JSON. Never rejects for what stands there. */
export async function readArticleLine(line: Line): Promise<GivenArticle> {
  const unreadable = (reason: string, id: ArticleId | null = null): GivenArticle => ({
    kind: 'unreadable',
    id,
    reason: `line ${line.number}: ${reason}`,
  });
  if (line.kind === 'tooLong') return unreadable(`longer than ${MAX_LINE_BYTES / 2 ** 20} MiB`);
  const json = parseJson(line.text);
  if (json === undefined) return unreadable('not JSON');
  const read = ArticleLine.safeParse(json);
  if (read.success) return articleOf(read.data);
  const id = z.object({ id: Id }).safeParse(json).data?.id ?? null;
  return unreadable(
    read.error.issues.map(({ path, message }) => [...path.slice(0, 1), message].join(': ')).join('; '),
    id,
  );
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** What can be known of an article that is only its title and text, or more where more is given. */
export async function articleOf(given: z.output<typeof ArticleLine>): Promise<GivenArticle> {
  const title = given.title ?? '';
  const body = given.text ?? '';
  const url = given.url ?? null;
  const article: ReadableArticle = {
    title,
    headlines: otherHeadlines(title, given.headlines ?? []),
    text: body,
    language: await articleLanguage({ page: given.language ?? null, feed: null, text: `${title}\n\n${body}` }),
    url,
    outlet: given.outlet ?? given.source ?? null,
    authors: given.authors ?? [],
    country: given.country ?? countryOf(url),
    tags: given.tags ?? [],
  };
  return {
    kind: 'article',
    id: given.id,
    article,
    canonicalUrl: url === null ? null : normalizeUrl(unwrapUrl(url) ?? url),
    publishedAt: timeOf(given.publishedAt),
  };
}

/** A time that is written in another way is none: nobody should lose an article by it. */
function timeOf(written: unknown): Date | null {
  const time = typeof written === 'string' ? new Date(written) : null;
  return time === null || Number.isNaN(time.getTime()) ? null : time;
}
