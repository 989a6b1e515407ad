import { toPlainText } from '../../../src/feed/cleaning/plain-text.ts';

const fromMarkup = (value: string) => toPlainText({ value, isMarkup: true });
const fromPlain = (value: string) => toPlainText({ value, isMarkup: false });

it.each([
  ['<p>One</p><p>Two</p>', 'One\n\nTwo'],
  ['<div>One<ul><li>a</li><li>b</li></ul>Two</div>', 'One\n\na\n\nb\n\nTwo'],
  ['<p>One<br>and<br/>two</p>', 'One and two'],
  ['One<br><br>Two', 'One\n\nTwo'],
  ['<b>Tele</b>gram', 'Telegram'],
  ['<p>  many \n\n spaces\t</p>', 'many spaces'],
  ['<table><tr><td>a</td><td>b</td></tr></table>', 'a b'],
  ['AT&amp;T &auml;&#8211;&#x41;&nbsp;&#146;', 'AT&T ä–A ’'],
  ['before<script>alert("x")</script><style>p{}</style><!-- no -->after', 'beforeafter'],
  ['<noscript><img src="x">pixel</noscript><p>text', 'text'],
  ['5 < 6 & 7 > 3', '5 < 6 & 7 > 3'],
  ['plain\nlines\n\nand paragraphs', 'plain lines\n\nand paragraphs'],
  ['<p>unclosed <b>everything', 'unclosed everything'],
  ['', ''],
])('reads %j as %j', (markup, text) => expect(fromMarkup(markup)).toBe(text));

it('leaves plain text its tags and entities', () => {
  expect(fromPlain('a <b> &amp;  c\r\n\r\nd')).toBe('a <b> &amp; c\n\nd');
});

it.each(['<', '<div>', '<br ', '<!--', '&', '<p', '</x>', '<script>', ' \n', '&#'])(
  'ends with 200,000 characters of "%s"',
  (piece) => expect(fromMarkup(piece.repeat(200_000 / piece.length))).toEqual(expect.any(String)),
);

it('reads no more than a thousand elements within each other', () => {
  expect(fromMarkup(`before${'<div>'.repeat(400_000)}inside`)).toBe('before');
});
