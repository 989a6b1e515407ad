import { marksOf } from '../../config/expect/marks.ts';
import type { Problem } from '../../config/load.ts';
import type { OpenConfig } from '../../config/open.ts';

/** See `marksOf`. */
export type Marks = ReadonlyMap<string, string>;

/**
 * What the watches of a configuration expect and do not do, as far as that is another than with `before`: only watches are
 * tried whose query, aliases or examples have changed. Texts and files only: no page is asked for.
 */
export async function unmetByEdit(open: OpenConfig, before: Marks): Promise<Problem[]> {
  const marks = marksOf(open);
  const isChanged = (id: string) => marks.get(id) !== before.get(id);
  if (![...marks.keys()].some(isChanged)) return [];
  // What reads and matches articles is loaded where a watch has examples, and not for every edit.
  const [{ unmetExpectations }, { articleLanguage }] = await Promise.all([
    import('../../config/expect/unmet.ts'),
    import('../../extract/metadata/language.ts'),
  ]);
  const tellLanguage = (text: string) => articleLanguage({ page: null, feed: null, text });
  return unmetExpectations(open, tellLanguage, isChanged);
}
