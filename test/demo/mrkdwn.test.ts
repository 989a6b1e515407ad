import { readMrkdwn } from '../../src/demo/capture/mrkdwn.ts';

describe('mrkdwn', () => {
  it('reads bold, italic, strike and code', () => {
    expect(readMrkdwn('*a* _b_ ~c~ `d`')).toEqual([
      { kind: 'styled', style: 'bold', spans: [{ kind: 'text', text: 'a' }] },
      { kind: 'text', text: ' ' },
      { kind: 'styled', style: 'italic', spans: [{ kind: 'text', text: 'b' }] },
      { kind: 'text', text: ' ' },
      { kind: 'styled', style: 'strike', spans: [{ kind: 'text', text: 'c' }] },
      { kind: 'text', text: ' ' },
      { kind: 'code', text: 'd' },
    ]);
  });

  it('reads a link inside bold', () => {
    expect(readMrkdwn('*<http://127.0.0.1/a?b=1&amp;c=2|A &lt; B>*')).toEqual([
      {
        kind: 'styled',
        style: 'bold',
        spans: [{ kind: 'link', url: 'http://127.0.0.1/a?b=1&c=2', spans: [{ kind: 'text', text: 'A < B' }] }],
      },
    ]);
  });

  it.each([
    ['<!channel>', '@channel'],
    ['<!here|here>', 'here'],
    ['<@U123>', '@U123'],
    ['<#C1|general>', 'general'],
  ])('shows %s as a mention', (text, shown) => {
    expect(readMrkdwn(text)).toEqual([{ kind: 'mention', text: shown }]);
  });

  it('shows the label of a date', () => {
    expect(readMrkdwn('<!date^1700000000^{date_short}|14 Nov 2023>')).toEqual([{ kind: 'text', text: '14 Nov 2023' }]);
  });

  it.each(['2*3*4', '* not bold *', 'snake_case_name', '*open', 'a < b', '&lt;!channel&gt;'])(
    'leaves %s as text',
    (text) => {
      expect(readMrkdwn(text).map(({ kind }) => kind)).toEqual(['text']);
    },
  );

  it('ends a style at the end of its line', () => {
    expect(readMrkdwn('*a\nb*').map(({ kind }) => kind)).toEqual(['text', 'break', 'text']);
  });
});
