import fc from 'fast-check';
import { checkFiles } from '../../../src/config/check/check-files.ts';
import { problemsOf } from '../support.ts';

/** What is wrong, the file, and all that is said of it after the file's name. */
const wrong: [about: string, yaml: string, problems: string[]][] = [
  ['tab', 'feeds:\n\t- url: https://x.org\n', ['2:1: A tab indents this line: YAML wants spaces.']],
  ['tab deeper', 'watches:\n  - id: a\n\t  query: x\n', ['3:1: A tab indents this line: YAML wants spaces.']],
  [
    'tab in many lines',
    'watches:\n\t- id: a\n\t  query: x\n\t- id: b\n\t  query: x\n',
    ['2:1: A tab indents this line and 3 more lines of the file: YAML wants spaces.'],
  ],
  ['no space', 'watches:\n  - id:a\n    query: x\n', ['2:7: A space is missing after this colon.']],
  ['no space in the only key', 'watches:\n  - id: a\n    query:x\n', ['3:10: A space is missing after this colon.']],
  [
    'no space top',
    'feeds:[]\n',
    ['1:1: Expected keys and values, found text. A space is missing after the colon of "feeds".'],
  ],
  ['no colon', 'watches\n  - id: a\n', ['1:8: A colon is missing after this key.']],
  [
    'open dq',
    'watches:\n  - id: a\n    query: "abc\n  - id: b\n    query: x\n',
    ['3:12: This quotation mark is never closed.'],
  ],
  [
    'open sq',
    "watches:\n  - id: a\n    query: 'abc\n  - id: b\n    query: x\n",
    ['3:12: This quotation mark is never closed.'],
  ],
  [
    'open bracket',
    'watches:\n  - id: a\n    query: x\n    tags: [a, b\n  - id: b\n    query: x\n',
    ['4:11: This [ is not closed before the line that stands too far left at wirewatch.yaml:5:3.'],
  ],
  [
    'open brace',
    'feeds:\n  - {url: https://x.org\n  - {url: https://y.org}\n',
    ['2:5: This { is not closed before the line that stands too far left at wirewatch.yaml:3:3.'],
  ],
  [
    'extra ]',
    'feeds:\n  - {url: https://x.org, tags: [a]]}\n',
    ['2:35: Here stands ], where } is wanted to close the { at wirewatch.yaml:2:5.'],
  ],
  ['extra }', 'feeds:\n  - {url: https://x.org}}\n', ['2:25: This } closes nothing.']],
  [
    'colon in value',
    'watches:\n  - id: a\n    query: title: BKA\n',
    [
      '3:12: This text holds a colon and a space, which YAML takes for a key: put the text in quotation marks, or the key on a line of its own.',
    ],
  ],
  [
    'colon in value 2',
    'watches:\n  - id: a\n    name: Police: Berlin\n    query: x\n',
    [
      '3:11: This text holds a colon and a space, which YAML takes for a key: put the text in quotation marks, or the key on a line of its own.',
    ],
  ],
  [
    'bad indent less',
    'watches:\n  - id: a\n   query: x\n',
    ['3:4: This line is indented by 3 spaces, which fits nothing above it: indent it by 0 or 4.'],
  ],
  [
    'bad indent more',
    'watches:\n  - id: a\n      query: x\n',
    ['3:7: This line is indented by 6 spaces, which fits nothing above it: indent it by 4.'],
  ],
  ['dash without space', 'watches:\n  -id: a\n   query: x\n', ['2:3: A space is missing after this dash.']],
  [
    'dash missing',
    'watches:\n  id: a\n  query: x\n',
    ['2:3: Expected a list, found keys and values. Put "- " before the first key of each entry.'],
  ],
  [
    'dash missing second',
    'watches:\n  - id: a\n    query: x\n  id: b\n    query: y\n',
    ['4:3: A dash is missing here: each entry of a list begins with one, and a space.'],
  ],
  [
    'list indent',
    'watches:\n  - id: a\n    query: x\n - id: b\n    query: y\n',
    ['4:2: This line is indented by one space, which fits nothing above it: indent it by 2.'],
  ],
  [
    'list indent2',
    'watches:\n  - id: a\n    query: x\n   - id: b\n     query: y\n',
    ['4:4: This line is indented by 3 spaces, which fits nothing above it: indent it by 2.'],
  ],
  [
    'wildcard',
    'watches:\n  - id: a\n    query: *BKA\n',
    ['3:12: No anchor of this name stands before; a value that begins with * stands in quotation marks.'],
  ],
  [
    'backtick',
    'watches:\n  - id: a\n    query: `x`\n',
    ['3:12: A value that begins with ` stands in quotation marks.'],
  ],
  ['percent', 'watches:\n  - id: a\n    query: %x\n', ['3:12: A value that begins with % stands in quotation marks.']],
  ['at', 'watches:\n  - id: a\n    query: @x\n', ['3:12: A value that begins with @ stands in quotation marks.']],
  [
    'excl',
    'watches:\n  - id: a\n    query: !x\n',
    ['3:12: Unknown YAML tag; a value that begins with ! stands in quotation marks.'],
  ],
  [
    'amp',
    'watches:\n  - id: a\n    query: &x\n',
    [
      '3:14: An anchor (&) that is used nowhere stands before this; a value that begins with & stands in quotation marks.',
    ],
  ],
  [
    'pipe',
    'watches:\n  - id: a\n    query: |x\n      y\n',
    [
      '3:13: Text of several lines begins on the line below | or >; a value that begins with such a sign stands in quotation marks.',
    ],
  ],
  [
    'gt',
    'watches:\n  - id: a\n    query: > x\n',
    [
      '3:14: Text of several lines begins on the line below | or >; a value that begins with such a sign stands in quotation marks.',
    ],
  ],
  [
    'hash nospace',
    'watches:\n  - id: a\n    query: "x"#y\n',
    ['3:15: A space is missing before #; text that holds # stands in quotation marks as a whole.'],
  ],
  [
    'comma trail',
    'feeds:\n  - url: https://x.org,\n    tags: a, b\n',
    ['3:11: Expected a list, found text. Put brackets around it: tags: [one, two].'],
  ],
  [
    'nbsp indent',
    'watches:\n\u00a0\u00a0- id: a\n',
    [
      '2:1: Unknown key "\u00a0\u00a0- id". A sign that only looks like a space stands before it: YAML wants ordinary spaces.',
    ],
  ],
  [
    'bad escape',
    'watches:\n  - id: a\n    query: "\\d"\n',
    [
      '3:13: In double quotation marks, \\ begins an escape sequence, and this is none: write \\\\, or use single quotation marks.',
    ],
  ],
  [
    'dup',
    'watches:\n  - id: a\n    id: b\n    query: x\n',
    ['3:5: The key "id" stands twice, first at wirewatch.yaml:2:5.'],
  ],
  [
    'flow comma missing',
    'feeds: [{url: https://x.org tags: [a]}]\n',
    ['1:15: Within brackets, a comma is missing here, or text that holds a colon lacks quotation marks.'],
  ],
  [
    'flow comma missing2',
    'watches:\n  - {id: a query: x}\n',
    ['2:10: Within brackets, a comma is missing here, or text that holds a colon lacks quotation marks.'],
  ],
  [
    'flow missing sp',
    'watches:\n  - {id:a, query: x}\n',
    ['2:6: Unknown key "id:a". A space is missing after the colon of "id".'],
  ],
  [
    'quoted then text',
    'watches:\n  - id: a\n    query: "a b" OR c\n',
    [
      '3:18: Something follows the end of the value. Text that begins with a quotation mark, { or [ stands in quotation marks as a whole: \'"user data" OR leak\'.',
    ],
  ],
  [
    'bracket then text',
    'watches:\n  - id: a\n    query: [a] OR c\n',
    [
      '3:16: Something follows the end of the value. Text that begins with a quotation mark, { or [ stands in quotation marks as a whole: \'"user data" OR leak\'.',
    ],
  ],
  [
    'brace then text',
    'watches:\n  - id: a\n    query: {a} OR c\n',
    [
      '3:16: Something follows the end of the value. Text that begins with a quotation mark, { or [ stands in quotation marks as a whole: \'"user data" OR leak\'.',
    ],
  ],
  [
    'multi dq under indented',
    'watches:\n  - id: a\n    query: "a\nb"\n',
    ['3:12: This quotation mark is not closed before the line that stands too far left at wirewatch.yaml:4:1.'],
  ],
  [
    'flow under-indented',
    'feeds:\n  - tags: [\n  a]\n    url: https://x.org\n',
    ['2:11: This [ is not closed before the line that stands too far left at wirewatch.yaml:3:3.'],
  ],
  ['missing value then list', 'receivers: - id: a\n', ['1:12: A list with dashes begins on the line below its key.']],
  ['key: - value', 'watches: - id: a\n', ['1:10: A list with dashes begins on the line below its key.']],
  [
    'doc end',
    'feeds: []\n...\nwatches: []\n',
    ['3:1: A configuration file is one YAML document; a second one begins here.'],
  ],
  [
    'directive',
    '%FOO\n---\nfeeds: []\n',
    ['1:1: A line that begins with % is a directive of YAML: a configuration needs none.'],
  ],
  [
    'block scalar bad indent',
    'watches:\n  - id: a\n    query: |\n        x\n      y\n',
    ['5:7: This line is indented by 6 spaces, which fits nothing above it: indent it by 4 or 8.'],
  ],
  ['block tab', 'watches:\n  - id: a\n    query: |\n\t\tx\n', ['4:1: A tab indents this line: YAML wants spaces.']],
  [
    'anchor alias twice',
    'a: &x &y b\n',
    [
      '1:7: YAML gives & and * at the beginning of a value a meaning of their own; a value that begins so stands in quotation marks.',
    ],
  ],
  ['json', '{"feeds": [}\n', ['1:12: Here stands }, where ] is wanted to close the [ at wirewatch.yaml:1:11.']],
  [
    'NUL',
    'feeds:\n  - url: https://x\u0000.org\n',
    ['2:19: A NUL character stands here, so this is no plain text. Save the file as UTF-8.'],
  ],
  [
    'multiline key',
    'watches:\n  - id: a\n    some text\n    query: x\n',
    [
      '3:5: This line is neither a key with a colon nor an entry with a dash. Text of several lines begins with | behind its key, and all its lines are indented further than the key.',
    ],
  ],
  [
    'text after',
    'watches:\n  - id: a\n    query: x\n    and more\n    name: y\n',
    [
      '4:5: This line is neither a key with a colon nor an entry with a dash. Text of several lines begins with | behind its key, and all its lines are indented further than the key.',
    ],
  ],
  [
    'xml',
    '<opml version="2.0">\n <body>\n  <outline text="a: b"/>\n</opml>\n',
    ['1:1: This looks like XML or HTML, not like YAML.'],
  ],
  [
    'question',
    '? a\n: b\n',
    [
      '1:3: Unknown key "a". Known here: include, network, polling, aliases, feeds, watches, receivers, route, time_intervals, inhibit_rules, operators, stories, retention, canary.',
    ],
  ],
  [
    'html',
    '<!DOCTYPE html>\n<html>\n<title>404: x</title>\n</html>\n',
    ['1:1: This looks like XML or HTML, not like YAML.'],
  ],
  [
    'single apostrophe',
    "watches:\n  - id: a\n    name: 'Trump's'\n    query: x\n",
    ["3:17: Within single quotation marks an apostrophe is written twice: 'it''s'."],
  ],
  [
    'two open quotes',
    'watches:\n  - id: a\n    query: "abc\n  - id: b\n    query: "x"\n',
    ['3:12: This quotation mark is not closed before the line that stands too far left at wirewatch.yaml:4:3.'],
  ],
  [
    'two open quotes same level',
    'watches:\n  - id: a\n    query: "abc\n    name: "x y"\n',
    ['3:12: This quotation mark is not closed before the line that stands too far left at wirewatch.yaml:4:5.'],
  ],
  [
    'twice after value',
    'watches:\n  - id: a\n    query: "a" OR b\n  - id: b\n    query: "c" OR d\n',
    [
      '3:16: Something follows the end of the value. Text that begins with a quotation mark, { or [ stands in quotation marks as a whole: \'"user data" OR leak\'.',
      '5:16: Something follows the end of the value. Text that begins with a quotation mark, { or [ stands in quotation marks as a whole: \'"user data" OR leak\'.',
    ],
  ],
  ['comma too many', 'feeds: [{url: https://x.org,, id: a}]\n', ['1:29: There is a comma too many here.']],
  [
    'comma missing in list',
    'watches:\n  - id: a\n    query: x\n    tags: [a b, "c" "d"]\n',
    ['4:21: A comma is missing before this.'],
  ],
  [
    'equals',
    'watches:\n  - id = a\n    query = x\n',
    ['2:5: Expected keys and values, found text. Behind "id" stands a colon and a space, not =.'],
  ],
  [
    'equals top',
    'feeds = []\nwatches = []\n',
    ['1:1: Expected keys and values, found text. Behind "feeds" stands a colon and a space, not =.'],
  ],
  [
    'win path dq',
    'watches:\n  - id: a\n    query: "C:\\new \\k"\n',
    [
      '3:20: In double quotation marks, \\ begins an escape sequence, and this is none: write \\\\, or use single quotation marks.',
    ],
  ],
  ['json unquoted end', '{"feeds": [{"url": "https://x.org"}]\n', ['1:1: This { is never closed.']],
  [
    'dash in brackets',
    'feeds: [\n  - url: https://x.org\n]\n',
    ['2:3: A list with dashes cannot stand within brackets.'],
  ],
  [
    'closing too far left',
    'feeds:\n  - url: https://x.org\n    tags: [\n      a,\n  ]\n',
    ['3:11: This [ is not closed before the line that stands too far left at wirewatch.yaml:5:3.'],
  ],
  [
    'colon no space list of key',
    'feeds:\n- url:https://x.org\n',
    ['2:3: Expected keys and values, found text. A space is missing after the colon of "url".'],
  ],
  [
    'deep list for text',
    'watches:\n  - id: a\n    query:\n      - x\n',
    ['4:7: Expected text, found a list. Text that begins with [ or a dash stands in quotation marks.'],
  ],
  [
    'block list of text for map',
    'receivers:\n  - id: r\n    slack:\n      - webhook_url: https://x.org\n',
    ['4:7: Expected keys and values, found a list. Take away the dashes or brackets.'],
  ],
  [
    'yes',
    'feeds:\n  - url: https://x.org\n    backfill: yes\n',
    ['3:15: Expected true or false, found text. Write true.'],
  ],
  [
    'receivers as mapping',
    'receivers:\n  newsroom:\n    slack: {webhook_url: https://x.org}\n',
    ['2:3: Expected a list, found keys and values. Put "- " before the first key of each entry.'],
  ],
  [
    'receivers text',
    'receivers: newsroom\n',
    ['1:12: Expected a list, found text. Put each entry on a line of its own, behind "- ".'],
  ],
  [
    'tags mapping',
    'feeds:\n  - url: https://x.org\n    tags: {a: b}\n',
    ['3:11: Expected a list, found keys and values. Write tags: [one, two].'],
  ],
  [
    'empty query',
    'watches:\n  - id: a\n    query:\n',
    [
      '3:11: Expected text, found nothing. Write some behind the colon or dash; text that begins with # or & stands in quotation marks.',
    ],
  ],
  [
    'hash query',
    'watches:\n  - id: a\n    query: #metoo\n',
    [
      '3:12: Expected text, found nothing. Write some behind the colon or dash; text that begins with # or & stands in quotation marks.',
    ],
  ],
  [
    'amp text',
    'watches:\n  - id: a\n    query: &x foo\n',
    [
      '3:15: An anchor (&) that is used nowhere stands before this; a value that begins with & stands in quotation marks.',
    ],
  ],
  [
    'merge',
    'base: &b {every: 5m}\nfeeds:\n  - <<: *b\n    url: https://x.org\n',
    [
      '1:1: Unknown key "base". Known here: include, network, polling, aliases, feeds, watches, receivers, route, time_intervals, inhibit_rules, operators, stories, retention, canary.',
      '3:5: Unknown key "<<". Keys are not merged here: write them out.',
    ],
  ],
  [
    'num id',
    'watches:\n  - id: 12\n    query: x\n',
    ['2:9: Expected text, found a number. Put it in quotation marks.'],
  ],
  [
    'null id',
    'watches:\n  - id: ~\n    query: x\n',
    [
      '2:9: Expected text, found nothing. Write some behind the colon or dash; text that begins with # or & stands in quotation marks.',
    ],
  ],
  [
    'at_once text',
    'network: {per_host: {at_once: "2"}}\n',
    ['1:31: Expected a number, found text. Take its quotation marks away, if it has some.'],
  ],
  [
    'at_once float',
    'network: {per_host: {at_once: 2.5}}\n',
    ['1:31: Expected a whole number, found a number with a point.'],
  ],
  [
    'CR only',
    'feeds: []\rwatches: []\r',
    ['1:10: Lines end in CR alone here. Save the file with LF at the end of lines.'],
  ],
  [
    'CRLF wrong',
    'watches:\r\n  - id: a\r\n   query: x\r\n',
    ['3:4: This line is indented by 3 spaces, which fits nothing above it: indent it by 0 or 4.'],
  ],
  ['BOM wrong', '\ufefffeeds:\n\t- url: x\n', ['2:1: A tab indents this line: YAML wants spaces.']],
  [
    'dup in flow',
    'feeds: [{url: https://x.org, url: https://y.org}]\n',
    ['1:30: The key "url" stands twice, first at wirewatch.yaml:1:10.'],
  ],
  ['template', '{% for x in y %}\nfeeds: []\n', ['1:1: This looks like a template, not like YAML.']],
  [
    'markdown',
    '# Title\n\nSome text here: with a colon\n* a point\n',
    [
      '4:1: YAML gives & and * at the beginning of a value a meaning of their own; a value that begins so stands in quotation marks.',
    ],
  ],
  ['toml', '[network]\nallow = ["10.0.0.0/8"]\n', ['1:1: This looks like TOML or INI, not like YAML.']],
  ['ini', '[feeds]\nurl=https://x.org\n', ['1:1: This looks like TOML or INI, not like YAML.']],
  [
    'quote in text',
    'watches:\n  - id: a\n    query: "a \\"b" c"\n',
    [
      '3:20: Something follows the end of the value. Text that begins with a quotation mark, { or [ stands in quotation marks as a whole: \'"user data" OR leak\'.',
    ],
  ],
  ['unclosed in flow', 'watches: [{id: a, query: "x}]\n', ['1:26: This quotation mark is never closed.']],
  [
    'alias indentation',
    'aliases:\n  bka: [x]\n tg: [y]\n',
    ['3:2: This line is indented by one space, which fits nothing above it: indent it by 0 or 2.'],
  ],
  [
    'key at deeper indentation after list',
    'watches:\n  - id: a\n    query: x\n    tags:\n      - b\n     severity: high\n',
    ['6:6: This line is indented by 5 spaces, which fits nothing above it: indent it by 4 or 8.'],
  ],
  [
    'anchor bomb',
    'a: &a [x,x]\nb: &b [*a,*a]\nc: &c [*b,*b]\n',
    ['2:8: A value with an anchor must not use another anchor.'],
  ],
];

