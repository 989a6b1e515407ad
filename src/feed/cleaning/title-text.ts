import { toPlainText, withoutCdata } from './plain-text.ts';
import type { RawText } from './raw-feed.ts';

/** Characters of a title that are looked at: many more than are kept. */
const MAX_CHARACTERS = 20_000;

/** Times that a text is taken to be escaped once more. */
const MAX_LAYERS = 4;

/** Elements of HTML that stand in titles as markup, when they have both their tags. */
const PAIRED = new Set(
  `a abbr acronym address article aside b bdi bdo big blink blockquote body button caption center cite code data dd del
  dfn div dl dt em fieldset figcaption figure font footer form h1 h2 h3 h4 h5 h6 header html i iframe ins kbd label li
  main mark marquee nav nobr noscript ol p pre q rb rp rt ruby s samp script section select small span strike strong
  style sub summary sup svg table tbody td template th time title tr tt u ul var video`.split(/\s+/),
);

/** Those that have one tag only. */
const SINGLE = new Set(['br', 'hr', 'img', 'wbr']);

const TAG = /<(\/?)([a-z][\w:-]*)((?:\s[^<>]*?)?)\/?>/gi;
const ENTITY = /&(?:#\d{1,7}|#x[\da-f]{1,6}|[a-z]\w{1,30});/i;

/**
 * The text of a title, a name or a label, in one line: entities decoded in as many layers as it was escaped in, and its markup gone. A
 * tag that is spoken of (`The <main> element`), a type (`List<String>`) and a sign (`<3`) are no markup.
 */
export function toTitleText(text: Pick<RawText, 'value' | 'isMarkup'>): string {
  let value = withoutCdata(text.value.slice(0, MAX_CHARACTERS));
  if (!text.isMarkup || !/[<&]/.test(value)) return value.replace(/\s+/g, ' ').trim();
  for (let layer = 0; layer < MAX_LAYERS; layer += 1) {
    const marked = markupIn(value);
    if (layer > 0 && marked.size === 0 && !ENTITY.test(value)) break;
    value = toPlainText({ value: escapedBut(value, marked), isMarkup: true });
  }
  return value.replace(/\s+/g, ' ');
}

/** Where the tags stand that are markup. */
function markupIn(value: string): Set<number> {
  const marked = new Set<number>();
  const open = new Map<string, number[]>();
  for (const match of value.matchAll(TAG)) {
    const [tag, slash, given = '', attributes = ''] = match;
    const name = given.toLowerCase();
    const end = match.index + tag.length;
    if (/[:-]/.test(name)) marked.add(match.index);
    else if (SINGLE.has(name)) {
      const isWithinWord = /\S/.test(value[match.index - 1] ?? '') && /\S/.test(value[end] ?? '');
      if (name === 'br' || attributes.trim() !== '' || isWithinWord) marked.add(match.index);
    } else if (!PAIRED.has(name)) continue;
    else if (slash === '') {
      open.set(name, [...(open.get(name) ?? []), match.index].slice(-MAX_OPEN));
      // What an end was forgotten of, or cut off from, stands close to its text.
      if (match.index === 0 && /^[^\s<]/.test(value.slice(end, end + 1))) marked.add(0);
    } else {
      const start = open.get(name)?.pop();
      if (start !== undefined) marked.add(start).add(match.index);
      else if (end === value.length && /\S/.test(value[match.index - 1] ?? '')) marked.add(match.index);
    }
  }
  return marked;
}

/** Tags of one name that wait for their ends. */
const MAX_OPEN = 50;

/** The value with every `<` escaped that does not begin a tag of markup, or a comment. */
function escapedBut(value: string, marked: Set<number>): string {
  return value.replace(/<(?!!--)/g, (sign, at: number) => (marked.has(at) ? sign : '&lt;'));
}
