import { parseQuickly } from '../../../src/extract/page/dom.ts';
import { readBlocks } from '../../../src/extract/text/blocks.ts';

const texts = (html: string) =>
  readBlocks(parseQuickly(`<html><body>${html}</body></html>`).body).map(({ text }) => text);

describe('readBlocks', () => {
  it('never glues two paragraphs, headings or list items', () => {
    expect(texts('<h2>Head</h2><p>One.</p><p>Two.</p><ul><li>a</li><li>b</li></ul><div>Three</div>')).toEqual([
      ...['Head', 'One.', 'Two.', 'a', 'b', 'Three'],
    ]);
  });

  it('keeps a sentence whole across inline elements, and white space single', () => {
    expect(texts('<p>The <b>BKA</b>\n  asked&nbsp;<a href="/">Tele</a>gram.</p>')).toEqual(['The BKA asked Telegram.']);
  });

  it('separates text around a block from the block', () => {
    expect(texts('<div>Before<p>Inside</p>After</div>')).toEqual(['Before', 'Inside', 'After']);
  });

  it('keeps line breaks as such and the cells of a row apart', () => {
    expect(texts('<p>One<br>Two</p><table><tr><td>3</td><td>4</td></tr></table>')).toEqual(['One\nTwo', '3 4']);
  });

  it('parts text that is shown as it was typed at blank lines', () => {
    const { body } = parseQuickly('<html><body><pre>one\nline\n\n \ntwo</pre></body></html>');
    expect(readBlocks(body).map(({ text }) => text)).toEqual(['one line', 'two']);
  });

  it('keeps a time apart from what is beside it', () => {
    const { body } = parseQuickly('<html><body><p><span>By Ada</span><time>10:05</time>, then</p></body></html>');
    expect(readBlocks(body).map(({ text }) => text)).toEqual(['By Ada 10:05, then']);
  });

  it('tells how much of a block is links and times', () => {
    const [block] = readBlocks(
      parseQuickly('<html><body><p>1234 <a href="/">56</a><time>78</time></p></body></html>').body,
    );
    expect(block).toEqual({ text: '1234 56 78', marginal: 4 / 10, heading: false, listed: false });
  });
});
