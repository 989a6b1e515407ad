import { type CanaryRun, canaryUrl } from '../model/canary.ts';
import { CANARY_WORD } from './entries.ts';

/** The canary's feed (RSS 2.0), with the article of a run; null: with none yet. */
export function canaryFeed(run: CanaryRun | null): string {
  return `<?xml version="1.0" encoding="UTF-8"?>
<rss version="2.0"><channel>
<title>Wirewatch’s canary</title>
<link>${canaryUrl(0)}</link>
<description>Articles by which Wirewatch finds out whether it works</description>
${run ? itemOf(run) : ''}
</channel></rss>
`;
}

function itemOf({ number, publishedAt }: CanaryRun): string {
  return `<item><title>${titleOf(number)}</title><link>${canaryUrl(number)}</link>
<guid isPermaLink="false">${CANARY_WORD}-${number}</guid><pubDate>${publishedAt.toUTCString()}</pubDate></item>`;
}

const titleOf = (number: number) => `Canary ${number}: Wirewatch is trying whether it works`;

/** The page of a run's article. */
export function canaryPage({ number, publishedAt }: CanaryRun): string {
  const at = publishedAt.toISOString();
  return `<!doctype html>
<html lang="en"><head><meta charset="utf-8"><title>${titleOf(number)}</title>
<meta property="og:type" content="article">
<meta property="article:published_time" content="${at}">
</head><body><main><article>
<h1>${titleOf(number)}</h1>
<p>This is no news. Wirewatch has published an article of its own, number ${number}, at ${at}, and follows it on its way
through everything that articles of feeds go through: the poll of a feed, the queue, the reading of a page, the watches, the
stories, the alert and its delivery.</p>
<p>That it has come this far says that all of these work. How long it took is among the metrics, and operators are told when
one does not arrive in time. The word that its watch looks for is ${CANARY_WORD}.</p>
<p>An article of this kind is forgotten as soon as it has arrived, so that it is found in no archive and counted in no story.
Whoever reads this in a message has named himself as its receiver in the configuration, under canary.</p>
</article></main></body></html>
`;
}
