/** A run of letters of one kind, as it stands. */
export interface Word {
  text: string;
  /** UTF-16 code units from the beginning of the text. */
  start: number;
  /** How its script is written. */
  script: WordScript;
  /** Begins a sentence, a quotation or a paragraph. */
  opens: boolean;
}

/**
 * `cased`: has capital letters (Latin, Cyrillic, Greek, …); `plain`: parts its words and has none (Arabic, Hebrew, Hindi);
 * `hangul`; `han`; `kana`: Katakana (what Hiragana says is grammar, and is passed over); `unspaced`: Thai and others.
 */
export type WordScript = 'cased' | 'plain' | 'hangul' | 'han' | 'kana' | 'unspaced';

const WORD =
  /(?<kana>[\p{sc=Katakana}ー]+)|(?<han>[\p{sc=Han}々]+)|(?<hangul>\p{sc=Hangul}+)|(?<unspaced>[\p{sc=Thai}\p{sc=Lao}\p{sc=Khmer}\p{sc=Myanmar}]+)|(?<hira>\p{sc=Hiragana}+)|(?<cased>[\p{sc=Latin}\p{sc=Cyrillic}\p{sc=Greek}\p{sc=Armenian}\p{sc=Georgian}][\p{sc=Latin}\p{sc=Cyrillic}\p{sc=Greek}\p{sc=Armenian}\p{sc=Georgian}\p{M}]*)|(?<plain>\p{L}[\p{L}\p{M}]*)/gu;

/** What may stand between the end of a sentence and the word that opens the next. */
const OPENING = /(?:^|[.!?:;…\n|•–—]["'»”’)\]]*\s+|[\n"„“«‹「『(¿¡|]\s*|\s[-–—*]\s)$/u;
const LOOK_BACK = 6;

/** The words of a text in the order of reading, apostrophes and hyphens between them. Linear in its length. */
export function wordsOf(text: string): Word[] {
  const words: Word[] = [];
  for (const match of text.matchAll(WORD)) {
    const groups = match.groups as Record<WordScript | 'hira', string | undefined>;
    if (groups.hira !== undefined) continue;
    const start = match.index;
    words.push({
      text: match[0],
      start,
      script: scriptOf(groups),
      opens: groups.cased !== undefined && OPENING.test(text.slice(Math.max(0, start - LOOK_BACK), start)),
    });
  }
  return words;
}

function scriptOf(groups: Record<WordScript, string | undefined>): WordScript {
  if (groups.cased !== undefined) return 'cased';
  if (groups.plain !== undefined) return 'plain';
  if (groups.han !== undefined) return 'han';
  if (groups.kana !== undefined) return 'kana';
  return groups.hangul !== undefined ? 'hangul' : 'unspaced';
}

/** True for a word that begins with a capital letter. */
export function isCapitalised(word: string): boolean {
  const first = String.fromCodePoint(word.codePointAt(0)!);
  return first !== first.toLowerCase();
}

/** True for a word in capitals throughout, of two letters or more. */
export function isAllCapitals(word: string): boolean {
  return word.length > 1 && word === word.toUpperCase() && word !== word.toLowerCase();
}
