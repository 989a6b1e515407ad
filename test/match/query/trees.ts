import fc from 'fast-check';
import { combine, type QueryTree } from '../../../src/match/query/tree.ts';

const span = { offset: 0, length: 0 };

/** Trees as the parser builds them: flat AND and OR, mentions beside NEAR. */
export function arbitraryTree(leaf: fc.Arbitrary<QueryTree>, maxDistance: number): fc.Arbitrary<QueryTree> {
  const { mention, tree } = fc.letrec<{ mention: QueryTree; tree: QueryTree }>((tie) => {
    const distance = fc.integer({ min: 0, max: maxDistance });
    const several = (node: fc.Arbitrary<QueryTree>) => fc.array(node, { minLength: 2, maxLength: 3 });
    return {
      mention: fc.oneof(
        { maxDepth: 3 },
        leaf,
        several(tie('mention')).map((operands) => combine('or', operands)),
        fc.record({
          kind: fc.constant('near'),
          reach: distance.map((distance) => ({ unit: 'words', distance })),
          ordered: fc.constant(false),
          left: tie('mention'),
          right: tie('mention'),
        }) as fc.Arbitrary<QueryTree>,
      ),
      tree: fc.oneof(
        { maxDepth: 3 },
        tie('mention'),
        several(tie('tree')).map((operands) => combine('or', operands)),
        several(tie('tree')).map((operands) => combine('and', operands)),
        fc.record({ kind: fc.constant('not'), operand: tie('mention') }) as fc.Arbitrary<QueryTree>,
      ),
    };
  });
  return fc.oneof(mention, tree);
}

export function term(text: string, spelling: any = 'inflected'): QueryTree {
  return { kind: 'term', text, spelling, span };
}

/** The tree without the places its leaves were read from. */
export function withoutSpans(tree: QueryTree): unknown {
  return JSON.parse(JSON.stringify(tree, (key, value) => (key === 'span' ? undefined : value)));
}
