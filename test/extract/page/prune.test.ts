import { prune } from '../../../src/extract/page/prune.ts';

function pruned(html: string): string {
  const result = prune(html);
  if (result.kind === 'refused') throw new Error(result.reason);
  return result.html;
}

it('leaves out what nobody reads: scripts, styles, drawings, comments, menus', () => {
  const html = `<p>a<script>b</script><style>c</style><svg><path d="e"/><text>f</text></svg><!-- g --></p><nav><a>h</a></nav>`;
  expect(pruned(html)).toBe('<p>a</p>');
});

it('keeps JSON-LD as it stands', () => {
  const html = '<script type="application/ld+json">{"a":"<b>&amp;"}</script>';
  expect(pruned(html)).toBe(html);
});

it('keeps the attributes that tell something', () => {
  expect(pruned('<P CLASS="lead" onclick="x()" data-a="1" STYLE="color:red">a</P>')).toBe('<p class="lead">a</p>');
  expect(pruned('<p style="color:red; display : none">a</p>')).toBe('<p style="display : none">a</p>');
  expect(pruned(`<meta content='"a" &amp; <b>' name=x>`)).toBe('<meta content="&quot;a&quot; &amp; &lt;b>" name="x">');
});

it('keeps text as text', () => {
  expect(pruned('<p>1 &lt;b&gt; 2 &amp;amp; 3&nbsp;&#8217;</p>')).toBe('<p>1 &lt;b> 2 &amp;amp; 3 ’</p>');
});

it('leaves white space alone where it means something', () => {
  expect(pruned('<p>a\n\n b</p><pre>a\n\n b</pre>')).toBe('<p>a b</p><pre>a\n\n b</pre>');
});

it('ends what the page leaves open, as the tree would', () => {
  expect(pruned('<p>one<p>two<br>three<ul><li>a<li>b')).toBe(
    '<p>one</p><p>two<br>three</p><ul><li>a</li><li>b</li></ul>',
  );
});

it('knows that scripts were left out', () => {
  expect(prune('<p>a</p><script src="/app.js"></script>')).toMatchObject({ hasScripts: true });
  expect(prune('<p>a</p><script type="application/ld+json">{}</script>')).toMatchObject({ hasScripts: false });
});
