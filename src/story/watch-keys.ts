import type { KnownAliases } from './features/aliases.ts';
import { featuresOf } from './features/features.ts';

/** Different words of a match that are looked at: it has few. */
const MAX_WORDS = 40;

/**
 * The keys of the words by which an article met its watches. Every article of a watch has them in common, so that they are
 * hardly any evidence that two of them tell one story (`ofWatch`). Where they name a place, the place is still one.
 *
 * @param words As they stand in the article.
 */
export function keysOfWords(words: readonly string[], language: string | null, aliases: KnownAliases): Set<number> {
  const text = [...new Set(words)].slice(0, MAX_WORDS).join('. ');
  const features = featuresOf({ title: '', text, language }, aliases).filter(({ kind }) => kind !== 'place');
  return new Set(features.flatMap(({ key, coarseKey }) => [key, coarseKey]));
}
