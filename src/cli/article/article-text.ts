import { asOneLine } from '../../alert/text.ts';
import type { Extraction, PageArticle } from '../../extract/extraction.ts';
import { minuteOf } from '../feed/found-feed-text.ts';
import { printable } from '../shared/terminal-text.ts';

/** An article for people who look at it in a terminal: what it says of itself, its text, and where all that was found. */
export function articleAsText({ article, brief }: Extract<Extraction, { kind: 'read' }>): string {
  const { title, text, places } = article;
  const head = [title ?? '(no title)', byline(article), article.canonicalUrl].flatMap((line) =>
    line ? [printable(line)] : [],
  );
  const remarks = [
    ...article.flags.map((flag) => flag.replaceAll('_', ' ')),
    ...(brief ? ['so short that the feed item is asked, too'] : []),
  ];
  const foot = [
    remarks.length > 0 ? `remarks: ${remarks.join(', ')}` : null,
    article.tags.length > 0 ? `tags: ${article.tags.join(', ')}` : null,
    article.image ? `image: ${article.image}` : null,
    `found in: ${Object.entries(places)
      .map(([field, place]) => `${field} ${place}`)
      .join(', ')}`,
  ].flatMap((line) => (line ? [printable(line)] : []));
  return [head.join('\n'), ...text.split('\n\n').map(asOneLine), foot.join('\n')].join('\n\n');
}

function byline({ authors, outlet, publishedAt, modifiedAt, language }: PageArticle): string {
  const when = publishedAt && minuteOf(publishedAt);
  const changed =
    modifiedAt && modifiedAt.getTime() !== publishedAt?.getTime() ? `changed ${minuteOf(modifiedAt)}` : null;
  return [authors.join(', '), outlet, when, changed, language].filter(Boolean).join(' · ');
}
