/** Markup-free text on one line: NUL and other control characters, lone surrogates and runs of white space are gone. */
export function plainLine(text: string, maxLength: number): string {
  return cut(wellFormed(text).replace(/\s+/g, ' ').trim(), maxLength);
}

/** Without NUL, other control characters (tab and line feed stay) and lone surrogates. */
export function wellFormed(text: string): string {
  return text.replace(/[\0-\x08\x0b\x0c\x0e-\x1f\x7f]/g, '').toWellFormed();
}

/** The first `maxLength` UTF-16 code units, never half a character. */
export function cut(text: string, maxLength: number): string {
  if (text.length <= maxLength) return text;
  const lastKept = text.charCodeAt(maxLength - 1);
  const splitsPair = lastKept >= 0xd800 && lastKept <= 0xdbff;
  return text.slice(0, splitsPair ? maxLength - 1 : maxLength).trimEnd();
}

/** Length in which a character of Chinese or Japanese counts three: it says about as much as three Latin letters. */
export function weigh(text: string): number {
  return text.length + 2 * (text.match(/[\p{sc=Han}\p{sc=Hira}\p{sc=Kana}]/gu)?.length ?? 0);
}
