import { coversMarks, type FoldedWord, foldWord } from '../text/fold.ts';
import type { EndingSet, Grammar } from './grammar.ts';
import type { Inflection } from './inflection.ts';

/** A word as it is compared: with and without diacritics. */
type Spelling = Pick<FoldedWord, 'marked' | 'bare'>;

/** Endings as a tree of their letters, the last letter first. */
interface EndingNode {
  next: Map<number, EndingNode>;
  /** Sets that hold the ending which ends here. */
  sets: number[];
  /** Letters that must be left before the ending. `Infinity` where none ends here. */
  minBase: number;
}

/** An irregular word's key begins so; no word does. */
const IRREGULAR = '=';

/**
 * Two words are forms of one when they have one base, and endings of one set behind it. The keys are the bases a word may
 * have.
 */
export function byEndings(grammar: Grammar): Inflection {
  const { sets, clitics } = grammar;
  const root = plantEndings(sets);
  const alone = new Set(grammar.alone?.split(/\s+/).map(bareOf));
  const irregular = readIrregular(grammar.irregular ?? []);

  function addBases(word: string, keys: string[], isPossible: (node: EndingNode, base: string) => boolean) {
    let node: EndingNode | undefined = root;
    for (let length = word.length; node; length -= 1) {
      if (length >= node.minBase) {
        const base = word.slice(0, length);
        if (isPossible(node, base) && !keys.includes(base)) keys.push(base);
      }
      if (length === 0) return;
      node = node.next.get(word.charCodeAt(length - 1));
    }
  }

  function keysOf(
    { marked, bare, spelledOut }: FoldedWord,
    prefixes: ((word: string) => readonly number[]) | undefined,
    isPossible: (node: EndingNode, base: string) => boolean,
  ): string[] {
    const keys: string[] = [];
    for (const { group } of irregular.get(bare) ?? NO_FORMS) keys.push(IRREGULAR + group);
    if (alone.has(bare)) return keys;
    addBases(bare, keys, isPossible);
    if (spelledOut !== marked) addBases(bareSpelledOut(spelledOut), keys, isPossible);
    for (const length of prefixes?.(bare) ?? NO_PREFIXES) {
      for (const { group } of irregular.get(bare.slice(length)) ?? NO_FORMS) keys.push(IRREGULAR + group);
      addBases(bare.slice(length), keys, isPossible);
    }
    return keys;
  }

  /** True when both words are one base, each with an ending of one set. */
  function haveOneBase(asked: Spelling, found: Spelling): boolean {
    const [a, f] = [asked.bare, found.bare];
    if (a === f && coversMarks(asked.marked, found.marked)) return true;
    const common = commonLength(a, f);
    const askedNodes = endingNodes(root, a);
    const foundNodes = endingNodes(root, f);
    for (let base = common; base > 0; base -= 1) {
      const askedNode = askedNodes[a.length - base];
      const foundNode = foundNodes[f.length - base];
      if (!askedNode || !foundNode) return false;
      for (const id of askedNode.sets) {
        const set = sets[id]!;
        // Words that differ by diacritics alone are two, unless an ending has them: bancă, banca.
        if ((a === f && !set.exact) || !foundNode.sets.includes(id) || !fits(set, a.slice(0, base))) continue;
        if (keepsMarks(asked, found, base, set)) return true;
      }
    }
    return false;
  }

  /** True when both are listed as forms of one word. */
  function areIrregular(asked: Spelling, found: Spelling): boolean {
    const foundForms = irregular.get(found.bare);
    if (!foundForms) return false;
    const askedForms = (irregular.get(asked.bare) ?? NO_FORMS).filter(({ marked }) =>
      coversMarks(asked.marked, marked),
    );
    // Țara is a form of țară; tara is another word, unless the query asks for no diacritics.
    const isPlain = asked.marked === asked.bare;
    return askedForms.some(({ group }) =>
      foundForms.some((form) => form.group === group && (isPlain || coversMarks(form.marked, found.marked))),
    );
  }

  return {
    askedKeys: (word) => keysOf(word, clitics?.asked, (node, base) => node.sets.some((id) => fits(sets[id]!, base))),
    foundKeys: (word) => keysOf(word, clitics?.found, () => true),
    meets(asked, found) {
      if (areIrregular(asked, found)) return true;
      // Bøger are books, and none of bøg is among them.
      if (irregular.get(found.bare)?.some(({ marked }) => marked === found.marked)) return false;
      if (alone.has(asked.bare) || alone.has(found.bare)) return false;
      if (haveOneBase(asked, found)) return true;
      if (asked.spelledOut !== asked.marked || found.spelledOut !== found.marked) {
        if (haveOneBase(spelledOut(asked), spelledOut(found))) return true;
      }
      if (!clitics) return false;
      const askedParts = [asked, ...clitics.asked(asked.bare).map((length) => withoutFirst(asked, length))];
      const foundParts = [found, ...clitics.found(found.bare).map((length) => withoutFirst(found, length))];
      return askedParts.some((part) =>
        foundParts.some((other) => haveOneBase(part, other) || areIrregular(part, other)),
      );
    },
  };
}

