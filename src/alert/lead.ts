import { asOneLine, shorten } from './text.ts';

/** UTF-16 code units: some two sentences. */
const MAX_LEAD = 320;
/** Text that is looked at: a line as long as a book is not cut into sentences. */
const MAX_LOOKED_AT = 2_000;

const sentences = new Intl.Segmenter(undefined, { granularity: 'sentence' });

/** How a text begins: as many whole sentences as fit, or the beginning of the first one. One line. */
export function leadOf(text: string): string {
  const beginning = asOneLine(text.slice(0, MAX_LOOKED_AT)).trim();
  let end = 0;
  for (const { index, segment } of sentences.segment(beginning)) {
    const until = index + segment.trimEnd().length;
    if (until > MAX_LEAD) break;
    end = until;
  }
  return end > 0 ? beginning.slice(0, end) : shorten(beginning, MAX_LEAD);
}
