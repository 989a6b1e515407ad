import { type KnownAliases, knownAliases } from './aliases.ts';
import { featuresOf } from './features.ts';

const NO_ALIASES = knownAliases({});
const BEGINNINGS = /(?<![\p{L}\p{M}\p{N}])\p{Ll}/gu;
const WITHIN = ', ';

/**
 * All keys, fine and coarse, under which articles of a language have what words and phrases say, however they are
 * capitalised: what every article of a watch has in common is no evidence within that watch. To be passed as `without`.
 *
 * @param texts Words and phrases as people write them, without signs of the watch language.
 * @param language ISO 639-1 code or BCP 47 tag of the articles, or null.
 */
export function keysOfTerms(
  texts: readonly string[],
  language: string | null,
  aliases: KnownAliases = NO_ALIASES,
): Set<number> {
  const keys = new Set<number>();
  for (const phrase of texts) {
    const asName = phrase.replace(BEGINNINGS, (letter) => letter.toUpperCase());
    for (const text of new Set([phrase, phrase.toLowerCase(), phrase.toUpperCase(), asName])) {
      // As within a sentence of an article, where a capital makes a name.
      const features = featuresOf({ title: '', text: `${WITHIN}${text}`, language }, aliases);
      for (const { key, coarseKey } of features) keys.add(key).add(coarseKey);
    }
  }
  return keys;
}
