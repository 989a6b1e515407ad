/** A name in a script that stands for a value elsewhere: `a` in `{title:a}`. */
export class Name {
  readonly name: string;
  constructor(name: string) {
    this.name = name;
  }
}

/** Nodes of one page's scripts, levels of brackets, and signs read: real pages stay far below. */
const MAX_NODES = 400_000;
const MAX_DEPTH = 300;

const CLOSING: Record<string, string> = { '{': '}', '[': ']', '(': ')' };
const ESCAPES: Record<string, string> = { b: '\b', f: '\f', n: '\n', r: '\r', t: '\t', v: '\v', '0': '' };
const WORD = /[\p{L}\p{N}_$.]+/uy;
/** How far a string may go that no quote ends: beyond it was none. */
const MAX_STRING = 3_000_000;
/** UTF-16 code units read in search of the ends of strings that have none; beyond it quotes are passed over. */
const MAX_WASTED = 1_000_000;
/** Words that say what to do with the value behind them. */
const NO_VALUE = new Set('void new return var let const export default await async typeof'.split(' '));

/** What stands between brackets. */
interface Group {
  bracket: string;
  parts: unknown[];
  /** Names of the parts, where they have one. */
  keys: (string | null)[];
  key: string | null;
}

/**
 * The strings, lists and objects that stand in the text of a script, whatever the script does with them. The script is not
 * understood, let alone run: brackets and strings are followed, the rest is passed over. Takes time proportional to its
 * length.
 *
 * @returns A list. Brackets of a call become a list, too; the values that a function of its own text is called with
 *   (`(function(a){return {title:a}}("Hall"))`) take the place of their names.
 */
export function readScriptValues(text: string): unknown[] {
  const root: Group = { bracket: '', parts: [], keys: [], key: null };
  const open: Group[] = [root];
  let count = 0;
  let wasted = 0;
  let pending: { name: string; quoted: boolean } | null = null;
  let key: string | null = null;
  let at = 0;

  const top = () => open.at(-1)!;
  const put = (value: unknown) => {
    top().parts.push(value);
    top().keys.push(key);
    key = null;
    count += 1;
  };
  /** A string or a word that no colon followed is a value. */
  const settle = () => {
    if (pending && (pending.quoted || !NO_VALUE.has(pending.name)))
      put(pending.quoted ? pending.name : wordValue(pending.name));
    pending = null;
  };
  while (at < text.length && count < MAX_NODES) {
    const sign = text[at]!;
    if (sign === '"' || sign === "'" || sign === '`') {
      settle();
      const { value, end }: ScriptString = wasted < MAX_WASTED ? readString(text, at) : { value: null, end: at + 1 };
      if (value !== null) pending = { name: value, quoted: true };
      else wasted += end - at;
      at = value === null ? at + 1 : end;
    } else if (sign === ':') {
      // In `a ? b : c` it makes no difference.
      key = pending?.name ?? null;
      pending = null;
      at += 1;
    } else if (sign === '{' || sign === '[' || sign === '(') {
      // What a call is of does not matter, but that of a function of the text's own does.
      if (sign === '(' && pending !== null && !pending.quoted && pending.name !== 'function') pending = null;
      settle();
      if (open.length > MAX_DEPTH) return root.parts;
      open.push({ bracket: sign, parts: [], keys: [], key });
      key = null;
      at += 1;
    } else if (sign === '}' || sign === ']' || sign === ')') {
      settle();
      // A bracket of another kind was in something that is not followed, such as a regular expression.
      if (open.length > 1 && CLOSING[top().bracket] === sign) {
        const group = open.pop()!;
        key = group.key;
        put(groupValue(group));
      }
      at += 1;
    } else if (sign === '/' && (text[at + 1] === '*' || text[at + 1] === '/')) {
      at = endOfComment(text, at);
    } else {
      WORD.lastIndex = at;
      const word = WORD.exec(text)?.[0];
      if (word) {
        settle();
        pending = { name: word, quoted: false };
        at += word.length;
      } else {
        if (sign === ',' || sign === ';') {
          settle();
          key = null;
        }
        at += 1;
      }
    }
  }
  settle();
  while (open.length > 1) {
    const group = open.pop()!;
    key = group.key;
    put(groupValue(group));
  }
  return withArguments(root.parts);
}

