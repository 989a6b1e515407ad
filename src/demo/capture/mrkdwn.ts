/** A piece of formatted Slack text. All strings are plain text, to be escaped by whoever shows them. */
export type Span =
  | { kind: 'text'; text: string }
  | { kind: 'styled'; style: TextStyle; spans: Span[] }
  | { kind: 'code'; text: string }
  | { kind: 'link'; url: string; spans: Span[] }
  /** Something that notifies or names people or channels. */
  | { kind: 'mention'; text: string }
  | { kind: 'break' };

/** What Slack's marks and rich text styles mean. */
export type TextStyle = 'bold' | 'italic' | 'strike';

/** Characters a styled piece has at most, so that many marks that are never closed cost little. */
const MAX_STYLED = 1_000;

const marks: Record<string, TextStyle> = { '*': 'bold', _: 'italic', '~': 'strike' };

/**
 * Reads Slack's mrkdwn: `*bold*`, `_italic_`, `~strike~`, `` `code` ``, `<url|label>`, `<!channel>`, `<@U1>`, `<#C1>`,
 * `<!date^1700000000^{date}|label>`, and the entities `&amp;`, `&lt;`, `&gt;`.
 */
export function readMrkdwn(text: string): Span[] {
  const spans: Span[] = [];
  let plain = '';
  const push = (span: Span) => {
    if (plain) spans.push({ kind: 'text', text: unescapeEntities(plain) });
    plain = '';
    spans.push(span);
  };

  let at = 0;
  while (at < text.length) {
    const char = text[at]!;
    const end = endOfSpan(text, at);
    if (char === '\n') push({ kind: 'break' });
    else if (end === -1) plain += char;
    else push(spanOf(char, text.slice(at + 1, end)));
    at = (end === -1 ? at : end) + 1;
  }
  if (plain) spans.push({ kind: 'text', text: unescapeEntities(plain) });
  return spans;
}

/** Where the span that opens at `at` is closed, or -1 when none opens there. */
function endOfSpan(text: string, at: number): number {
  const char = text[at]!;
  if (char === '<') return text.indexOf('>', at + 1);
  if (char === '`') return closingMark(text, at, () => true);
  // A mark inside a word, or beside a space on its inner side, is just a character: 2*3*4, * not bold *.
  const opens = char in marks && !isWord(text[at - 1]) && isSolid(text[at + 1]);
  return opens ? closingMark(text, at, (end) => isSolid(text[end - 1]) && !isWord(text[end + 1])) : -1;
}

function closingMark(text: string, at: number, closes: (end: number) => boolean): number {
  const mark = text[at]!;
  const furthest = Math.min(text.length, at + MAX_STYLED);
  for (let end = at + 2; end < furthest && text[end] !== '\n'; end += 1) {
    if (text[end] === mark && closes(end)) return end;
  }
  return -1;
}

function spanOf(mark: string, inner: string): Span {
  if (mark === '<') return reference(inner);
  if (mark === '`') return { kind: 'code', text: unescapeEntities(inner) };
  return { kind: 'styled', style: marks[mark]!, spans: readMrkdwn(inner) };
}

/** What stands between `<` and `>`: a link, a mention, or a date. */
function reference(inner: string): Span {
  const bar = inner.indexOf('|');
  const target = unescapeEntities(bar === -1 ? inner : inner.slice(0, bar));
  const label = bar === -1 ? null : unescapeEntities(inner.slice(bar + 1));
  if (target.startsWith('@') || target.startsWith('#')) return { kind: 'mention', text: label ?? target };
  // Slack shows the date in the reader's own way; the label is what others see.
  if (target.startsWith('!date^')) return { kind: 'text', text: label ?? target };
  if (target.startsWith('!')) return { kind: 'mention', text: label ?? `@${target.slice(1)}` };
  return { kind: 'link', url: target, spans: [{ kind: 'text', text: label ?? target }] };
}

function unescapeEntities(text: string): string {
  return text.replaceAll('&lt;', '<').replaceAll('&gt;', '>').replaceAll('&amp;', '&');
}

const isWord = (char: string | undefined): boolean => char !== undefined && /[\p{L}\p{N}]/u.test(char);
const isSolid = (char: string | undefined): boolean => char !== undefined && !/\s/.test(char);
