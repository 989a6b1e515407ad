/// <reference lib="dom" />
import { Readability } from '@mozilla/readability';
import type { ArticleFlag } from '../model/article.ts';
import type { Extraction, PageArticle, TextPlace } from './extraction.ts';
import { isConsentWall, lookAt, pageFlags } from './flags/flags.ts';
import { isNoticePage, removeConsent } from './flags/notices.ts';
import { stringOf, typesOf } from './metadata/linked-data.ts';
import { readMetadata } from './metadata/metadata.ts';
import type { ArticleNames } from './metadata/same-article.ts';
import { line, type Sources, sourcesOf } from './metadata/sources.ts';
import { parseQuickly } from './page/dom.ts';
import { type HidingRules, removeHidden } from './page/hidden.ts';
import { type Pruned, prune } from './page/prune.ts';
import { scriptText } from './script/script-text.ts';
import { type Block, readBlocks } from './text/blocks.ts';
import { dropBoilerplate } from './text/boilerplate.ts';
import { removeBeside, removeControls } from './text/clean.ts';
import { removeFurther } from './text/further.ts';
import { unwrapLinkedParagraphs } from './text/linked-paragraphs.ts';
import { cut, weigh, wellFormed } from './text/plain.ts';
import { findStandfirst, holds } from './text/standfirst.ts';
import { removeTalk } from './text/talk.ts';
import { findParts, findPartsBelow, joinParts, type Parts } from './text/whole-text.ts';

/** Less may be a teaser, a notice or an error message rather than an article; see {@link weigh}. */
const MIN_WEIGHT = 250;
/** The same on a page for subscribers: it may show the first paragraphs. */
const MIN_WEIGHT_OF_TEASER = 1_500;
/** Of a page whose scripts hold the article, what it shows may be its beginning. */
const LITTLE = 800;
const MAX_TEXT = 500_000;
/** UTF-16 code units. */
const MAX_DESCRIPTION = 2_000;
/** Share of a text in pieces that must be found. */
const MIN_SHARE_OF_PARTS = 0.75;
/** How many times the text on the page JSON-LD's must be, to be believed to be the whole of it. */
const WHOLE_TEXT = 2;

/** Flags of pages whose text is not the article's. */
const NOT_THE_ARTICLE: ReadonlySet<ArticleFlag> = new Set(['consent_wall', 'scripts_only']);

/** A page as one of the two parsers sees it. */
interface Reading {
  article: Omit<PageArticle, 'text' | 'flags' | 'places'> & { places: Partial<PageArticle['places']> };
  /** Empty if none was found. */
  text: string;
  place: TextPlace;
  /** What else the page offers for a text. */
  linkedText: string;
  description: string;
  /** Whether the page says that it is an article: then its description is of that. */
  isArticle: boolean;
  /** A notice stands in the place of the article. */
  isNotice: boolean;
  names: ArticleNames;
  flags: ArticleFlag[];
}

/**
 * Reads the article of a page: with linkedom first, and where that finds little or nothing, with jsdom, whose tree is the
 * one a browser would build; then what JSON-LD holds, then the description. To be run isolated, since a page can make
 * either take very long.
 *
 * @param html Decoded markup.
 * @param url Absolute URL of the page.
 */
export async function extractArticle(html: string, url: string): Promise<Extraction> {
  const pruned = prune(html);
  if (pruned.kind === 'refused') return { kind: 'unreadable', reason: pruned.reason, flags: [] };
  const quick = readQuickly(pruned, url);
  if (quick && weigh(quick.text) >= MIN_WEIGHT) return conclude(withScriptText(quick, html, pruned.hasScripts));
  const { parseByStandard } = await import('./page/standard-dom.ts');
  const standard = readDocument({ ...pruned, parse: () => parseByStandard(html) }, url, 'jsdom');
  const better = quick && weigh(quick.text) >= weigh(standard.text) ? quick : standard;
  return conclude(withScriptText(better, html, true));
}

/**
 * The text that the page's scripts would show, where the page itself shows little: where it shows something, only if that
 * is the beginning of the same article, or has its headline.
 */
function withScriptText(reading: Reading, html: string, hasScripts: boolean): Reading {
  const shown = weigh(reading.text);
  if (shown >= LITTLE || !hasScripts) return reading;
  const found = scriptText(html, reading.names, readMarkup, (text) => isConsentWall(text) || isNoticePage([], text));
  if (!found) return reading;
  const text = asText(dropBoilerplate(found.paragraphs.map(asBlock), reading.article));
  const isSame =
    reading.text === '' || reading.isNotice || isWall(reading) || found.isNamed || holds(text, reading.text);
  if (!isSame || weigh(text) < WHOLE_TEXT * (isWall(reading) ? 0 : shown)) return reading;
  const flags = reading.flags.filter((flag) => !NOT_THE_ARTICLE.has(flag));
  return { ...reading, text, place: 'script', isNotice: false, flags };
}

function isWall({ flags }: Reading): boolean {
  return flags.some((flag) => NOT_THE_ARTICLE.has(flag));
}

function asBlock(text: string): Block {
  return { text, marginal: 0, heading: false, listed: false };
}

/** Paragraphs of markup that stands in data. */
function readMarkup(markup: string): string[] {
  const pruned = prune(markup);
  if (pruned.kind === 'refused') return [];
  const { body } = parseQuickly(pruned.html);
  removeControls(body);
  return readBlocks(body).map((block) => block.text);
}

