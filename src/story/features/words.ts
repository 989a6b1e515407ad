/** A run of letters of one kind, as it stands. */
export interface Word {
  text: string;
  /** In lower case and without diacritics, where its script has any of that. */
  folded: string;
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
  /([\p{sc=Katakana}ー]+)|([\p{sc=Han}々]+)|(\p{sc=Hangul}+)|([\p{sc=Thai}\p{sc=Lao}\p{sc=Khmer}\p{sc=Myanmar}]+)|(\p{sc=Hiragana}+)|([\p{sc=Latin}\p{sc=Cyrillic}\p{sc=Greek}\p{sc=Armenian}\p{sc=Georgian}][\p{sc=Latin}\p{sc=Cyrillic}\p{sc=Greek}\p{sc=Armenian}\p{sc=Georgian}\p{M}]*)|(\p{L}[\p{L}\p{M}]*)/gu;

/** What may stand between the end of a sentence and the word that opens the next. */
const OPENING = /(?:^|[.!?:;…\n|•–—]["'»”’)\]]*\s+|[\n"„“«‹「『(¿¡|]\s*|\s[-–—*]\s)$/u;
const LOOK_BACK = 6;

/** What the groups of {@link WORD} are, in their order. */
const SCRIPTS = ['kana', 'han', 'hangul', 'unspaced', null, 'cased', 'plain'] as const;

/** The words of a text in the order of reading, apostrophes and hyphens between them. Linear in its length. */
export function wordsOf(text: string): Word[] {
  const words: Word[] = [];
  for (const match of text.matchAll(WORD)) {
    const script = SCRIPTS.find((_, group) => match[group + 1] !== undefined);
    if (!script) continue;
    const [word] = match;
    const start = match.index;
    const isCased = script === 'cased';
    words.push({
      text: word,
      folded: isCased || script === 'plain' ? fold(word) : word,
      start,
      script,
      opens: isCased && OPENING.test(text.slice(Math.max(0, start - LOOK_BACK), start)),
    });
  }
  return words;
}

/** A word in lower case and without diacritics. */
export function fold(word: string): string {
  const small = word.toLowerCase();
  return ASCII.test(small) ? small : small.normalize('NFD').replace(/\p{M}+/gu, '');
}

const ASCII = /^[a-z0-9]*$/;

/** True for a word that begins with a capital letter. */
export function isCapitalised(word: string): boolean {
  const first = String.fromCodePoint(word.codePointAt(0)!);
  return first !== first.toLowerCase();
}

/** True for a word in capitals throughout, of two letters or more. */
export function isAllCapitals(word: string): boolean {
  return word.length > 1 && word === word.toUpperCase() && word !== word.toLowerCase();
}
