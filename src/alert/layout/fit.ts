import { shorten } from '../text.ts';

/** As much of the text as fits, with an ellipsis where it was cut, never inside a character; empty where nothing fits. */
export function shortenTo(text: string, fits: (shortened: string) => boolean): string {
  if (fits(text)) return text;
  let longest = 0;
  let tooLong = text.length;
  while (tooLong - longest > 1) {
    const middle = Math.floor((longest + tooLong) / 2);
    if (fits(shorten(text, middle))) longest = middle;
    else tooLong = middle;
  }
  return longest === 0 ? '' : shorten(text, longest);
}
