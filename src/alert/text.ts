const graphemes = new Intl.Segmenter('en', { granularity: 'grapheme' });

/** Longest grapheme that is kept whole at a cut, in UTF-16 code units; family emoji have 11, flags of regions 14. */
const LONGEST_GRAPHEME = 64;

/**
 * Text of unknown origin as one line that reads as it is written: white space and control characters become single
 * spaces; embeddings, overrides and isolates, which make what follows read backwards (UAX #9 §2), and lone surrogates go.
 * White space at the ends stays, as one space.
 */
export function asOneLine(text: string): string {
  return text
    .toWellFormed()
    .replace(/[\u202a-\u202e\u2066-\u2069]/g, '')
    .replace(/[\s\p{Cc}]+/gu, ' ');
}

/** At most `maxLength` UTF-16 code units of the text, with an ellipsis where it was cut, never inside a character. */
export function shorten(text: string, maxLength: number): string {
  if (text.length <= maxLength) return text;
  // One more than fits beside the ellipsis; the cut goes before the character it belongs to.
  const start = graphemes.segment(text.slice(0, maxLength + LONGEST_GRAPHEME)).containing(maxLength - 1)?.index;
  const isHuge = start === undefined || start < maxLength - LONGEST_GRAPHEME;
  return `${text
    .slice(0, isHuge ? maxLength - 1 : start)
    .toWellFormed()
    .trimEnd()}…`;
}
