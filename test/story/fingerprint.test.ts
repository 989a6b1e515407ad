import { textFingerprint as fingerprint, storyKeys } from '../../src/story/fingerprint.ts';

const textFingerprint = (words: string) => fingerprint(words, 200);

const text =
  'The council voted on Monday evening to keep the old market hall, after two hours of debate and a petition signed by ' +
  'nine thousand people.\n\nThe hall will close for repairs in January, and its forty traders will move to tents on the ' +
  'square, where they pay half the rent.';

describe('textFingerprint', () => {
  it('is the same for a copy in other case, punctuation, white space and Unicode form', () => {
    const copy = text.toUpperCase().replaceAll(', ', ' – ').replaceAll('\n\n', ' ').replaceAll(' ', '\u00a0 ');
    expect(textFingerprint(copy)).toBe(textFingerprint(text));
    expect(textFingerprint(`Zoë ${text}`)).toBe(textFingerprint(`Zoe\u0308 ${text}`));
  });

  it('differs as soon as a word, a digit or a vowel sign differs', () => {
    expect(textFingerprint(text.replace('January', 'March'))).not.toBe(textFingerprint(text));
    expect(textFingerprint(`1 ${text}`)).not.toBe(textFingerprint(`2 ${text}`));
    expect(textFingerprint(`की ${text}`)).not.toBe(textFingerprint(`का ${text}`));
  });

  it('is null for short texts, which are the same in different articles', () => {
    expect(textFingerprint('Please enable JavaScript to read this article.')).toBeNull();
    expect(textFingerprint(`${'. '.repeat(500)}short`)).toBeNull();
  });
});

describe('storyKeys', () => {
  const matched = { matchedInText: true };
  const unmatched = { matchedInText: false };

  it('knows a short text only by the words that were looked for', () => {
    const short = 'Telegram has given user data to the police, a magazine says.';
    expect(storyKeys({ canonicalUrl: null, text: short }, matched)).toEqual([`text:${fingerprint(short, 40)}`]);
    expect(storyKeys({ canonicalUrl: null, text: short }, unmatched)).toEqual([]);
    expect(storyKeys({ canonicalUrl: null, text: 'Telegram is down.' }, matched)).toEqual([]);
  });

  it('gives the canonical URL and the text, each as far as the article has it', () => {
    const canonicalUrl = 'https://post.example/a';
    const textKey = `text:${textFingerprint(text)}`;
    expect(storyKeys({ canonicalUrl, text }, unmatched)).toEqual([
      'url:https://post.example/a',
      'address:post.example/a',
      textKey,
    ]);
    expect(storyKeys({ canonicalUrl: null, text }, unmatched)).toEqual([textKey]);
    expect(storyKeys({ canonicalUrl, text: 'short' }, unmatched)).toEqual([
      'url:https://post.example/a',
      'address:post.example/a',
    ]);
    expect(storyKeys({ canonicalUrl: null, text: '' }, unmatched)).toEqual([]);
  });
});
