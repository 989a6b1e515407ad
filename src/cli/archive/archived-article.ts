import { explainEvidence } from '../../alert/explanation.ts';
import type { Found } from '../../archive/search.ts';
import type { ArchivedArticle } from '../../store/archive/stored-article.ts';
import { printable } from '../shared/terminal-text.ts';
import { markedPassage, markedTitle } from './marked.ts';

/** An article that was found, for people: id and headline, where it is from, and the passage by which it was found. */
export function foundText({ article, matches }: Found): string {
  const { evidence } = matches[0]!;
  const passage = markedPassage(evidence) ?? explainEvidence(evidence).map(printable).join('; ');
  return [
    `${String(article.id).padEnd(10)}${markedTitle(article, evidence)}`,
    `          ${originOf(article)}`,
    ...(passage === '' ? [] : [`          ${passage}`]),
  ].join('\n');
}

/** When, by whom, and where an article was published, as far as it is known. */
export function originOf({ publishedAt, readAt, outlet, language, url, flags }: ArchivedArticle): string {
  // What an older Wirewatch stored may be dated to come.
  const known = publishedAt !== null && publishedAt < readAt ? publishedAt : readAt;
  const at = known.toISOString().slice(0, 16).replace('T', ' ');
  const unsure = flags.includes('zoneless_date') ? '(no zone told)' : null;
  return [unsure === null ? at : `${at} ${unsure}`, outlet, language, url]
    .filter((part) => part !== null && part !== '')
    .map((part) => printable(part!))
    .join('  ');
}

/** What programs are told of an article that was found. */
export function foundRecord({ article, matches }: Found) {
  const { evidence } = matches[0]!;
  return {
    id: article.id,
    story: article.storyId,
    title: article.title,
    url: article.url,
    outlet: article.outlet,
    language: article.language,
    publishedAt: article.publishedAt?.toISOString() ?? null,
    readAt: article.readAt.toISOString(),
    flags: article.flags,
    why: explainEvidence(evidence),
    evidence,
  };
}
