import { readLenientJson } from '../../src/json/lenient.ts';

it('reads JSON as it is', () => {
  expect(readLenientJson(' {"a": [1, "ü\\n", null, true]}\n')).toEqual({
    kind: 'read',
    value: { a: [1, 'ü\n', null, true] },
    mended: false,
  });
  expect(readLenientJson('\ufeff{}')).toEqual({ kind: 'read', value: {}, mended: false });
});

it.each<[what: string, text: string, value: unknown]>([
  ['a comma behind the last one', '{"a":[1,2,],}', { a: [1, 2] }],
  ['a comma too many', '[1,,2]', [1, 2]],
  ['a comma too few', '{"a":"x"\n"b":["y"] "c":1}', { a: 'x', b: ['y'], c: 1 }],
  ['a comma too few, in one line', '{"a":"x" "b":"y"}', { a: 'x', b: 'y' }],
  ['a value that is missing', '{"a":,"b":}', { a: null, b: null }],
  ['tabs and line breaks in strings', '{"a":"x\ty\r\nz"}', { a: 'x\ty\r\nz' }],
  ['a line that goes on', '{"a":"x\\\ny"}', { a: 'x\ny' }],
  ['escapes of other languages', '{"a":"it\\\'s \\x41\\q\\u00e9 \\u12"}', { a: "it's Aqé \\u12" }],
  ['single quotes', "{'a':'it's','b':['\"x\"']}", { a: "it's", b: ['"x"'] }],
  ['quotes of print', '{“a”:“b”}', { a: 'b' }],
  [
    'quotes inside',
    '{"a":"She said "no", and left","b":"<a href="/x">y</a>"}',
    { a: 'She said "no", and left', b: '<a href="/x">y</a>' },
  ],
  ['quotes at the end of what they are in', '{"a":"she said "no"","b":1}', { a: 'she said "no"', b: 1 }],
  ['quotes as entities', '{&quot;a&quot;:&quot;b &amp;amp; c&quot;}', { a: 'b &amp; c' }],
  ['the same with a second mistake', '[{&#34;a&#34;:1,}]', [{ a: 1 }]],
  ['names without quotes', '{a:1,b-c:2,@id:3,$d:4}', { a: 1, 'b-c': 2, '@id': 3, $d: 4 }],
  [
    'values without quotes',
    '{"a":2026-11-10T09:15:00Z,"b":some words}',
    { a: '2026-11-10T09:15:00Z', b: 'some words' },
  ],
  ['words of other languages', '[NaN,undefined,None,True,-Infinity,.5,+1]', [null, null, null, true, null, 0.5, 1]],
  ['calls', '{"a":new Date("2026-11-10"),"b":1}', { a: '2026-11-10', b: 1 }],
  ['comments', '// x\n{"a":1, // "b":2\n/* , */ "c":"http://x/" /* "d" */}', { a: 1, c: 'http://x/' }],
  ['CDATA', '<![CDATA[{"a":1}]]>', { a: 1 }],
  ['CDATA in comments', '//<![CDATA[\n{"a":1}\n//]]>', { a: 1 }],
  ['CDATA in other comments', '/*<![CDATA[*/ {"a":1} /*]]>*/', { a: 1 }],
  ['a comment of HTML around', '<!--\n{"a":1}\n//-->', { a: 1 }],
  ['a semicolon behind', '{"a":1};', { a: 1 }],
  ['a callback around', '/**/ typeof call === "function" && call({"a":1});', { a: 1 }],
  ['an assignment', 'window.data = {"a":1};', { a: 1 }],
  ['brackets too many', '{"a":1}}', { a: 1 }],
  ['something else behind', '{"a":1}<br/>', { a: 1 }],
  ['values one after another', '{"a":1}{"b":2}, {"c":3};\n[4]', [{ a: 1 }, { b: 2 }, { c: 3 }, [4]]],
  ['an end that is missing', '{"a":[{"b":1},{"b":2}', { a: [{ b: 1 }, { b: 2 }] }],
  ['an end in the middle of something', '{"t":"T","a":[{"b":1},{"b":2,"c":"some wo', { t: 'T', a: [{ b: 1 }] }],
  ['a bracket that closes another', '{"a":[1,2}', { a: [1, 2] }],
])('mends %s', (_what, text, value) => {
  expect(readLenientJson(text)).toEqual({ kind: 'read', value, mended: true });
});

it('gives nobody another prototype', () => {
  expect(readLenientJson('{"__proto__":{"x":1},}')).toEqual({ kind: 'read', value: {}, mended: true });
});

it.each(['', 'some words', '{{ template }}', '<p>{</p>', '{"a" "b"}', 'if (x) { call(); }'])(
  'does not read %j',
  (text) => {
    expect(readLenientJson(text)).toEqual({ kind: 'unreadable', reason: 'malformed JSON' });
  },
);

it('does not read what is nested too deep', () => {
  const reading = { kind: 'unreadable', reason: 'the JSON is nested too deep' };
  expect(readLenientJson('['.repeat(100_000))).toEqual(reading);
  expect(readLenientJson('{"a":'.repeat(100_000))).toEqual(reading);
  expect(readLenientJson(`[${'f('.repeat(100_000)}`)).toEqual(reading);
});

it.each([
  '{"a":"x "y z ',
  '{"a":"<a href="y">z</a> ',
  '"\n',
  '",   ',
  '[1,],',
  '{"a":1}\n',
  '/* // ',
  '\n',
  '" ',
  'new ',
  '{"',
  '"a',
])('takes time proportional to the length, also for many of %j', (part) => {
  // Were it not so, the test would run out of its time.
  for (const start of ['[', '{"a":"', '{"a":"x"'])
    expect(['read', 'unreadable']).toContain(readLenientJson(start + part.repeat(50_000)).kind);
});
