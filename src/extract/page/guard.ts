const MAX_BYTES = 6_000_000;
/** Share of control characters and undecodable bytes above which a "page" is some other kind of file. */
const MAX_CONTROL_SHARE = 0.01;

const PAGE_TYPES = new Set(['text/html', 'application/xhtml+xml', 'text/plain']);

/**
 * What a document tree would be made of. `texts`: pieces of text, which every entity and every sign to be escaped splits:
 * Readability writes its tree out and parses it again. `depth`: of open elements.
 */
interface TreeSize {
  tags: number;
  attributes: number;
  texts: number;
  depth: number;
}
/** Real article pages stay well below each of these; a page above any of them never becomes a tree. */
const MAX_TREE: TreeSize = { tags: 60_000, attributes: 300_000, texts: 100_000, depth: 1_000 };

/** Elements whose text is taken out before anything is written. */
const CODE = new Set(['script', 'style']);
/** What serialising escapes (HTML Standard, 13.3). */
const ESCAPED = /[&<>\u00a0]/g;

/** Why a response cannot be an article page, judged by its type and size before it is decoded; null: go on. */
export function refuseResponse(bytes: Uint8Array, contentType: string | null): string | null {
  const type = contentType?.split(';')[0]?.trim().toLowerCase();
  if (type && !PAGE_TYPES.has(type)) return 'not an HTML page by its content type';
  if (bytes.length === 0) return 'empty page';
  if (bytes.length > MAX_BYTES) return `page larger than ${MAX_BYTES} bytes`;
  return null;
}

/** Why the text of a page must not even be taken apart, or null: go on. Linear in the length, whatever the text. */
export function refuseText(html: string): string | null {
  if (controlShare(html) > MAX_CONTROL_SHARE) return 'binary data, not a page';
  // Each closing tag makes the tokenizer look through what is open, so that many of them take time by the square.
  return countClosingTags(html) > MAX_TREE.tags ? `page of more than ${MAX_TREE.tags} closing tags` : null;
}

/** Counts what a tree would be made of while a page is taken apart. */
export interface TreeMeter {
  openTag(name: string, attributes: number): void;
  closeTag(): void;
  text(piece: string): void;
  /** Why no tree must be made, as far as is known by now, or null. */
  refusal(): string | null;
}

/** A meter for one page: tags, attributes, texts and depth are counted from nothing. */
export function createTreeMeter(): TreeMeter {
  const size: TreeSize = { tags: 0, attributes: 0, texts: 0, depth: 0 };
  let open = 0;
  let inCode = false;
  return {
    openTag(name, attributes) {
      inCode = CODE.has(name);
      size.tags += 1;
      size.attributes += attributes;
      open += 1;
      size.depth = Math.max(size.depth, open);
    },
    closeTag() {
      inCode = false;
      open -= 1;
    },
    text(piece) {
      if (!inCode) size.texts += 1 + (piece.match(ESCAPED)?.length ?? 0);
    },
    refusal() {
      for (const part of ['tags', 'attributes', 'texts'] as const) {
        if (size[part] > MAX_TREE[part]) return `page of more than ${MAX_TREE[part]} ${part}`;
      }
      return size.depth > MAX_TREE.depth ? `page with tags nested more than ${MAX_TREE.depth} deep` : null;
    },
  };
}

function controlShare(text: string): number {
  let count = 0;
  for (let i = 0; i < text.length; i += 1) {
    const code = text.charCodeAt(i);
    if ((code < 0x20 && !(code >= 0x09 && code <= 0x0d)) || code === 0xfffd) count += 1;
  }
  return count / text.length;
}

function countClosingTags(html: string): number {
  let count = 0;
  for (let at = html.indexOf('</'); at !== -1; at = html.indexOf('</', at + 2)) count += 1;
  return count;
}
