import { decodeHTML } from 'entities';
import type { ArticleNames } from '../metadata/same-article.ts';
import { readFlight } from './flight.ts';
import { findProse, type Prose } from './script-prose.ts';
import { scriptSources } from './script-sources.ts';
import { readScriptValues } from './script-values.ts';

/** UTF-16 code units of the shortest text, a Hangul syllable counting two and a sign of Chinese or Japanese three. */
const MIN_LENGTH = 150;
/** Share of signs that stand in code rather than in prose. */
const MAX_CODE = 0.015;
/** Letters of a word; code and keys have longer ones. Scripts without spaces between words have none. */
const MAX_WORD = 14;

/**
 * The article that a page carries only in the data of its scripts, or in markup that is to be shown later. Nothing is run:
 * see {@link readScriptValues}.
 *
 * @param read Paragraphs of markup.
 * @param isNotice Whether a text is one of the site's own notices.
 */
export function scriptText(
  html: string,
  names: ArticleNames,
  read: (markup: string) => string[],
  isNotice: (text: string) => boolean,
): Prose | null {
  const { data, markup } = scriptSources(html);
  const accepts = (text: string) => isProse(text) && !isNotice(text.toLowerCase());
  const values = data.map(valueIn);
  const stream = streamOf(data);
  if (stream !== '') values.push(readFlight(stream));
  for (const text of markup) {
    const plain = /^\s*[[{]/.test(text) ? decodeHTML(text) : text;
    values.push(plain === text ? text : valueIn(plain));
  }
  return findProse(values, names, read, accepts);
}

function valueIn(text: string): unknown {
  const plain = /^\s*[[{]&q;/.test(text) ? text.replace(/&([qasgl]);/g, (_, name) => STATE_SIGNS[name] ?? '') : text;
  try {
    return JSON.parse(plain);
  } catch {
    return readScriptValues(plain);
  }
}

/** How Angular's TransferState writes signs, before its version 16. */
const STATE_SIGNS: Record<string, string> = { a: '&', q: '"', s: "'", l: '<', g: '>' };

/** The stream that Next.js writes in pieces: `self.__next_f.push([1, "…"])`. */
function streamOf(data: string[]): string {
  const pieces: string[] = [];
  for (const text of data) {
    if (!text.includes('__next_f')) continue;
    for (const call of readScriptValues(text)) {
      const [list] = Array.isArray(call) ? call : [];
      if (Array.isArray(list) && list[0] === 1 && typeof list[1] === 'string') pieces.push(list[1]);
    }
  }
  return pieces.join('');
}

/** Whether a text is made of sentences, rather than of code, keys or a word or two. */
function isProse(text: string): boolean {
  const hangul = text.match(/\p{sc=Hang}/gu)?.length ?? 0;
  const han = text.match(/[\p{sc=Han}\p{sc=Hira}\p{sc=Kana}\p{sc=Thai}]/gu)?.length ?? 0;
  if (text.length + hangul + 2 * han < MIN_LENGTH) return false;
  if ((text.match(/[{}<>;=\\|$_#@^~`]/g)?.length ?? 0) > MAX_CODE * text.length) return false;
  const letters = text.match(/\p{L}/gu)?.length ?? 0;
  if (letters < 0.6 * text.length && han === 0) return false;
  const sentences =
    text.match(/[.!?…。！？।؟۔](?=["'”’»“)\]]*(?:\s|$|\p{sc=Han}|\p{sc=Hira}|\p{sc=Kana}))/gu)?.length ?? 0;
  const isUnspaced = han > 0.3 * letters;
  if (!isUnspaced && letters / (text.split(/\s+/).length || 1) > MAX_WORD) return false;
  return sentences >= 2 || /\p{sc=Thai}/u.test(text);
}
