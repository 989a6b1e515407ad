import { holds, readMatchers, writeMatcher } from '../../src/route/matchers.ts';
import { labels, matchers } from './support.ts';

const one = (label: string, operator: string, value: string) => [{ label, operator, value }];

describe('conditions', () => {
  it.each([
    ['severity = "critical"', one('severity', '=', 'critical')],
    ['severity=critical', one('severity', '=', 'critical')],
    [' { tag =~ "police|courts" , } ', one('tag', '=~', 'police|courts')],
    ['source = Der Spiegel', one('source', '=', 'Der Spiegel')],
    ['source != "a, \\"b\\" \\\\ c"', one('source', '!=', 'a, "b" \\ c')],
    ['tag =~ "a\\.b"', one('tag', '=~', 'a\\.b')],
    ['tag = ""', one('tag', '=', '')],
    ['country = de', one('country', '=', 'DE')],
    ['country =~ de', one('country', '=~', 'de')],
    ['language = "zh-Hant"', one('language', '=', 'zh-hant')],
    ['watch!~x,story = 17', [...one('watch', '!~', 'x'), ...one('story', '=', '17')]],
  ])('are read: %s', (text, read) => {
    expect(readMatchers(text)).toEqual({ kind: 'read', matchers: read });
  });

  it.each([
    ['', 0, 'A condition is written label = "value".'],
    ['{}', 1, 'A condition is written label = "value".'],
    ['= "x"', 0, 'A condition begins with a label, as in severity = "critical".'],
    [
      'tag = a, sevrity = "x"',
      9,
      'There is no label "sevrity"; known are watch, tag, severity, language, country, source, story.',
    ],
    ['severity "x"', 8, 'Behind severity stands =, !=, =~ or !~.'],
    ['tag =', 5, 'A value is missing; an empty one is written "".'],
    ['tag = "a', 6, 'This quotation mark is never closed.'],
    ['tag = "a" watch = b', 9, 'Behind the value stands a comma, or nothing.'],
    ['tag = a watch = b', 14, 'A value with any of "\'{}=!~, in it stands in double quotation marks.'],
    ["tag = 'a'", 6, 'A value with any of "\'{}=!~, in it stands in double quotation marks.'],
    ['{tag =~ "(a"}', 8, 'Not a regular expression (RE2): missing closing ): `(a`.'],
    ['tag =~ "(?=a)"', 7, 'Not a regular expression (RE2): invalid or unsupported Perl syntax: `(?=`.'],
    [`tag = ${'a'.repeat(501)}`, 6, 'A value has 500 characters at most.'],
  ])('are refused, with the place: %s', (text, at, reason) => {
    expect(readMatchers(text)).toMatchObject({ kind: 'refused', at, reason });
  });

  it.each(['tag = "a \\"b\\" \\\\ c"', 'severity != ""', 'watch =~ "a|b"'])(
    'are written as they are read: %s',
    (text) => {
      expect(matchers(text).map(writeMatcher)).toEqual([text]);
    },
  );
});

describe('a condition holds', () => {
  const alert = labels({ tag: ['police', 'privacy'], severity: ['high'], source: ['Der Spiegel', 'spiegel.de'] });

  it.each([
    ['one of the values is it', 'tag = police', true],
    ['none is', 'tag = courts', false],
    ['one is, and that is not wanted', 'tag != police', false],
    ['none is, and that is wanted', 'tag != courts', true],
    ['the expression meets a whole value', 'tag =~ "pol.*|x"', true],
    ['the expression meets a part only', 'tag =~ "pol"', false],
    ['it meets none', 'tag !~ "pol"', true],
    ['it meets one, and that is not wanted', 'tag !~ "p.*y"', false],
    ['there is no value, and an empty one is asked for', 'country = ""', true],
    ['there is a value, and an empty one is asked for', 'severity = ""', false],
    ['there is no value, and some are wanted', 'country != ""', false],
    ['there is no value, and an expression takes an empty one', 'country =~ ".*"', true],
    ['case does not count where the expression says so', 'severity =~ "(?i)HIGH"', true],
    ['all of several do', 'tag = police, severity = high', true],
    ['one of several does not', 'tag = police, severity = low', false],
    ['another name of the source is meant', 'source = spiegel.de', true],
  ])('%s: %s', (_what, text, expected) => {
    expect(holds(matchers(text), alert)).toBe(expected);
  });

  it('always where there is none', () => {
    expect(holds([], alert)).toBe(true);
  });

  it('by the first 200 characters of what a stranger wrote', () => {
    const tag = `${'a'.repeat(200)}b`;
    expect(holds(matchers('tag =~ "a*"'), labels({ tag: [tag] }))).toBe(true);
    expect(holds(matchers('tag =~ "a*b"'), labels({ tag: [tag] }))).toBe(false);
  });

  it('or not, without delay, where an expression could be tried in endlessly many ways', () => {
    // An engine that tries one way after the other is not done with this in a lifetime.
    expect(holds(matchers('tag =~ "((a+)+)+b"'), labels({ tag: ['a'.repeat(200)] }))).toBe(false);
  });
});