/** Null where linkedom or Readability stumble over its tree, which differs from a browser's on broken markup. */
function readQuickly(pruned: Pruned & { kind: 'pruned' }, url: string): Reading | null {
  try {
    return readDocument({ ...pruned, parse: () => parseQuickly(pruned.html) }, url, 'linkedom');
  } catch {
    return null;
  }
}

/** Where to get the document of a page, as often as one is needed: reading takes it apart. */
interface PageSource {
  parse(): Document;
  hasScripts: boolean;
  hiding: HidingRules;
}

/** What a page holds. */
function readDocument({ parse, hasScripts, hiding }: PageSource, url: string, place: TextPlace): Reading {
  const document = parse();
  const sources = sourcesOf(document, url);
  const article = readMetadata(sources);
  const description = describe(sources);
  const linkedText = textOfData(sources);
  const sight = lookAt(document, hasScripts);
  const names = sources.names();

  const standfirst = prepare(sources, hiding, description);
  const parts = partsOf(sources);
  let body = readText(document, article);
  if (parts && body.length < MIN_SHARE_OF_PARTS * parts.length) {
    // Readability took one piece for the whole, and took the document apart.
    const again = sourcesOf(parse(), url);
    prepare(again, hiding, description);
    joinParts(partsOf(again)!);
    body = readText(again.document, article);
  }
  const text = body && standfirst && !holds(body, standfirst) ? `${standfirst}\n\n${body}` : body;
  const isArticle = /article/i.test(sources.meta.first('og:type') ?? '') || typesOf(sources.data.article).length > 0;
  const titles = [sources.headline?.element.textContent ?? '', article.title ?? ''];
  const isNotice = isNoticePage(titles, text);
  return {
    ...{ article, text, place, linkedText, description, isArticle, isNotice, names },
    flags: pageFlags(sources, sight, text),
  };
}

/** The larger of the two: pieces that are called alike, and pieces around the headline. */
function partsOf({ document, headline }: Sources): Parts | null {
  const alike = findParts(document);
  const around = findPartsBelow(headline?.element.isConnected ? headline.element : null);
  return around && around.length > (alike?.length ?? 0) ? around : alike;
}

function describe({ meta, data }: Sources): string {
  const told = meta.first('og:description', 'description') ?? stringOf(data.article.description);
  return line(told, MAX_DESCRIPTION) ?? '';
}

/** Takes out of the document what is not the article, and returns the summary above it. */
function prepare({ document, headline }: Sources, hiding: HidingRules, description: string): string | null {
  removeHidden(document, removeControls(document.body), hiding);
  removeConsent(document, headline);
  removeTalk(document, headline);
  removeFurther(headline);
  const standfirst = findStandfirst(headline, description);
  removeBeside(document, headline);
  unwrapLinkedParagraphs(document);
  return standfirst;
}

function readText(document: Document, known: Pick<PageArticle, 'title' | 'authors'>): string {
  const content = new Readability<Node>(document, { serializer: (element) => element }).parse()?.content;
  if (!content) return '';
  return asText(dropBoilerplate(readBlocks(content), known));
}

/** The text that JSON-LD holds, in paragraphs where it has some; it may hold markup. */
function textOfData({ data }: Sources): string {
  const body = stringOf(data.article.articleBody)?.slice(0, MAX_TEXT);
  if (!body) return '';
  if (!/<[a-z]|&\w{2,31};/i.test(body))
    return wellFormed(
      body
        .split(/\s*\n\s*/)
        .filter(Boolean)
        .join('\n\n'),
    );
  const pruned = prune(body);
  return pruned.kind === 'refused' ? '' : asText(readBlocks(parseQuickly(pruned.html).body));
}

function asText(blocks: Block[]): string {
  return cut(wellFormed(blocks.map((block) => block.text).join('\n\n')), MAX_TEXT);
}

/** Chooses the text, and tells what it is worth. */
function conclude(reading: Reading): Extraction {
  const { article, text, place, linkedText, description, isArticle, isNotice, flags } = reading;
  const isShown = !isNotice && !isWall(reading);
  const own = isShown ? text : '';
  const choices: [TextPlace, string][] = [
    weigh(linkedText) >= Math.max(MIN_WEIGHT, WHOLE_TEXT * weigh(own)) ? ['json-ld', linkedText] : [place, own],
    // A wall in the place of all articles of a site has the site's description.
    ['description', isShown || isArticle ? description : ''],
  ];
  const [chosen] = choices.filter(([, candidate]) => candidate !== '');
  if (!chosen) return { kind: 'unreadable', reason: reasonFor(flags, isNotice), flags };
  const [textPlace, chosenText] = chosen;
  const isSummary = textPlace === 'description';
  return {
    kind: 'read',
    article: {
      ...article,
      text: chosenText,
      flags: isSummary ? [...flags, 'summary_only'] : flags,
      places: { ...article.places, text: textPlace },
    },
    brief: isSummary || weigh(chosenText) < (flags.includes('paywall') ? MIN_WEIGHT_OF_TEASER : MIN_WEIGHT),
  };
}

function reasonFor(flags: ArticleFlag[], isNotice: boolean): string {
  if (isNotice && flags.length === 0) return 'the page says that there is nothing to read';
  if (flags.includes('consent_wall')) return 'the page asks for consent and shows no article';
  if (flags.includes('scripts_only')) return 'the page holds only scripts';
  return 'no article text found on the page';
}
