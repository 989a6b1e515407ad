import fc from 'fast-check';
import { combine, type QueryTree, type Reach, type Scope, type Spelling } from '../../../src/match/query/tree.ts';

const span = { offset: 0, length: 0 };

/**
 * Trees as the parser builds them: flat AND and OR, mentions beside NEAR, no scope within a scope.
 *
 * @param kinds `content`: what can be told from title and text alone; `all`: aliases and the other scopes, too.
 */
export function arbitraryTree(
  leaf: fc.Arbitrary<QueryTree>,
  maxDistance: number,
  kinds: 'content' | 'all' = 'content',
): fc.Arbitrary<QueryTree> {
  const distance = fc.integer({ min: 0, max: maxDistance });
  const reach: fc.Arbitrary<Reach> = fc.oneof(
    { weight: 4, arbitrary: distance.map((d) => ({ unit: 'words' as const, distance: d })) },
    fc.constant({ unit: 'sentence' as const }),
    fc.constant({ unit: 'paragraph' as const }),
  );
  const loose = fc.tuple(leaf, distance).map(([node, slop]): QueryTree => {
    if (node.kind !== 'term' || node.spelling === 'exact') return node;
    return { kind: 'loosePhrase', text: node.text, spelling: node.spelling, slop, span };
  });
  const build = (scoped: boolean) =>
    fc.letrec<{ mention: QueryTree; tree: QueryTree }>((tie) => {
      const several = (node: fc.Arbitrary<QueryTree>) => fc.array(node, { minLength: 2, maxLength: 3 });
      const first = (operand: fc.Arbitrary<QueryTree>) =>
        fc.record({ kind: fc.constant('first' as const), words: fc.integer({ min: 1, max: 12 }), operand });
      return {
        mention: fc.oneof(
          { maxDepth: 3 },
          leaf,
          loose,
          ...(kinds === 'all' ? [alias] : []),
          several(tie('mention')).map((operands) => combine('or', operands)),
          fc.record({
            kind: fc.constantFrom('near' as const, 'notNear' as const),
            reach,
            ordered: fc.boolean(),
            left: tie('mention'),
            right: tie('mention'),
          }),
          first(tie('mention')),
        ) as fc.Arbitrary<QueryTree>,
        tree: fc.oneof(
          { maxDepth: 3 },
          tie('mention'),
          several(tie('tree')).map((operands) => combine('or', operands)),
          several(tie('tree')).map((operands) => combine('and', operands)),
          fc.record({ kind: fc.constant('not' as const), operand: tie('mention') }),
          first(tie('tree')),
          fc.record({
            kind: fc.constant('atLeast' as const),
            count: fc.integer({ min: 1, max: 4 }),
            operand: tie('mention'),
          }),
          ...(scoped
            ? [
                fc.record({
                  kind: fc.constant('scope' as const),
                  scope: fc.constantFrom('title' as const, 'text' as const),
                  operand: inner.tree,
                }),
              ]
            : []),
          ...(scoped && kinds === 'all' ? [metadataScope(leaf)] : []),
        ) as fc.Arbitrary<QueryTree>,
      };
    });
  const inner = { tree: fc.constant(null as never) as fc.Arbitrary<QueryTree> };
  const unscoped = build(false);
  inner.tree = unscoped.tree;
  const { mention, tree } = build(true);
  return fc.oneof(mention, tree);
}

const alias = fc.constantFrom('bka', 'police-2', 'Ämter_3').map((name): QueryTree => ({ kind: 'alias', name, span }));

/** A scope of what an article says of itself, with words, aliases, AND, OR and NOT. */
function metadataScope(leaf: fc.Arbitrary<QueryTree>): fc.Arbitrary<QueryTree> {
  const over = (scope: Scope, value: fc.Arbitrary<QueryTree>): fc.Arbitrary<QueryTree> => {
    const several = fc.array(value, { minLength: 2, maxLength: 3 });
    const operand = fc.oneof(
      value,
      value.map((node): QueryTree => ({ kind: 'not', operand: node })),
      fc.tuple(fc.constantFrom('and' as const, 'or' as const), several).map(([kind, nodes]) => combine(kind, nodes)),
    );
    return operand.map((node) => ({ kind: 'scope', scope, operand: node }));
  };
  return fc.oneof(
    over(
      'lang',
      fc.constantFrom('de', 'zh-Hant', 'pt_BR').map((code) => term(code)),
    ),
    over(
      'country',
      fc.constantFrom('DE', 'us').map((code) => term(code)),
    ),
    ...(['url', 'author', 'source', 'tag'] as const).map((scope) => over(scope, fc.oneof(leaf, alias))),
  );
}

export function term(text: string, spelling: Spelling = 'inflected'): QueryTree {
  return { kind: 'term', text, spelling, span };
}

/** The tree without the places its leaves were read from. */
export function withoutSpans(tree: QueryTree): unknown {
  return JSON.parse(JSON.stringify(tree, (key, value) => (key === 'span' ? undefined : value)));
}