function groupValue({ bracket, parts, keys }: Group): unknown {
  if (bracket !== '{') return withArguments(parts);
  const object: Record<string, unknown> = {};
  parts.forEach((part, i) => {
    const name = keys[i] ?? `_${i}`;
    if (name !== '__proto__') object[name] = part;
  });
  return object;
}

/**
 * Puts what a function is called with in the place of its parameters: `function`, `(a, b)`, `{…}`, `("x", 1)`, whether the
 * function stands in brackets of its own or not.
 */
function withArguments(parts: unknown[]): unknown[] {
  parts.forEach((part, i) => {
    const own = part instanceof Name ? parts.slice(i, i + 3) : listed(part);
    const values = parts[part instanceof Name ? i + 3 : i + 1];
    const [word, parameters, body] = own;
    if (!(word instanceof Name && word.name === 'function') || !Array.isArray(parameters) || !Array.isArray(values))
      return;
    const byName = new Map<string, unknown>();
    parameters.forEach((parameter, at) => {
      if (parameter instanceof Name) byName.set(parameter.name, values[at]);
    });
    replaceNames(body, byName, new Set());
  });
  return parts;
}

function listed(value: unknown): unknown[] {
  return Array.isArray(value) ? value : [];
}

/** @param seen What was gone through: a value that takes the place of several names stands in several places. */
function replaceNames(value: unknown, byName: Map<string, unknown>, seen: Set<unknown>): void {
  if (typeof value !== 'object' || value === null || value instanceof Name || seen.has(value)) return;
  seen.add(value);
  for (const [key, part] of Object.entries(value)) {
    if (part instanceof Name) {
      if (byName.has(part.name)) (value as Record<string, unknown>)[key] = byName.get(part.name);
    } else replaceNames(part, byName, seen);
  }
}

function wordValue(word: string): unknown {
  if (/^-?\d/.test(word)) return Number(word);
  return /^(?:true|false|null|undefined)$/.test(word) ? null : new Name(word);
}

/** `value` is null where no quote ends what one began. `end` is behind it, or where that was given up. */
interface ScriptString {
  value: string | null;
  end: number;
}

function readString(text: string, start: number): ScriptString {
  const quote = text[start]!;
  const pieces: string[] = [];
  let from = start + 1;
  const last = Math.min(text.length, start + MAX_STRING);
  for (let at = from; at < last; at += 1) {
    const sign = text[at]!;
    if (sign === quote) {
      pieces.push(text.slice(from, at));
      return { value: pieces.join(''), end: at + 1 };
    }
    if (sign === '\n' && quote !== '`') return { value: null, end: at };
    if (sign !== '\\') continue;
    pieces.push(text.slice(from, at));
    const [escaped, length] = readEscape(text, at + 1);
    pieces.push(escaped);
    at += length;
    from = at + 1;
  }
  return { value: null, end: last };
}

function readEscape(text: string, at: number): [value: string, length: number] {
  const letter = text[at] ?? '';
  const size = letter === 'u' ? 4 : letter === 'x' ? 2 : 0;
  const digits = text.slice(at + 1, at + 1 + size);
  if (size > 0 && /^[\da-f]+$/i.test(digits)) return [String.fromCharCode(Number.parseInt(digits, 16)), 1 + size];
  const wide = letter === 'u' && /^u\{([\da-f]{1,6})\}/i.exec(text.slice(at, at + 10));
  if (wide) return [String.fromCodePoint(Math.min(0x10ffff, Number.parseInt(wide[1]!, 16))), wide[0].length];
  // A line break behind a backslash joins two lines.
  return [letter === '\n' ? '' : (ESCAPES[letter] ?? letter), 1];
}

function endOfComment(text: string, at: number): number {
  const isBlock = text[at + 1] === '*';
  const end = text.indexOf(isBlock ? '*/' : '\n', at + 2);
  return end === -1 ? text.length : end + (isBlock ? 2 : 1);
}
