import { readHttpUrl } from '../../config/check/values.ts';
import { createExtractor } from '../../extract/extractor.ts';
import { articlesOf } from '../../store/archive/stored-article.ts';
import { withDatabase } from '../shared/command-database.ts';
import { isId } from '../story/ids.ts';
import { articleOfPage, type GivenArticle } from './article-line.ts';
import { articlesIn, FORMS_OF_FILES } from './articles-in.ts';
import { readPageAt } from './read-page.ts';

/** What may stand for an article, for the help of a verb. */
export const FORMS_OF_ARTICLES = `
An article is given as its address, with http:// or https://, where its page is fetched as Wirewatch fetches it; as its id, a
whole number, where it is taken from the database as it was last read; or as a file, or - for standard input. A file that
is called by a number is written ./204.
${FORMS_OF_FILES}`;

const ADDRESS = /^[a-z][a-z0-9+.-]*:\/\//i;

/**
 * The articles that a person means by what {@link FORMS_OF_ARTICLES} names. What cannot be had is told, as
 * {@link articlesIn} does, and the exit code will be 1.
 */
export async function* articlesMeant(
  given: string,
  { config, data }: { config?: string; data?: string },
): AsyncGenerator<GivenArticle> {
  if (!ADDRESS.test(given) && !isId(given)) {
    yield* articlesIn([given], 'byName');
    return;
  }
  const one = isId(given) ? await storedArticle(Number(given), data) : await articleAt(given, config);
  if (!one) return;
  if (one.kind === 'unreadable') process.exitCode = 1;
  yield one;
}

async function articleAt(given: string, config: string | undefined): Promise<GivenArticle> {
  const unreadable = (reason: string): GivenArticle => ({
    kind: 'unreadable',
    id: given,
    reason: `${given}: ${reason}`,
  });
  const address = readHttpUrl(given);
  if (address.kind === 'refused') return unreadable(address.reason);
  const extractor = createExtractor({ threads: 1 });
  try {
    const page = await readPageAt(extractor, address.value, config);
    return page.kind === 'read' ? articleOfPage(given, page.article) : unreadable(page.reason);
  } finally {
    await extractor.close();
  }
}

/** Null where the database cannot be had, which is told. */
async function storedArticle(id: number, data: string | undefined): Promise<GivenArticle | null> {
  let found: GivenArticle | null = null;
  await withDatabase({ ...(data !== undefined && { data }) }, 'The article could not be read', async (db) => {
    const [article] = await articlesOf(db, [id]);
    found = article
      ? { kind: 'article', id, article, canonicalUrl: article.canonicalUrl, publishedAt: article.publishedAt }
      : { kind: 'unreadable', id, reason: `There is no article ${id}. A file of that name is written ./${id}.` };
  });
  return found;
}
