import { checkAliases, resolveAliases } from '../../../src/match/query/aliases.ts';

describe('alias groups', () => {
  it('hold words, phrases, exact names and each other', () => {
    const { groups, errors } = resolveAliases({
      police: ['@bka', 'Scotland Yard', '"Met Police"'],
      bka: ['Bundeskriminalamt', '{BKA}'],
      forms: ['=daten', '~"secret service"', 'Staatstrojan*', 'user dat*'],
    });
    expect(errors).toEqual([]);
    expect(groups.get('forms')).toEqual([
      { text: 'daten', spelling: 'spelled' },
      { text: 'secret service', spelling: 'stemmed' },
      { text: 'Staatstrojan*', spelling: 'inflected' },
      { text: 'user dat*', spelling: 'inflected' },
    ]);
    expect(groups.get('police')).toEqual([
      { text: 'Bundeskriminalamt', spelling: 'inflected' },
      { text: 'BKA', spelling: 'exact' },
      { text: 'Scotland Yard', spelling: 'inflected' },
      { text: 'Met Police', spelling: 'inflected' },
    ]);
  });

  it('count a name once that comes by two ways', () => {
    const { groups } = resolveAliases({ a: ['x', '@b', '@b'], b: ['x', 'y'] });
    expect(groups.get('a')?.map(({ text }) => text)).toEqual(['x', 'y']);
  });

  it('are faulty when they hold themselves, and so is whoever names them', () => {
    const errors = checkAliases({ a: ['@b'], b: ['x', '@a'], c: ['@c'], d: ['@a'], e: ['fine'] });
    expect(errors).toContainEqual({
      alias: 'b',
      member: 1,
      message: 'This alias holds itself: @a → @b → @a.',
      suggestions: [],
    });
    expect(errors).toContainEqual({
      alias: 'c',
      member: 0,
      message: 'This alias holds itself: @c → @c.',
      suggestions: [],
    });
    expect(errors.map(({ alias }) => alias).sort()).toEqual(['a', 'b', 'c', 'd']);
  });

  it('name the group and the member of each fault', () => {
    const errors = checkAliases({
      bka: ['{BKA', 'BKA (Berlin)', '@bk', 'B*', '...', '"a" "b"'],
      'no good': ['x'],
      empty: [],
    });
    expect(errors.map(({ alias, member }) => [alias, member])).toEqual([
      ['bka', 0],
      ['bka', 1],
      ['bka', 2],
      ['bka', 3],
      ['bka', 4],
      ['bka', 5],
      ['no good', null],
      ['empty', null],
    ]);
    expect(errors[2]).toMatchObject({ message: 'There is no alias @bk. Did you mean @bka?', suggestions: ['@bka'] });
  });

  it('do not grow with the ways through them, nor nest without end', () => {
    const doubling = Object.fromEntries(
      Array.from({ length: 18 }, (_, n) => [`a${n}`, n === 0 ? ['x'] : [`@a${n - 1}`, `@a${n - 1}`]]),
    );
    expect(resolveAliases(doubling).groups.get('a17')).toEqual([{ text: 'x', spelling: 'inflected' }]);
    const deep = Object.fromEntries(
      Array.from({ length: 5_000 }, (_, n) => [`a${n}`, [n === 4_999 ? 'x' : `@a${n + 1}`]]),
    );
    expect(checkAliases(deep)[0]?.message).toContain('within each other');
  });
});
