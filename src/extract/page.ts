/// <reference lib="dom" />
import { Readability } from '@mozilla/readability';
import { readBlocks } from './blocks.ts';
import { dropBoilerplate } from './boilerplate.ts';
import { cleanDocument } from './clean.ts';
import { parseByStandard, parseQuickly } from './dom.ts';
import type { Extraction, PageArticle } from './extraction.ts';
import { readMetadata } from './metadata.ts';
import { cut, wellFormed } from './plain.ts';

/** Less may be a teaser, a notice or an error message rather than an article. Letters; see {@link weigh}. */
const MIN_WEIGHT = 250;
const MAX_TEXT = 500_000;

/**
 * Reads the article of a page: with linkedom first, and where that finds little or nothing, with jsdom, whose tree is
 * the one a browser would build. To be run isolated, since a page can make either take very long.
 *
 * @param page `html`: decoded, guarded markup; `url`: absolute URL of the page.
 */
export async function readPage(page: { html: string; url: string }): Promise<Extraction> {
  const quick = readQuickly(page);
  if (quick && !isBrief(quick)) return { kind: 'read', article: quick, brief: false };
  const standard = readDocument(await parseByStandard(page.html), page.url);
  const [article] = [quick, standard].filter((read) => read !== null).sort((a, b) => weigh(b.text) - weigh(a.text));
  if (!article) return { kind: 'unreadable', reason: 'no article text found on the page' };
  return { kind: 'read', article, brief: isBrief(article) };
}

/** Null too where linkedom or Readability stumble over its tree, which differs from a browser's on broken markup. */
function readQuickly({ html, url }: { html: string; url: string }): PageArticle | null {
  try {
    return readDocument(parseQuickly(html), url);
  } catch {
    return null;
  }
}

/** The article in a document, or null when there is no text at all. Takes the document apart. */
function readDocument(document: Document, url: string): PageArticle | null {
  const metadata = readMetadata(document, url);
  cleanDocument(document);
  const content = new Readability<Node>(document, { serializer: (element) => element }).parse()?.content;
  if (!content) return null;
  const blocks = dropBoilerplate(readBlocks(content), metadata.title);
  const text = cut(wellFormed(blocks.map((block) => block.text).join('\n\n')), MAX_TEXT);
  return text === '' ? null : { ...metadata, text };
}

function isBrief(article: PageArticle): boolean {
  return weigh(article.text) < MIN_WEIGHT;
}

/** Length in which a character of Chinese or Japanese counts three: it says about as much as three Latin letters. */
function weigh(text: string): number {
  return text.length + 2 * (text.match(/[\p{sc=Han}\p{sc=Hira}\p{sc=Kana}]/gu)?.length ?? 0);
}
