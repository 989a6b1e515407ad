/**
 * Letters of Cyrillic and Greek that look like Latin ones in print, each with the Latin letter: the common part of the
 * Unicode table of confusables (UTS #39, confusables.txt), lower case.
 */
const LATIN_LIKE = new Map(
  Object.entries({
    ...{ а: 'a', в: 'b', с: 'c', ԁ: 'd', е: 'e', һ: 'h', і: 'i', ј: 'j', к: 'k', ӏ: 'l', м: 'm', н: 'h', о: 'o' },
    ...{ р: 'p', ԛ: 'q', ѕ: 's', т: 't', ц: 'u', ѵ: 'v', ԝ: 'w', х: 'x', у: 'y', г: 'r', п: 'n' },
    ...{ α: 'a', ε: 'e', η: 'n', ι: 'i', κ: 'k', ν: 'v', ο: 'o', ρ: 'p', τ: 't', υ: 'u', χ: 'x' },
  }),
);

/** `word` with the letters that only look Latin replaced by those they look like; null when there is none, or nothing else. */
export function asItLooks(word: string): string | null {
  const letters = [...word.toLowerCase()];
  const isMixed = letters.some((letter) => LATIN_LIKE.has(letter)) && letters.some((letter) => /[a-z]/.test(letter));
  return isMixed ? letters.map((letter) => LATIN_LIKE.get(letter) ?? letter).join('') : null;
}