function plantEndings(sets: readonly EndingSet[]): EndingNode {
  const root = emptyNode();
  for (const [id, { endings, minBase }] of sets.entries()) {
    for (const ending of endings) {
      let node = root;
      for (let at = ending.length - 1; at >= 0; at -= 1) {
        const letter = ending.charCodeAt(at);
        const next = node.next.get(letter) ?? emptyNode();
        node.next.set(letter, next);
        node = next;
      }
      node.sets.push(id);
      node.minBase = Math.min(node.minBase, minBase);
    }
  }
  return root;
}

function emptyNode(): EndingNode {
  return { next: new Map(), sets: [], minBase: Number.POSITIVE_INFINITY };
}

/** The nodes of the endings of `word`, by their length, as far as there are any. */
function endingNodes(root: EndingNode, word: string): EndingNode[] {
  const nodes: EndingNode[] = [];
  let node: EndingNode | undefined = root;
  for (let at = word.length - 1; node; at -= 1) {
    nodes.push(node);
    node = at < 0 ? undefined : node.next.get(word.charCodeAt(at));
  }
  return nodes;
}

/** A form that no ending explains, as it is written, and the number of its word. */
interface IrregularForm {
  marked: string;
  group: number;
}

const NO_FORMS: readonly IrregularForm[] = [];
const NO_PREFIXES: readonly number[] = [];

/** By form without diacritics. */
function readIrregular(groups: readonly string[]): Map<string, IrregularForm[]> {
  const forms = new Map<string, IrregularForm[]>();
  for (const [group, list] of groups.entries()) {
    for (const { marked, bare } of list.split(/\s+/).map(foldWord)) {
      const alike = forms.get(bare);
      if (alike) alike.push({ marked, group });
      else forms.set(bare, [{ marked, group }]);
    }
  }
  return forms;
}

function fits({ minBase, after }: EndingSet, base: string): boolean {
  return base.length >= minBase && (!after || after.test(base));
}

/** The diacritics of what stays must be those asked for; an ending has its own. */
function keepsMarks(asked: Spelling, found: Spelling, base: number, { moves, exact }: EndingSet): boolean {
  if (exact && ![asked, found].every((word) => exact.has(word.marked.slice(endOfLetters(word, base))))) return false;
  if (asked.marked === asked.bare) return true;
  const [askedBase, foundBase] = [firstLetters(asked, base), firstLetters(found, base)];
  return moves
    ? coversMarks(askedBase.replace(moves, ''), foundBase.replace(moves, ''))
    : coversMarks(askedBase, foundBase);
}

function firstLetters(word: Spelling, count: number): string {
  return word.marked.slice(0, endOfLetters(word, count));
}

function withoutFirst(word: Spelling, count: number): Spelling {
  return { bare: word.bare.slice(count), marked: word.marked.slice(endOfLetters(word, count)) };
}

/** Where in `marked` the first letters end, with their marks: what is not in `bare` is a mark. */
function endOfLetters({ marked, bare }: Spelling, count: number): number {
  let at = 0;
  for (let letter = 0; letter <= count; letter += 1) {
    while (at < marked.length && marked[at] !== bare[letter]) at += 1;
    if (letter < count) at += 1;
  }
  return at;
}

function commonLength(a: string, b: string): number {
  let length = 0;
  while (length < a.length && a[length] === b[length]) length += 1;
  return length;
}

function spelledOut(word: FoldedWord): Spelling {
  return { marked: word.spelledOut, bare: bareSpelledOut(word.spelledOut) };
}

function bareSpelledOut(word: string): string {
  return foldWord(word).bare;
}

function bareOf(word: string): string {
  return foldWord(word).bare;
}
