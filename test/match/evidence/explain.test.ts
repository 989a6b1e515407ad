import { type Explanation, explain } from '../../../src/match/evidence/explain.ts';
import { resolveAliases } from '../../../src/match/query/aliases.ts';
import { parseQuery } from '../../../src/match/query/parser.ts';

const aliases = resolveAliases({ bka: ['Bundeskriminalamt', '{BKA}'] });
const words = (count: number) => Array.from({ length: count }, (_, nth) => `w${nth}`).join(' ');

function explained(query: string, text: string, title = ''): Explanation {
  const parsed = parseQuery(query);
  if (parsed.kind === 'invalid') throw new Error(query);
  return explain(parsed.tree, { title, text, language: 'de', tags: ['politics'] }, aliases, null);
}

const far = `One two Telegram ${words(37)} Bundeskriminalamt`;

describe('an explanation', () => {
  it.each([
    ['Telegram NEAR/25 @bka', far, 'Telegram at word 3, Bundeskriminalamt at word 41: 37 words between, 25 allowed'],
    ['Telegram NEAR/37 @bka', far, 'Telegram at word 3, Bundeskriminalamt at word 41: 37 words between, 37 allowed'],
    [
      '@bka ONEAR/50 Telegram',
      far,
      'Telegram at word 3, Bundeskriminalamt at word 41: 37 words between, 50 allowed, in the other order',
    ],
    ['one NEAR/s two', 'One came. Two went.', 'One at word 1, Two at word 3: not in the same sentence'],
    ['one NEAR/p two', 'One came. Two went.', 'One at word 1, Two at word 3: in the same paragraph'],
    ['one NEAR/5 three', 'One came.', 'one side does not stand in the article'],
    ['data NEAR/5 data', 'one data', 'there are no two mentions that do not overlap'],
    [
      'one NOT NEAR/3 two',
      'one two',
      /^each mention of the left side has one of the right side near it: one at word 1/,
    ],
    ['one NOT NEAR/3 two', 'one', 'alone: one at word 1'],
    ['one AND two AND three', 'two', 'missing: one; three'],
    ['one OR two', 'three', 'none of its parts holds'],
    ['one NOT two', 'one two', 'missing: NOT two'],
    ['ATLEAST/3(one)', 'one one', '2 mentions, 3 asked for'],
    ['FIRST/2(three)', 'one two three', 'does not hold within the first 2 words'],
    ['one', 'one one one one one', 'one at word 1, one at word 2, one at word 3, and 2 more'],
    ['tag:politics', '', 'politics at word 1 of the tag'],
    ['"two words"', 'these two words', 'two words at word 2'],
    ['"two words"', 'these two. Words', 'two at word 2, Words at word 3: nowhere in a row within one sentence'],
    ['"two words"', 'these two', 'words does not stand in the article'],
    ['FIRST/1(one)', 'a one', 'does not hold within the first 1 word'],
  ])('of %s', (query, text, reason) => {
    expect(explained(query, text).reason).toEqual(typeof reason === 'string' ? reason : expect.stringMatching(reason));
  });

  it('says that the two stand in different fields', () => {
    expect(explained('one NEAR/5 two', 'two', 'one').reason).toBe(
      'one at word 1 of the title, two at word 1: not in the same field',
    );
  });

  it('tells of each part whether it holds, within the scope it has', () => {
    const { holds, operands } = explained('title:(one AND two)', 'two', 'one');
    expect(holds).toBe(false);
    expect(operands).toMatchObject([
      {
        query: 'one AND two',
        operands: [
          { query: 'one', holds: true },
          { query: 'two', holds: false },
        ],
      },
    ]);
  });

  it('says where a term stands that is looked for elsewhere', () => {
    expect(explained('title:one', 'a one').operands[0]).toMatchObject({
      reason: 'one at word 2: not where it is looked for',
      hints: [],
    });
  });

  it.each([
    ['Telegram', 'Теlegram schweigt', 'Теlegram only looks like it: some of its letters are of another script'],
    [
      'Telegram',
      'eine Telegramgruppe',
      'Telegramgruppe begins with it, and is another word: a * behind the term finds it',
    ],
    ['@bka', 'das bka', 'bka stands there, and the query asks for another spelling'],
    ['{BKA}', 'das bka', 'bka stands there, and the query asks for another spelling'],
    ['Bürger', 'ein Burger', 'Burger stands there without the diacritics that the query asks for'],
  ])('of %s in “%s” hints at what stands there', (query, text, message) => {
    expect(explained(query, text).hints.map((hint) => hint.message)).toEqual([message]);
  });

  it('says what the engine says', () => {
    for (const { query, text } of [
      { query: 'Telegram NEAR/36 @bka', text: far },
      { query: 'Telegram NEAR/37 @bka', text: far },
    ]) {
      expect(explained(query, text).holds).toBe(query.includes('37'));
    }
  });
});