const VALID = `# yaml-language-server: $schema=./wirewatch.schema.json
network:
  allow: [10.0.0.0/8]
  per_host: {at_once: 2, delay: 1s}
aliases:
  bka: [BKA, "Federal Criminal Police", 'l''office']
  tg:
    - Telegram
    - "Te\\u006cegram"
feeds:
  - url: https://example.org/a
    tags: [a, "b c"]
    every: 5m
  - {url: https://example.org/b, id: b, backfill: true}
watches:
  - id: one
    name: The first one
    query: "@tg NEAR/25 (@bka OR 'user data')"
    severity: high
  - id: two
    query: |
      Telegram
      AND leak
    receivers: [desk]
receivers:
  - id: desk
    email:
      to: [a@example.org, Desk <b@example.org>]
      from: a@example.org
      smtp_url: smtp://u:p@mail.example.org
operators:
  receivers: [desk]
`;

/** How parser and schema speak when nobody explains. */
const RAW =
  /implicit|nested mapping|flow.(?:map|seq)|block.(?:coll|seq|scalar|map)|token|resolve|too (?:small|big):|invalid (?:input|option|key|type)|expected (?:string|array|object|number,|boolean|record)|indicator|node end|unrecognized|indented leading|in compact|undefined|\bNaN\b/i;

