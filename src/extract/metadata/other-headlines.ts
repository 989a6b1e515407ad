import type { OtherHeadline } from '../../model/article.ts';
import { lettersOf } from './outlet-in-title.ts';

/** Those that say something else than the title and than each other. */
export function otherHeadlines(title: string, headlines: OtherHeadline[]): OtherHeadline[] {
  const told = [lettersOf(title)];
  return headlines.filter(({ text }) => {
    const letters = lettersOf(text);
    const isNew = letters !== '' && !told.includes(letters);
    if (isNew) told.push(letters);
    return isNew;
  });
}
