import { asOneLine, shorten } from '../../src/alert/text.ts';

describe('a line of foreign text', () => {
  it('has no line breaks, tabs or control characters', () => {
    expect(asOneLine('one\r\nBcc: all@example.org\t\u0000two')).toBe('one Bcc: all@example.org two');
  });

  it('reads in the order it is written', () => {
    expect(asOneLine('exam\u202egpj.exe\u202c \u2067abc\u2069')).toBe('examgpj.exe abc');
  });

  it('keeps what scripts and emoji need between their letters', () => {
    expect(asOneLine('می\u200cخواهم 👩\u200d🚒')).toBe('می\u200cخواهم 👩\u200d🚒');
  });

  it('is well-formed Unicode', () => {
    expect(asOneLine('a\ud83d').isWellFormed()).toBe(true);
  });
});

describe('a shortened text', () => {
  it('is left alone when it fits', () => {
    expect(shorten('Telegram', 8)).toBe('Telegram');
  });

  it('ends in an ellipsis and has the asked length at most', () => {
    expect(shorten('Telegram', 7)).toBe('Telegr…');
  });

  it('never ends inside an emoji or an accented letter', () => {
    expect(shorten(`ab👩\u200d👩\u200d👧\u200d👦cd`, 8)).toBe('ab…');
    expect(shorten('abe\u0301\u0323fgh', 5)).toBe('ab…');
  });

  it('is bounded even if one character never ends', () => {
    const short = shorten(`a${'\u0301'.repeat(10_000)}`, 100);
    expect(short).toHaveLength(100);
  });
});
