import type { Inflection } from './inflection.ts';

/**
 * Swahili nouns change at the beginning: a prefix says class and number (E. O. Ashton, Swahili Grammar, the noun
 * classes). One row a class: singular, plural; `-` stands for no prefix.
 */
const CLASSES = ['m wa', 'mw wa', 'mw w', 'm mi', 'mw mi', 'ki vi', 'ch vy', '- ma', 'ji ma', 'u n'].map((row) =>
  row.split(' ').map((prefix) => (prefix === '-' ? '' : prefix)),
);
const PREFIXES = [...new Set(CLASSES.flat())];
/** In letters; with `-` and `ma` two words are easily taken for one, so that more is asked. */
const MIN_BASE = 2;
const MIN_BASE_ALONE = 4;

/** The ending of places: nchini is in the country, shuleni at school. In letters before it. */
const LOCATIVE = /(?<=.{3}[aeiou])ni$/;

/** E. O. Ashton, Swahili Grammar: nouns of one class meet, singular and plural, at a place or not. */
export const swahili: Inflection = {
  askedKeys: ({ bare }) => basesOf(bare),
  foundKeys: ({ bare }) => basesOf(bare),
  meets: (asked, found) => {
    const [one, other] = [asked.bare.replace(LOCATIVE, ''), found.bare.replace(LOCATIVE, '')];
    return one === other || areOfOneClass(one, other);
  },
};

function areOfOneClass(asked: string, found: string): boolean {
  return CLASSES.some((prefixes) =>
    prefixes.some((one) =>
      prefixes.some((other) => {
        if (one === other || !asked.startsWith(one) || !found.startsWith(other)) return false;
        const base = asked.slice(one.length);
        const isLong = base.length >= (prefixes.includes('') ? MIN_BASE_ALONE : MIN_BASE);
        return isLong && base === found.slice(other.length);
      }),
    ),
  );
}

function basesOf(word: string): string[] {
  const noun = word.replace(LOCATIVE, '');
  return PREFIXES.filter((prefix) => noun.startsWith(prefix) && noun.length - prefix.length >= MIN_BASE).map((prefix) =>
    noun.slice(prefix.length),
  );
}
