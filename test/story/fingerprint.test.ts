import { storyKeys, textFingerprint } from '../../src/story/fingerprint.ts';

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
  it('gives the canonical URL and the text, each as far as the article has it', () => {
    const canonicalUrl = 'https://post.example/a';
    const textKey = `text:${textFingerprint(text)}`;
    expect(storyKeys({ canonicalUrl, text })).toEqual(['url:https://post.example/a', textKey]);
    expect(storyKeys({ canonicalUrl: null, text })).toEqual([textKey]);
    expect(storyKeys({ canonicalUrl, text: 'short' })).toEqual(['url:https://post.example/a']);
    expect(storyKeys({ canonicalUrl: null, text: '' })).toEqual([]);
  });
});
