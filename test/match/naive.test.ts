import fc from 'fast-check';
import { printQuery } from '../../src/match/query/print.ts';
import { isPositive, type QueryTree } from '../../src/match/query/tree.ts';
import { createWatchIndex } from '../../src/match/watch-index.ts';
import { arbitraryTree, term } from './query/trees.ts';

/** A field as words in sentences. */
type Field = string[][];
/** First and last word, and the field they are in. */
interface Mention {
  field: number;
  first: number;
  last: number;
}

/** All there is to the language, as slowly and plainly as it can be said. */
function holds(tree: QueryTree, fields: Field[]): boolean {
  switch (tree.kind) {
    case 'and':
      return tree.operands.every((operand) => holds(operand, fields));
    case 'or':
      return tree.operands.some((operand) => holds(operand, fields));
    case 'not':
      return !holds(tree.operand, fields);
    default:
      return mentions(tree, fields).length > 0;
  }
}

function mentions(tree: QueryTree, fields: Field[]): Mention[] {
  if (tree.kind === 'or') return tree.operands.flatMap((operand) => mentions(operand, fields));
  if (tree.kind === 'term')
    return fields.flatMap((field, index) => phrases(tree.text, tree.spelling === 'exact', field, index));
  if (tree.kind !== 'near') return [];
  return mentions(tree.left, fields).flatMap((left) =>
    mentions(tree.right, fields)
      .filter((right) => right.field === left.field)
      .filter((right) => {
        const between = Math.max(left.first, right.first) - Math.min(left.last, right.last) - 1;
        const apart = left.last < right.first || right.last < left.first;
        return apart && between <= (tree.reach as any).distance;
      })
      .map((right) => ({
        field: left.field,
        first: Math.min(left.first, right.first),
        last: Math.max(left.last, right.last),
      })),
  );
}

function phrases(text: string, exact: boolean, field: Field, index: number): Mention[] {
  const asked = text.split(' ');
  const found: Mention[] = [];
  let position = 0;
  for (const sentence of field) {
    sentence.forEach((_, start) => {
      const here = sentence.slice(start, start + asked.length);
      const same = asked.every((word, nth) =>
        exact ? here[nth] === word : here[nth]?.toLowerCase() === word.toLowerCase(),
      );
      if (same) found.push({ field: index, first: position + start, last: position + start + asked.length - 1 });
    });
    position += sentence.length;
  }
  return found;
}

/** Few words, so that they meet; each sentence begins with a capital, as sentences do. */
const word = fc.constantFrom('kilo', 'KILO', 'lima', 'mike', 'nova', 'oscar');
const sentence = fc
  .tuple(fc.constantFrom('Kilo', 'Lima', 'Papa'), fc.array(word, { maxLength: 8 }))
  .map(([first, rest]) => [first, ...rest]);
const field = fc.array(sentence, { maxLength: 4 });
const leaf = fc
  .tuple(fc.array(word, { minLength: 1, maxLength: 3 }), fc.boolean())
  .map(([words, exact]) => term(words.join(' '), exact ? 'exact' : 'inflected'));

function write(sentences: Field): string {
  return sentences.map((words) => `${words.join(' ')}.`).join(' ');
}

describe('the engine', () => {
  it('agrees with a naive evaluator on any query and text', () => {
    let matched = 0;
    let runs = 0;
    fc.assert(
      fc.property(arbitraryTree(leaf, 4).filter(isPositive), fc.tuple(field, field), (tree, [title, text]) => {
        const index = createWatchIndex({});
        expect(index.add({ id: 'any', query: printQuery(tree), language: null, dialect: null }).kind).toBe('added');
        const results = index.match({ title: write(title), text: write(text), language: 'en' });
        const expected = holds(tree, [title, text]);
        expect(results.map(({ kind }) => kind)).toEqual(expected ? ['matched'] : []);
        runs += 1;
        if (expected) matched += 1;
      }),
      { numRuns: 5_000 },
    );
    // Neither all nor nothing, or the comparison would say little.
    expect(matched / runs).toBeGreaterThan(0.1);
    expect(matched / runs).toBeLessThan(0.9);
  });

  it('finds by its index of required words what it finds watch by watch', () => {
    const queries = fc.array(arbitraryTree(leaf, 4).filter(isPositive).map(printQuery), {
      minLength: 2,
      maxLength: 12,
    });
    fc.assert(
      fc.property(queries, field, fc.array(fc.nat({ max: 11 })), (watches, text, removed) => {
        const article = { title: '', text: write(text), language: 'en' };
        const index = createWatchIndex({});
        for (const [id, query] of watches.entries()) index.add({ id: `${id}`, query, language: null, dialect: null });
        index.match(article);
        for (const id of removed) index.remove(`${id}`);
        const alone = watches.flatMap((query, id) => {
          const single = createWatchIndex({});
          single.add({ id: `${id}`, query, language: null, dialect: null });
          return removed.includes(id) ? [] : single.match(article);
        });
        expect(index.match(article)).toEqual(alone);
      }),
      { numRuns: 500 },
    );
  });
});
