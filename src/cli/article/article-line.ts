import { z } from 'zod';
import type { PageArticle } from '../../extract/extraction.ts';
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

/** Reads an article from a line of JSON, ours or one of `extract`. Never rejects for what stands there. */
export async function readArticleLine(line: Line): Promise<GivenArticle> {
  const unreadable = (reason: string, id: ArticleId | null = null): GivenArticle => ({
    kind: 'unreadable',
    id,
    reason: `line ${line.number}: ${reason}`,
  });
  if (line.kind === 'tooLong') return unreadable(`longer than ${MAX_LINE_BYTES / 2 ** 20} MiB`);
  const json = parseJson(line.text);
  if (json === undefined) return unreadable('not JSON');
  if (isExtraction(json)) return readExtraction(json, `line ${line.number}`);
  const read = ArticleLine.safeParse(json);
  if (read.success) return articleOf(read.data);
  const id = z.object({ id: Id }).safeParse(json).data?.id ?? null;
  return unreadable(
    read.error.issues.map(({ path, message }) => [...path.slice(0, 1), message].join(': ')).join('; '),
    id,
  );
}

/** Reads what `extract --json` prints, over several lines; null where they are not one object. @param name Of the file. */
export async function readExtractedArticle(lines: Line[], name: string): Promise<GivenArticle | null> {
  const json = parseJson(lines.map((line) => (line.kind === 'line' ? line.text : '')).join('\n'));
  if (json === undefined) return null;
  if (isExtraction(json)) return readExtraction(json, name);
  return { kind: 'unreadable', id: null, reason: `${name}: neither an article a line nor what extract --json prints` };
}

const ExtractedArticle = z.object({
  title: z.string().nullable(),
  headlines: z.array(z.object({ text: z.string(), place: z.string() })).default([]),
  text: z.string(),
  canonicalUrl: text,
  language: text,
  outlet: text,
  authors: z.array(z.string()).default([]),
  tags: z.array(z.string()).default([]),
  publishedAt: text,
});

/** What `extract` prints says where each field stood, or why there is no article. */
function isExtraction(json: unknown): json is object {
  if (typeof json !== 'object' || json === null) return false;
  return 'places' in json || ('error' in json && 'flags' in json);
}

async function readExtraction(json: object, name: string): Promise<GivenArticle> {
  const called = z.object({ id: Id }).safeParse(json).data?.id ?? null;
  const unreadable = (reason: string): GivenArticle => ({
    kind: 'unreadable',
    id: called,
    reason: `${name}: ${reason}`,
  });
  if ('error' in json) return unreadable(`the page was not read: ${json.error}`);
  const read = ExtractedArticle.safeParse(json);
  if (!read.success) return unreadable('not as extract --json prints it');
  const { canonicalUrl, ...article } = read.data;
  return articleOf({ ...article, id: called ?? canonicalUrl ?? name, url: canonicalUrl });
}

/** An article as its page tells it: no feed is asked. */
export function articleOfPage(id: ArticleId, page: PageArticle): Promise<GivenArticle> {
  const { title, headlines, text, canonicalUrl: url, language, outlet, authors, tags } = page;
  const publishedAt = page.publishedAt?.toISOString();
  return articleOf({ id, title, headlines, text, url, language, outlet, source: null, authors, tags, publishedAt });
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