function check(text: string) {
  const files = [{ path: 'wirewatch.yaml', content: { kind: 'text' as const, text } }];
  return checkFiles({ directory: '/c', files }, { env: {}, contents: {} });
}

/** A slip of the hand: a sign too many, one lost or another; a line moved, lost or doubled. */
type Slip = (text: string) => string;

const sign = fc.constantFrom(...':-"\'[]{},#&*!|>%@`\t \n?=$<~\0\\x1é');
const at = fc.nat({ max: VALID.length - 1 });
const lineAt = fc.nat({ max: VALID.split('\n').length - 2 });
const inLines =
  (change: (lines: string[]) => void): Slip =>
  (text) => {
    const lines = text.split('\n');
    change(lines);
    return lines.join('\n');
  };
const slip: fc.Arbitrary<Slip> = fc.oneof(
  at.map(
    (offset): Slip =>
      (text) =>
        text.slice(0, offset) + text.slice(offset + 1),
  ),
  fc.tuple(at, sign).map(
    ([offset, one]): Slip =>
      (text) =>
        text.slice(0, offset) + one + text.slice(offset),
  ),
  fc.tuple(at, sign).map(
    ([offset, one]): Slip =>
      (text) =>
        text.slice(0, offset) + one + text.slice(offset + 1),
  ),
  at.map(
    (offset): Slip =>
      (text) =>
        text.slice(0, offset),
  ),
  lineAt.map((line) => inLines((lines) => lines.splice(line, 1))),
  lineAt.map((line) => inLines((lines) => lines.splice(line, 0, lines[line] ?? ''))),
  fc
    .tuple(lineAt, fc.constantFrom(' ', '  ', '\t', '- '))
    .map(([line, more]) => inLines((lines) => lines.splice(line, 1, more + (lines[line] ?? '')))),
  lineAt.map((line) => inLines((lines) => lines.splice(line, 1, (lines[line] ?? '').slice(1)))),
);

describe('a file that is wrong as YAML, or says what has no place', () => {
  it.each(wrong)('tells of: %s', async (_about, yaml, problems) => {
    expect(await problemsOf(yaml)).toEqual(problems.map((problem) => `wirewatch.yaml:${problem}`));
  });

  it('is told of in our own words, on one line, at a place within it, whatever slip of the hand it is', () => {
    expect(check(VALID)).toMatchObject({ kind: 'valid', warnings: [] });
    fc.assert(
      fc.property(fc.array(slip, { minLength: 1, maxLength: 2 }), (slips) => {
        const text = slips.reduce((before, make) => make(before), VALID);
        const checked = check(text);
        const lines = text.split('\n');
        for (const { line, column, reason } of checked.kind === 'invalid' ? checked.problems : []) {
          expect(reason).not.toMatch(RAW);
          expect(reason).toMatch(/^[^\n]*[.?]$/);
          expect(column).toBeLessThanOrEqual(lines[line - 1]!.length + 1);
        }
      }),
      { numRuns: 1_000 },
    );
  });
});
