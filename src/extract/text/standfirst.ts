/// <reference lib="dom" />

import { classWords, hasName, namesOf } from '../page/class-names.ts';
import { type Headline, isBeside, lettersOf } from '../page/surroundings.ts';
import { readBlocks } from './blocks.ts';
import { plainLine } from './plain.ts';

/** UTF-16 code units of a summary between headline and text. */
const MIN_LENGTH = 40;
const MAX_LENGTH = 900;
/** Letters that must agree with the description, and how far in they may begin: behind the name of a town, say. */
const AGREEING = 45;
const MAX_OFFSET = 30;
/** Elements below the headline that are looked at, those included that have been taken out. */
const MAX_ELEMENTS = 800;

/** Elements in a summary. */
const MAX_CHILDREN = 12;

/** Words in a class of the summary. */
const NAMES = namesOf([
  'standfirst, dek, deck, subtitle, subhead, subheadline, subheading, subtitulo, subtitolo, lead, leadtext, lede, intro',
  'introtext, introduction, vorspann, anleser, anlauf, chapo, ingress, perex, excerpt, sapo, sottotitolo, bajada, entradilla',
  'summary, abstract, manchet, leadparagraph, strapline, lead paragraph, article description, article summary',
]);
const BESIDE =
  'aside, footer, nav, form, figure, [class*="author" i], [class*="related" i], [class*="teaser" i], [class*="comment" i], [class*="newsletter" i]';

/**
 * The summary that stands between headline and text, outside of what looks like the text; or null. It is what the page
 * gives as its description, or it is called so.
 *
 * @param description As the page tells machines, or empty.
 */
export function findStandfirst(headline: Headline | null, description: string): string | null {
  const told = lettersOf(description).slice(0, AGREEING);
  const isDescribed = (text: string) => {
    const at = told.length < MIN_LENGTH / 2 ? -1 : lettersOf(text).indexOf(told);
    return at >= 0 && at <= MAX_OFFSET;
  };
  // A long word of it, by which what cannot be it is passed over.
  const [word = ''] = (description.slice(0, AGREEING).match(/\p{L}+/gu) ?? []).sort((a, b) => b.length - a.length);
  for (const element of headline?.below.slice(0, MAX_ELEMENTS) ?? []) {
    if (element.childElementCount > MAX_CHILDREN) continue;
    const raw = element.textContent?.trim() ?? '';
    if (raw.length < MIN_LENGTH || raw.length > MAX_LENGTH) continue;
    const isNamed = hasName(classWords(element), NAMES);
    if (!isNamed && (word === '' || !raw.includes(word))) continue;
    const blocks = readBlocks(element);
    const text = plainLine(blocks.map((block) => block.text).join(' '), MAX_LENGTH);
    if (blocks.length > 3 || blocks.some((block) => block.marginal > 0.5)) continue;
    if ((isNamed || isDescribed(text)) && element.isConnected && !isBeside(element, BESIDE, headline)) return text;
  }
  return null;
}

/** Whether the text holds the summary already, wherever. */
export function holds(text: string, summary: string): boolean {
  return lettersOf(text).includes(lettersOf(summary).slice(0, AGREEING * 2));
}
