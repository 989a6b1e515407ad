/** Real article pages stay well below each of these; what is above is not parsed at all. */
const MAX_BYTES = 6_000_000;
const MAX_TAGS = 60_000;
const MAX_DEPTH = 1_000;
/** Share of control characters and undecodable bytes above which a "page" is some other kind of file. */
const MAX_CONTROL_SHARE = 0.01;

const PAGE_TYPES = new Set(['text/html', 'application/xhtml+xml', 'text/plain']);

/** Elements that have no end tag (HTML Standard, 13.1.2). */
const VOID = new Set('area base br col embed hr img input link meta param source track wbr'.split(' '));
/** Elements whose end tag may be left out (13.1.2.4): a row of them without end tags is not a nest. */
const SELF_ENDING = new Set('p li dt dd tr td th thead tbody tfoot option optgroup rt rp html head body'.split(' '));
/** Elements whose content is text up to their own end tag. */
const RAW_TEXT = new Set(['script', 'style', 'textarea', 'title']);

/** Why a response cannot be an article page, judged by its type and size before it is decoded; null: go on. */
export function refuseResponse(bytes: Uint8Array, contentType: string | null): string | null {
  const type = contentType?.split(';')[0]?.trim().toLowerCase();
  if (type && !PAGE_TYPES.has(type)) return 'not an HTML page by its content type';
  if (bytes.length === 0) return 'empty page';
  if (bytes.length > MAX_BYTES) return `page larger than ${MAX_BYTES} bytes`;
  return null;
}

/** Why the text of a page must not reach a parser, or null: go on. One pass, linear in the length, whatever the text. */
export function refuseMarkup(html: string): string | null {
  if (controlShare(html) > MAX_CONTROL_SHARE) return 'binary data, not a page';
  const { tags, depth } = measureNesting(html);
  if (tags > MAX_TAGS) return `more than ${MAX_TAGS} tags`;
  if (depth > MAX_DEPTH) return `tags nested more than ${MAX_DEPTH} deep`;
  return null;
}

function controlShare(text: string): number {
  let count = 0;
  for (let i = 0; i < text.length; i += 1) {
    const code = text.charCodeAt(i);
    if ((code < 0x20 && !(code >= 0x09 && code <= 0x0d)) || code === 0xfffd) count += 1;
  }
  return count / text.length;
}

/** Counts tags and the deepest nest of open elements, as a forgiving parser would see them. Stops once above a limit. */
function measureNesting(html: string): { tags: number; depth: number } {
  const tag = /<(?:(!--)|(\/?)([a-z][^\s/>]*))/gi;
  let tags = 0;
  let open = 0;
  let depth = 0;
  for (let found = tag.exec(html); found && tags <= MAX_TAGS && depth <= MAX_DEPTH; found = tag.exec(html)) {
    const [, comment, slash, name] = found;
    if (comment) {
      const end = html.indexOf('-->', found.index + 4);
      if (end < 0) break;
      tag.lastIndex = end;
      continue;
    }
    tags += 1;
    const element = name?.toLowerCase() ?? '';
    if (VOID.has(element) || SELF_ENDING.has(element)) continue;
    if (slash) {
      open = Math.max(0, open - 1);
      continue;
    }
    if (RAW_TEXT.has(element)) {
      const end = endOfRawText(html, element, tag.lastIndex);
      if (end < 0) break;
      tag.lastIndex = end;
      continue;
    }
    open += 1;
    depth = Math.max(depth, open);
  }
  return { tags, depth };
}

function endOfRawText(html: string, element: string, from: number): number {
  const endTag = new RegExp(`</${element}`, 'gi');
  endTag.lastIndex = from;
  return endTag.test(html) ? endTag.lastIndex : -1;
}
