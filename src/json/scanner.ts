/** Reads a text that is nearly JSON piece by piece; each piece takes time proportional to its length. */
export interface Scanner {
  readonly position: number;
  /** The end of the text came before that of what was being read. */
  readonly isCut: boolean;
  /** At the end of the text, in the middle of a list or an object. */
  endsInside(): boolean;
  /**
   * Goes to the next `{` or `[`.
   * @param isFirst Before it a name may stand, such as that of a callback.
   * @returns false when something else comes first, or nothing.
   */
  skipToBracket(isFirst: boolean): boolean;
  /** Passes over white space, comments, and the marks of comments and CDATA. */
  skipBlank(): void;
  /** The same and commas and semicolons. */
  skipSeparators(): void;
  isAt(character: string): boolean;
  /** Passes over this character if it is the next one. */
  take(character: string): boolean;
  /** Passes over `name(` or `new Name(`, if that is next. */
  takeCall(): boolean;
  /** The string that begins here, or null when none does. A value may have quotes inside that are not escaped. */
  readString(role: 'name' | 'value'): string | null;
  /** The name without quotes that stands here, or null. */
  readName(): string | null;
  /** A number, a word of JSON, or whatever stands here without quotes up to the end of the value; null for nothing. */
  readBare(): unknown;
}

/** Each kind of quote, and what may end it. */
const QUOTES: Record<string, RegExp> = { '"': /["\\]/g, "'": /['\\]/g, '“': /[”“"\\]/g, '‘': /[’‘'\\]/g };

const ESCAPES: Record<string, string> = { b: '\b', f: '\f', n: '\n', r: '\r', t: '\t', v: '\v', '0': '' };

const BLANK = /[\s\u0000-\u001f\ufeff]+/y;
const MARK = /(?:\/\/|\/\*)?[ \t]*(?:<!\[CDATA\[|\]\]>|<!--|--!?>)[ \t]*(?:\*\/)?/y;
const LINE_COMMENT = /\/\/[^\n\r]*/y;
const NAME = /[\p{L}_$@][\p{L}\p{N}_$@.-]*/uy;
const CALL = /(?:new[ \t]+)?[\p{L}_$][\p{L}\p{N}_$.]*[ \t]*\(/uy;
/** What stands before the value: `callback(`, `window.data =`, or a guard such as `typeof callback === 'function' && callback(`. */
const PREFIX = /[^{[\n]{0,200}[(=>]\s*/y;
const BARE = /(?:[^,\]}\n\r/]|\/(?![/*]))*/y;
const NUMBER = /^[-+]?(?:\d+\.?\d*|\.\d+)(?:e[-+]?\d+)?$/i;

/** What may follow a string: the end of what it is in, a comma and the next part, or the next part for want of a comma. */
const AFTER_VALUE =
  /\s*(?:[}\]);]|$|,\s*(?:["'“‘{[}\],\d/-]|[\p{L}_$@][\w$-]*\s*[:,\]}]|$)|\/[/*]|["'“‘][\w@$:.-]{1,60}["'”’]\s*:)|[^\S\n\r]*[\n\r]\s*["'“‘{[]/uy;

/** A scanner at the beginning of a text. */
export function createNearlyJsonScanner(text: string): Scanner {
  let position = 0;
  let isCut = false;

  /** The match of a sticky expression here, passed over; null for none, or for nothing. */
  const pass = (pattern: RegExp): string | null => {
    pattern.lastIndex = position;
    const found = pattern.exec(text)?.[0];
    if (!found) return null;
    position += found.length;
    return found;
  };
  const follows = (pattern: RegExp, at: number): boolean => {
    pattern.lastIndex = at;
    return pattern.test(text);
  };
  const passBlockComment = (): boolean => {
    if (!text.startsWith('/*', position)) return false;
    const end = text.indexOf('*/', position + 2);
    position = end === -1 ? text.length : end + 2;
    return true;
  };
  const passBlank = (): boolean =>
    pass(BLANK) !== null || pass(MARK) !== null || pass(LINE_COMMENT) !== null || passBlockComment();

  const take = (character: string): boolean => {
    if (text[position] !== character) return false;
    position += 1;
    return true;
  };

  /** What an escape means; `position` is behind the backslash. */
  const readEscape = (): string => {
    const letter = text[position] ?? '';
    position += 1;
    if (letter !== 'u' && letter !== 'x') return ESCAPES[letter] ?? letter;
    const digits = text.slice(position, position + (letter === 'u' ? 4 : 2));
    if (!/^(?:[\da-f]{2}|[\da-f]{4})$/i.test(digits)) return `\\${letter}`;
    position += digits.length;
    return String.fromCharCode(Number.parseInt(digits, 16));
  };

  const scanner: Scanner = {
    get position() {
      return position;
    },
    get isCut() {
      return isCut;
    },
    endsInside() {
      isCut ||= position >= text.length;
      return isCut;
    },
    skipToBracket(isFirst) {
      this.skipSeparators();
      if (isFirst && !this.isAt('{') && !this.isAt('[')) pass(PREFIX);
      else while (take(')') || take(';')) this.skipSeparators();
      return this.isAt('{') || this.isAt('[');
    },
    skipBlank() {
      while (passBlank());
    },
    skipSeparators() {
      while (passBlank() || take(',') || take(';'));
    },
    isAt: (character) => text[position] === character,
    take,
    takeCall: () => pass(CALL) !== null,
    readString(role) {
      const quote = text[position] ?? '';
      if (!Object.hasOwn(QUOTES, quote)) return null;
      const next = QUOTES[quote]!;
      const parts: string[] = [];
      position += 1;
      for (;;) {
        next.lastIndex = position;
        const found = next.exec(text);
        parts.push(text.slice(position, found?.index ?? text.length));
        position = found ? found.index + 1 : text.length;
        if (!found) {
          isCut = true;
          return parts.join('');
        }
        if (found[0] === '\\') parts.push(readEscape());
        else if (role === 'name' || follows(AFTER_VALUE, position)) return parts.join('');
        else parts.push(found[0]);
      }
    },
    readName: () => pass(NAME),
    readBare() {
      const bare = (pass(BARE) ?? '').trim();
      if (position === text.length) isCut = true;
      if (NUMBER.test(bare)) return Number(bare);
      if (/^(?:true|false)$/i.test(bare)) return bare.toLowerCase() === 'true';
      return /^(?:null|none|undefined|nan|[-+]?infinity|)$/i.test(bare) ? null : bare;
    },
  };
  return scanner;
}
