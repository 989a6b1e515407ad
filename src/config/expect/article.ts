import { z } from 'zod';
import type { ReadableArticle } from '../../match/text/fields.ts';
import type { Example } from '../check/expect-schema.ts';

/** Finds out the language of a text, as a tag; null where it cannot be told. */
export type TellLanguage = (text: string) => Promise<string | null>;

/** What is read of an article in JSON; what is of another type is left out, since none of it is needed. */
const ArticleJson = z.object({
  title: z.string().nullish().catch(null),
  text: z.string().nullish().catch(null),
  language: z.string().nullish().catch(null),
  url: z.string().nullish().catch(null),
  outlet: z.string().nullish().catch(null),
  country: z.string().nullish().catch(null),
  authors: z.array(z.string()).nullish().catch(null),
  tags: z.array(z.string()).nullish().catch(null),
});
type ArticleJson = z.output<typeof ArticleJson>;

/** The article of an example that is written out. */
export function articleOfExample(example: Example, tell: TellLanguage): Promise<ReadableArticle> {
  return complete(typeof example === 'string' ? { text: example } : example, tell);
}

/**
 * The article in a file: of one in `.json` its object (`article` of it, where it has one, as `extract --json` prints), of
 * any other the title on the first line and the text below. Null where it holds no article.
 *
 * @param example What is said of the article beside its file, and counts more.
 */
export async function articleOfFile(
  path: string,
  content: string,
  example: Exclude<Example, string>,
  tell: TellLanguage,
): Promise<ReadableArticle | null> {
  const said = Object.fromEntries(Object.entries(example).filter(([, value]) => value !== undefined));
  if (!/\.json$/i.test(path)) {
    const [title = '', ...lines] = content.trim().split(/\r?\n/);
    return title === '' ? null : complete({ title, text: lines.join('\n').trim(), ...said }, tell);
  }
  const read = ArticleJson.safeParse(articleIn(content));
  return read.success && (read.data.title || read.data.text) ? complete({ ...read.data, ...said }, tell) : null;
}

/** What a page says, and what is said of the article beside its address, which counts more. */
export function articleOfPage(page: ReadableArticle, example: Exclude<Example, string>): ReadableArticle {
  const { language, outlet, country, tags } = example;
  const said = Object.entries({ language, outlet, country, tags }).filter(([, value]) => value !== undefined);
  return { ...page, ...Object.fromEntries(said) };
}

function articleIn(json: string): unknown {
  try {
    const value: unknown = JSON.parse(json);
    return typeof value === 'object' && value !== null && 'article' in value ? value.article : value;
  } catch {
    return null;
  }
}

type Given = { [Key in keyof ArticleJson]?: ArticleJson[Key] | undefined };

async function complete(given: Given, tell: TellLanguage): Promise<ReadableArticle> {
  const title = given.title ?? '';
  const text = given.text ?? '';
  return {
    title,
    headlines: [],
    text,
    language: given.language ?? (await tell(`${title}\n\n${text}`)),
    url: given.url ?? null,
    outlet: given.outlet ?? null,
    authors: given.authors ?? [],
    country: given.country ?? null,
    tags: given.tags ?? [],
  };
}
