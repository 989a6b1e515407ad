import fc from 'fast-check';
import { createWatchIndex } from '../../src/match/index/watch-index.ts';
import { printQuery } from '../../src/match/query/print.ts';
import { isPositive, type QueryTree } from '../../src/match/query/tree.ts';
import { type Field, holds } from './naive.ts';
import { arbitraryTree, term } from './query/trees.ts';

/** Few words, so that they meet; each sentence begins with a capital, as sentences do. */
const word = fc.constantFrom('kilo', 'KILO', 'lima', 'mike', 'nova', 'oscar');
const sentence = fc
  .tuple(fc.constantFrom('Kilo', 'Lima', 'Papa'), fc.array(word, { maxLength: 8 }))
  .map(([first, rest]) => [first, ...rest]);
const field: fc.Arbitrary<Field> = fc.array(fc.array(sentence, { minLength: 1, maxLength: 3 }), { maxLength: 2 });
const leaf: fc.Arbitrary<QueryTree> = fc
  .tuple(
    fc.array(word, { minLength: 1, maxLength: 3 }),
    fc.constantFrom('inflected' as const, 'spelled' as const, 'exact' as const),
  )
  .map(([words, spelling]) => term(words.join(' '), spelling));
const tree = arbitraryTree(leaf, 4, 'content').filter(isPositive);

function write(paragraphs: Field): string {
  return paragraphs.map((sentences) => sentences.map((words) => `${words.join(' ')}.`).join(' ')).join('\n\n');
}

describe('the engine', () => {
  it('agrees with a naive evaluator on any query and text', () => {
    let matched = 0;
    let runs = 0;
    fc.assert(
      fc.property(tree, fc.tuple(field, field), (query, [title, text]) => {
        const index = createWatchIndex({});
        const added = index.add({ id: 'any', query: printQuery(query), language: null, dialect: null });
        expect(added).toEqual({ kind: 'added', notices: expect.anything() });
        const article = { title: write(title), text: write(text), language: 'en' };
        const expected = holds(query, [title, text]);
        expect(index.find(article)).toEqual(expected ? ['any'] : []);
        expect(index.match(article).map(({ kind }) => kind)).toEqual(expected ? ['matched'] : []);
        runs += 1;
        if (expected) matched += 1;
      }),
      { numRuns: 1_500 },
    );
    // Neither all nor nothing, or the comparison would say little.
    expect(matched / runs).toBeGreaterThan(0.1);
    expect(matched / runs).toBeLessThan(0.9);
  });

  it('finds by its index of required terms what it finds watch by watch, however often it was asked before', () => {
    const queries = fc.array(tree.map(printQuery), { minLength: 2, maxLength: 12 });
    fc.assert(
      fc.property(
        queries,
        fc.array(field, { minLength: 1, maxLength: 80 }),
        fc.array(fc.nat({ max: 11 })),
        (watches, texts, removed) => {
          const articles = texts.map((text) => ({ title: '', text: write(text), language: 'en' }));
          const index = createWatchIndex({});
          for (const [id, query] of watches.entries()) index.add({ id: `${id}`, query, language: null, dialect: null });
          for (const article of articles) index.find(article);
          for (const id of removed) index.remove(`${id}`);
          const alone = watches.flatMap((query, id) => {
            const single = createWatchIndex({});
            single.add({ id: `${id}`, query, language: null, dialect: null });
            return removed.includes(id) ? [] : single.match(articles[0]!);
          });
          expect(index.match(articles[0]!)).toEqual(alone);
        },
      ),
      { numRuns: 100 },
    );
  });
});
