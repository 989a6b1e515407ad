import { toTitleText } from '../../../src/feed/cleaning/title-text.ts';

const titleOf = (value: string) => toTitleText({ value, isMarkup: true });

it.each([
  ['The <main> element', 'The <main> element'],
  ['The <title> tag, and </body>', 'The <title> tag, and </body>'],
  ['<div> or <span>: which?', '<div> or <span>: which?'],
  ['List<String> and Map<K, V>', 'List<String> and Map<K, V>'],
  ['vector<vector<int>>', 'vector<vector<int>>'],
  ['We <3 it', 'We <3 it'],
  ['a < b and c > d', 'a < b and c > d'],
  ['#include <stdio.h>', '#include <stdio.h>'],
  ['Ada <ada@x.example>', 'Ada <ada@x.example>'],
  ['<Breaking> News', '<Breaking> News'],
  ['Long words and the <wbr> element', 'Long words and the <wbr> element'],
])('keeps what is spoken of: %s', (value, title) => {
  expect(titleOf(value)).toBe(title);
});

it('drops a place to break a word', () => expect(titleOf('Haf<wbr>en')).toBe('Hafen'));

it.each([
  ['<b>Bold</b> <i class="x">words</i>', 'Bold words'],
  ['One<br/>Two<BR>Three', 'One Two Three'],
  ['<p>One</p><p>Two</p>', 'One Two'],
  ['<a href="/x">Linked</a>', 'Linked'],
  ['<img src="/x.png"> Pictured', 'Pictured'],
  ['<script>run()</script>Title', 'Title'],
  ['<!-- x -->Title', 'Title'],
  ['<o:p>Title</o:p>', 'Title'],
  ['<b>Title without an end', 'Title without an end'],
  ['Title without a beginning</b>', 'Title without a beginning'],
  ['<![CDATA[Title]]>', 'Title'],
])('drops markup: %s', (value, title) => {
  expect(titleOf(value)).toBe(title);
});

it.each([
  ['AT&T', 'AT&T'],
  ['AT&amp;T', 'AT&T'],
  ['AT&amp;amp;amp;T', 'AT&T'],
  ['It&amp;#8217;s', 'It’s'],
  ['&amp;quot;Quoted&amp;quot;', '"Quoted"'],
  ['&lt;b&gt;Bold&lt;/b&gt; words', 'Bold words'],
  ['The &lt;main&gt; element', 'The <main> element'],
  ['The &amp;lt;main&amp;gt; element', 'The <main> element'],
])('unescapes all layers: %s', (value, title) => {
  expect(titleOf(value)).toBe(title);
});

it('leaves plain text as it is, in one line', () => {
  expect(toTitleText({ value: ' <b>a</b>\n &amp; b ', isMarkup: false })).toBe('<b>a</b> &amp; b');
});

it.each(['<', '<b', '<b>', '</b>', '<b>x</b>', '&amp;', '<!--', '<b '])('takes many of %j in its time', (part) => {
  expect(titleOf(part.repeat(100_000))).not.toBeUndefined();
});
