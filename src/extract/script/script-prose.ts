import { type ArticleNames, namesThis } from '../metadata/same-article.ts';
import { cutWords } from '../page/class-names.ts';
import { readFlatData } from './flat-data.ts';
import {
  ADDRESS_NAMES,
  BLOCK_TYPES,
  NO_TEXT_NAMES,
  OTHER_NAMES,
  PIECE_TYPES,
  SUMMARY_NAMES,
  TITLE_NAMES,
} from './script-rules.ts';
import { Name, readScriptValues } from './script-values.ts';

/** A text found in data, in paragraphs. */
export interface Prose {
  paragraphs: string[];
  /** It stands with the page's own headline or address. */
  isNamed: boolean;
}

/** Values looked at, levels, and how often a string that holds data is opened. */
const MAX_VISITS = 400_000;
const MAX_DEPTH = 120;
const MAX_NESTED = 4;
/** UTF-16 code units of texts that are judged: each list that holds a text may be the article. */
const MAX_JUDGED = 10_000_000;
/** UTF-16 code units of a string that may hold data, and of a paragraph. */
const MIN_NESTED = 100;
const MIN_PARAGRAPH = 40;

const MARKUP = /<\/?(?:p|div|br|h\d|ul|ol|li|blockquote|figure|section|article|span|a|strong|em|b|i)\b[^<>]{0,500}>/i;
const ESCAPED_MARKUP = /&lt;\/?(?:p|div|br|h\d|li|blockquote)\b/i;
const SENTENCE_END = /[.!?…。！？।؟۔]["'”’»“)\]]*\s*$/;

/** Words in the title of a page about the site itself. */
const NOTICES = new Set('privacy imprint impressum datenschutz datenschutzerklärung agb cookies gdpr dsgvo'.split(' '));

/** Where in the data something stands. */
interface Within {
  depth: number;
  nested: number;
  isNamed: boolean;
}

/**
 * The longest run of prose in data: a string of several paragraphs or of markup, or a list of blocks, as editors keep
 * texts. Of an article that is named as the page's is, if there is one. What is called a translation, a setting, a comment
 * or the like does not count, and the entries of a list of articles do not add up.
 *
 * @param read Paragraphs of a string that holds markup.
 * @param accepts Whether a text may be an article.
 */
export function findProse(
  values: unknown[],
  names: ArticleNames,
  read: (markup: string) => string[],
  accepts: (text: string) => boolean,
): Prose | null {
  const entities = entitiesOf(values);
  let visits = 0;
  let best: Prose | null = null;
  let bestLength = 0;
  let judged = 0;

  const offer = (paragraphs: string[], isNamed: boolean) => {
    const length = lengthOf(paragraphs);
    if (best && (best.isNamed !== isNamed ? best.isNamed : length <= bestLength)) return;
    judged += length;
    if (judged > MAX_JUDGED || !accepts(paragraphs.join('\n'))) return;
    best = { paragraphs, isNamed };
    bestLength = length;
  };

  const visit = (value: unknown, within: Within): string[] => {
    visits += 1;
    if (visits > MAX_VISITS || within.depth > MAX_DEPTH) return [];
    if (typeof value === 'string') return visitString(value, within);
    if (typeof value !== 'object' || value === null || value instanceof Name) return [];
    const inside = { ...within, depth: within.depth + 1 };
    const element = Array.isArray(value) ? reactElement(value) : null;
    if (element) return visit(element, inside);
    const found = Array.isArray(value) ? visitList(value, inside, '') : visitObject(value as Data, inside);
    if (lengthOf(found) > 2 * MIN_PARAGRAPH) offer(found, within.isNamed);
    return found;
  };

  const visitString = (text: string, within: Within): string[] => {
    if (text.length >= MIN_NESTED && within.nested < MAX_NESTED) {
      const data = dataIn(text);
      if (data !== undefined) {
        visit(data, { ...within, nested: within.nested + 1 });
        return [];
      }
    }
    const paragraphs = paragraphsOf(text, read);
    if (text.length > 2 * MIN_PARAGRAPH) offer(paragraphs, within.isNamed);
    return paragraphs;
  };

  const visitObject = (data: Data, within: Within): string[] => {
    if (typeof data.__ref === 'string') return visit(entities.get(data.__ref), within);
    if (data.type === 'id' && typeof data.id === 'string' && entities.has(data.id)) {
      return visit(entities.get(data.id), within);
    }
    const parts = Object.values(data);
    // Blocks by their names are a list of blocks all the same.
    if (parts.length > 2 && parts.every((part) => isData(part) && BLOCK_TYPES.test(typeOf(part)))) {
      return visitList(parts, within, '');
    }
    const title = firstString(data, TITLE_NAMES);
    if (title && title.length < 60 && cutWords(title).some((word) => NOTICES.has(word))) return [];
    const isNamed = within.isNamed || isOwn(data, names);
    const inside = { ...within, isNamed };
    const type = typeOf(data);
    let longest: string[] = [];
    for (const [key, part] of Object.entries(data)) {
      const words = cutWords(key);
      if (
        words.some((word) => OTHER_NAMES.has(word)) ||
        (typeof part === 'string' && words.some((word) => NO_TEXT_NAMES.has(word)))
      )
        continue;
      const found = Array.isArray(part) ? visitNamedList(part, inside, type) : visit(part, inside);
      if (isNamed && !within.isNamed && found.length > 0) offer(found, true);
      if (lengthOf(found) > lengthOf(longest)) longest = found;
    }
    return longest;
  };

  const visitNamedList = (list: unknown[], within: Within, type: string): string[] => {
    const element = reactElement(list);
    if (element) return visit(element, within);
    const found = visitList(list, { ...within, depth: within.depth + 1 }, type);
    if (lengthOf(found) > 2 * MIN_PARAGRAPH) offer(found, within.isNamed);
    return found;
  };

  const visitList = (list: unknown[], within: Within, type: string): string[] => {
    const flat = within.nested < MAX_NESTED ? readFlatData(list) : null;
    if (flat) return visit(flat, { ...within, nested: within.nested + 1 });
    const pieces = piecesOf(list);
    if (pieces && (BLOCK_TYPES.test(type) || !areParagraphs(pieces))) return trimmed([pieces.join('')]);
    const items = list.filter((one) => isItem(one));
    const paragraphs: string[] = [];
    for (const one of list) {
      const isItemOfMany = items.length > 0 && isItem(one);
      const found = visit(one, isItemOfMany ? { ...within, isNamed: false } : within);
      // A word between paragraphs is no paragraph.
      const isWord = typeof one === 'string' && one.length < MIN_PARAGRAPH && !SENTENCE_END.test(one);
      if (!isItemOfMany && !isWord) paragraphs.push(...found);
    }
    return paragraphs;
  };

  for (const value of values) visit(value, { depth: 0, nested: 0, isNamed: false });
  return best;
}

type Data = Record<string, unknown>;

function isData(value: unknown): value is Data {
  return typeof value === 'object' && value !== null && !Array.isArray(value) && !(value instanceof Name);
}

/** `["$", "p", key, {children}]` of React, as the object of a block. */
function reactElement(list: unknown[]): Data | null {
  const [sign, type, , props] = list;
  if (sign !== '$' || typeof type !== 'string' || !isData(props)) return null;
  const { children, dangerouslySetInnerHTML: inner, ...others } = props;
  if (isData(inner)) return { type, html: inner.__html };
  // What is handed to a part of the page is data; what an element of HTML holds is text.
  if (!/^[a-z]/.test(type)) return { type, ...others, children };
  return { type, children: typeof children === 'string' || reactElementOf(children) ? [children] : children };
}

function reactElementOf(value: unknown): boolean {
  return Array.isArray(value) && value[0] === '$';
}

/** The objects that others refer to by name, as caches of GraphQL keep them. */
function entitiesOf(values: unknown[]): Map<string, unknown> {
  const entities = new Map<string, unknown>();
  const queue: [unknown, number][] = values.map((value) => [value, 0]);
  for (const [value, depth] of queue) {
    if (queue.length > 50_000) break;
    if (typeof value !== 'object' || value === null) continue;
    for (const [key, part] of Object.entries(value)) {
      if (isData(part) && typeof part.__typename === 'string' && /[:.]/.test(key)) entities.set(key, part);
      if (depth < 6 && typeof part === 'object') queue.push([part, depth + 1]);
    }
  }
  return entities;
}

function typeOf(data: Data): string {
  for (const key of ['type', 'nodeType', '_type', 'name', 'tag', 'tagName', 'kind', 'style']) {
    const type = data[key];
    if (typeof type === 'string' && type.length < 40) return type;
  }
  return '';
}

function firstString(data: Data, keys: string[]): string | null {
  for (const key of keys) {
    const value = data[key];
    const text = isData(value) ? (value.basic ?? value.rendered ?? value.text) : value;
    if (typeof text === 'string' && text.trim() !== '') return text;
  }
  return null;
}

function isOwn(data: Data, names: ArticleNames): boolean {
  const title = firstString(data, TITLE_NAMES);
  return title !== null && title.length > 5 && namesThis(title.replace(/<[^<>]*>/g, ''), names);
}

/** An article of a list of articles: it has a title or an address of its own, and is no block of a text. */
function isItem(value: unknown): boolean {
  if (!isData(value)) return false;
  const inner = isData(value.attributes) ? value.attributes : isData(value.node) ? value.node : value;
  const hasTitle =
    firstString(inner, TITLE_NAMES) !== null &&
    !BLOCK_TYPES.test(typeOf(inner)) &&
    !String(inner.name ?? '').startsWith('core/');
  const hasAddress = firstString(inner, ADDRESS_NAMES) !== null;
  const hasSummary = firstString(inner, SUMMARY_NAMES) !== null;
  return hasTitle ? hasAddress || hasSummary || inner.body !== undefined : hasAddress && hasSummary;
}

/** The texts of a list that are pieces of one paragraph, or null. */
function piecesOf(list: unknown[]): string[] | null {
  const pieces: string[] = [];
  let hasObjects = false;
  for (const one of list) {
    if (typeof one === 'string' && !MARKUP.test(one)) pieces.push(one);
    else {
      const element = Array.isArray(one) ? reactElement(one) : isData(one) ? one : null;
      const piece = element && pieceOf(element);
      if (piece === null) return null;
      hasObjects = true;
      pieces.push(piece);
    }
  }
  return hasObjects ? pieces : null;
}

/** The text of a piece of a paragraph: a word in bold, a link with its words. */
function pieceOf(data: Data): string | null {
  const type = typeOf(data);
  const own = data.text ?? data.value ?? data.insert;
  if (typeof own === 'string' && !MARKUP.test(own) && (type === '' || PIECE_TYPES.test(type))) return own;
  if (/^(?:br|hard_?break|linebreak)$/i.test(type)) return '\n';
  const parts = data.children ?? data.content;
  if (!PIECE_TYPES.test(type) || !Array.isArray(parts)) return null;
  return piecesOf(parts)?.join('') ?? null;
}

/** Whether texts side by side are paragraphs each, rather than pieces of one. */
function areParagraphs(pieces: string[]): boolean {
  const long = pieces.filter((piece) => piece.trim().length >= MIN_PARAGRAPH);
  return (
    long.length >= 2 &&
    long.filter((piece) => SENTENCE_END.test(piece) && !/^\s/.test(piece)).length >= 0.6 * pieces.length
  );
}

function paragraphsOf(text: string, read: (markup: string) => string[]): string[] {
  if (MARKUP.test(text)) return read(text);
  if (ESCAPED_MARKUP.test(text))
    return read(
      text.replaceAll('&lt;', '<').replaceAll('&gt;', '>').replaceAll('&quot;', '"').replaceAll('&amp;', '&'),
    );
  return trimmed(text.split(/\n\s*\n|\r\n|\n(?=[^\n]{40})/).map((line) => line.replace(/^#{1,6} +/, '')));
}

function trimmed(texts: string[]): string[] {
  return texts.map((text) => text.replace(/\s+/g, ' ').trim()).filter((text) => /[\p{L}\p{N}]/u.test(text));
}

function lengthOf(paragraphs: string[]): number {
  return paragraphs.reduce((sum, paragraph) => sum + paragraph.length, 0);
}

/** The data that a string holds in its turn, or undefined. */
function dataIn(text: string): unknown {
  const plain = /^%(?:7B|5B)/i.test(text) ? decoded(text) : text.trim();
  if (!/^[[{]/.test(plain) || !/[\]}]\s*$/.test(plain)) return undefined;
  try {
    return JSON.parse(plain);
  } catch {
    return /^[[{]\s*["'{[]/.test(plain) ? readScriptValues(plain) : undefined;
  }
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
