import { refuseResponse } from '../../../src/extract/page/guard.ts';
import { prune } from '../../../src/extract/page/prune.ts';

function refuseMarkup(html: string): string | null {
  const pruned = prune(html);
  return pruned.kind === 'refused' ? pruned.reason : null;
}

describe('refuseResponse', () => {
  const page = Buffer.from('<p>text</p>');

  it('accepts HTML, XHTML and plain text, and pages without a content type', () => {
    for (const type of ['text/html; charset=utf-8', 'Application/XHTML+XML', 'text/plain', null, '']) {
      expect(refuseResponse(page, type)).toBeNull();
    }
  });

  it('refuses other types, empty and oversized pages', () => {
    expect(refuseResponse(page, 'application/pdf')).toMatch('content type');
    expect(refuseResponse(Buffer.alloc(0), 'text/html')).toBe('empty page');
    expect(refuseResponse(Buffer.alloc(6_000_001), 'text/html')).toMatch('larger');
  });
});

describe('the guard of markup', () => {
  it('accepts an ordinary page', () => {
    expect(refuseMarkup('<!doctype html><html><body><p>One<br><p>Two<ul><li>a<li>b</ul></body></html>')).toBeNull();
  });

  it('refuses binary data', () => {
    expect(refuseMarkup('\u0001\u0002\ufffd'.repeat(100))).toMatch('binary');
  });

  it('refuses what would make too large or too deep a tree', () => {
    expect(refuseMarkup('<br>x'.repeat(60_001))).toMatch('60000 tags');
    expect(refuseMarkup('<b>'.repeat(999) + '</i>'.repeat(60_001))).toMatch('closing tags');
    expect(refuseMarkup(`<p ${Array.from({ length: 300_001 }, (_, i) => `a${i}=b`).join(' ')}>`)).toMatch('attributes');
    expect(refuseMarkup('<div>'.repeat(1_001))).toMatch('nested');
    expect(refuseMarkup('<b></i>'.repeat(1_001))).toMatch('nested');
    expect(refuseMarkup('<p><a>'.repeat(1_001))).toMatch('nested');
  });

  it('refuses text that falls into too many pieces when Readability writes and parses it again', () => {
    for (const sign of ['&', '& ', '<', '&nbsp;', '&lt;', '\u00a0']) {
      expect([sign, refuseMarkup(sign.repeat(100_001))]).toEqual([sign, expect.stringMatching('texts')]);
    }
  });

  it('counts no nest where tags end each other or are not tags at all, and no signs of code', () => {
    expect(refuseMarkup(`${'<p>x<br>'.repeat(2_000)}<ul>${'<li>y'.repeat(2_000)}`)).toBeNull();
    expect(
      refuseMarkup(`<script>${'"<div>" && '.repeat(60_000)}</script><!-- ${'<div>'.repeat(5_000)} -->`),
    ).toBeNull();
  });
});
