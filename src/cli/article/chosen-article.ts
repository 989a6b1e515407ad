import { unwrapUrl } from '../../net/unwrap.ts';
import { normalizeUrl } from '../../net/url.ts';
import type { Database } from '../../store/database.ts';
import { articlesAt, readArticle } from '../../store/views/articles.ts';
import { printable } from '../shared/terminal-text.ts';
import { isId } from '../story/ids.ts';

/** An article, or the reason why there is none. */
export type ChosenArticle = { kind: 'found'; id: number } | { kind: 'refused'; reason: string };

/** Articles named when an address means several. */
const MAX_NAMED = 3;

/** The article that a person means by its id or its address. */
export async function chooseArticle(db: Database, given: string): Promise<ChosenArticle> {
  const none: ChosenArticle = { kind: 'refused', reason: `There is no article ${printable(given)}.` };
  if (isId(given)) return (await readArticle(db, Number(given))) ? { kind: 'found', id: Number(given) } : none;
  const inside = unwrapUrl(given) ?? given;
  const urls = [given, inside, normalizeUrl(inside)].flatMap((url) => (url === null ? [] : [url]));
  const [id, ...others] = await articlesAt(db, urls, MAX_NAMED);
  if (id === undefined) return none;
  if (others.length > 0)
    return { kind: 'refused', reason: `${printable(given)} may be any of the articles ${[id, ...others].join(', ')}.` };
  return { kind: 'found', id };
}
