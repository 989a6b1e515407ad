import type { LoosePhraseNode, ProximityNode, QueryTree, TermNode } from '../../src/match/query/tree.ts';

/** A field as words in sentences in paragraphs. */
export type Field = string[][][];

/** First and last word, and the field they are in. */
interface Mention {
  field: number;
  first: number;
  last: number;
}

/** What a scope or FIRST leaves of an article. */
type Inside = (mention: Mention) => boolean;

const ANYWHERE: Inside = () => true;

/** All there is to the language, but for words and their forms, as slowly and plainly as it can be said. `fields`: title and text. */
export function holds(tree: QueryTree, fields: Field[], inside: Inside = ANYWHERE): boolean {
  switch (tree.kind) {
    case 'and':
      return tree.operands.every((operand) => holds(operand, fields, inside));
    case 'or':
      return tree.operands.some((operand) => holds(operand, fields, inside));
    case 'not':
      return !holds(tree.operand, fields, inside);
    case 'scope':
      return holds(tree.operand, fields, within(tree.scope === 'title' ? 0 : 1, Infinity, inside));
    case 'first':
      return holds(tree.operand, fields, within(null, tree.words, inside));
    case 'atLeast':
      return mostApart(mentions(tree.operand, fields, inside)) >= tree.count;
    default:
      return mentions(tree, fields, inside).length > 0;
  }
}

function within(field: number | null, words: number, inside: Inside): Inside {
  return (mention) => inside(mention) && (field === null || mention.field === field) && mention.last < words;
}

function mentions(tree: QueryTree, fields: Field[], inside: Inside): Mention[] {
  switch (tree.kind) {
    case 'term':
      return fields.flatMap((field, index) => phrases(tree, field, index)).filter(inside);
    case 'loosePhrase':
      return fields.flatMap((field, index) => loosely(tree, field, index, inside));
    case 'or':
      return tree.operands.flatMap((operand) => mentions(operand, fields, inside));
    case 'near':
      return mentions(tree.left, fields, inside).flatMap((left) =>
        mentions(tree.right, fields, inside)
          .filter((right) => isNear(left, right, tree, fields))
          .map((right) => ({
            field: left.field,
            first: Math.min(left.first, right.first),
            last: Math.max(left.last, right.last),
          })),
      );
    case 'notNear': {
      const right = mentions(tree.right, fields, inside);
      return mentions(tree.left, fields, inside).filter(
        (left) => !right.some((one) => isNear(left, one, tree, fields)),
      );
    }
    case 'scope':
      return mentions(tree.operand, fields, within(tree.scope === 'title' ? 0 : 1, Infinity, inside));
    case 'first':
      return mentions(tree.operand, fields, within(null, tree.words, inside));
    default:
      return [];
  }
}

function isNear(left: Mention, right: Mention, { reach, ordered }: ProximityNode, fields: Field[]): boolean {
  if (left.field !== right.field) return false;
  const isBefore = left.last < right.first;
  if (!isBefore && (ordered || right.last >= left.first)) return false;
  const [a, b] = isBefore ? [left, right] : [right, left];
  if (reach.unit === 'words') return b.first - a.last - 1 <= reach.distance;
  const units = unitsOf(fields[left.field]!, reach.unit);
  return new Set([a.first, a.last, b.first, b.last].map((position) => units[position])).size === 1;
}

/** For each word of a field, the number of its sentence or paragraph. */
function unitsOf(field: Field, unit: 'sentence' | 'paragraph'): number[] {
  const units = unit === 'paragraph' ? field.map((sentences) => sentences.flat()) : field.flat();
  return units.flatMap((words, index) => words.map(() => index));
}

function isWord(asked: string, found: string | undefined, spelling: TermNode['spelling']): boolean {
  return spelling === 'exact' ? found === asked : found?.toLowerCase() === asked.toLowerCase();
}

function phrases({ text, spelling }: TermNode, field: Field, index: number): Mention[] {
  const asked = text.split(' ');
  const found: Mention[] = [];
  let position = 0;
  for (const sentence of field.flat()) {
    for (let start = 0; start + asked.length <= sentence.length; start += 1) {
      if (!asked.every((word, nth) => isWord(word, sentence[start + nth], spelling))) continue;
      found.push({ field: index, first: position + start, last: position + start + asked.length - 1 });
    }
    position += sentence.length;
  }
  return found;
}

/** From each word that can begin it, the shortest stretch in which each word of the phrase has a word of its own. */
function loosely({ text, slop, spelling }: LoosePhraseNode, field: Field, index: number, inside: Inside): Mention[] {
  const asked = text.split(' ');
  const words = field.flat(2);
  return words.flatMap((_, first) => {
    for (let last = first + asked.length - 1; last < Math.min(words.length, first + asked.length + slop); last += 1) {
      const stretch = Array.from({ length: last - first + 1 }, (_word, nth) => first + nth).filter((position) =>
        inside({ field: index, first: position, last: position }),
      );
      if (holdsAll(asked, stretch, (word, position) => isWord(word, words[position], spelling), first, last))
        return [{ field: index, first, last }];
    }
    return [];
  });
}

/** True when each word can have a position of its own, the first and the last among them. */
function holdsAll(
  asked: string[],
  positions: number[],
  fits: (word: string, position: number) => boolean,
  first: number,
  last: number,
  used: number[] = [],
): boolean {
  const [word, ...others] = asked;
  if (word === undefined) return used.includes(first) && used.includes(last);
  return positions.some(
    (position) =>
      !used.includes(position) &&
      fits(word, position) &&
      holdsAll(others, positions, fits, first, last, [...used, position]),
  );
}

/** The size of the largest set of mentions that do not overlap. */
function mostApart(all: Mention[]): number {
  const sorted = all.toSorted((a, b) => a.field - b.field || a.last - b.last);
  let count = 0;
  let end = { field: -1, last: -1 };
  for (const { field, first, last } of sorted) {
    if (field === end.field && first <= end.last) continue;
    count += 1;
    end = { field, last };
  }
  return count;
}
