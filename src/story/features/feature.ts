/**
 * What an article is known by. `sound`: a word by how it sounds; `number`; `place`: a country or city of CLDR; `sign`: what a common word
 * means in any language; `alias`: a group of names that
 * the operator knows; `term`: a word of the article's own language.
 */
export type FeatureKind = 'sound' | 'number' | 'place' | 'sign' | 'alias' | 'term';

/** Where a feature stands, as bits. */
export const AT = { title: 1, lead: 2 } as const;

/** How surely a `sound` is a name: a common word, a word of a script without capitals, a name. */
export const NAME = { no: 0, perhaps: 1, yes: 2 } as const;

/** Something that an article says. */
export interface Feature {
  kind: FeatureKind;
  /** Under which it is counted and looked up; signed, 32 bits. */
  key: number;
  /** Bits of {@link AT}. */
  at: number;
  /** How often, 15 at most. */
  count: number;
  /** One of {@link NAME}; 0 for other kinds. */
  name: number;
  /** The skeleton of a sound, the value of a number, the code of a place, the name of an alias group; empty for a term. */
  value: string;
  /** How telling it is: the negated logarithm of the share of articles that say it, in nats. 0 until it is weighed. */
  rare: number;
  /** For a sound, the same of its coarse form, under `coarseKey`; as `rare` and `key` for other kinds. */
  coarseRare: number;
  coarseKey: number;
  /** As it was written, for people; empty where nobody is told of it. */
  written: string;
}

/** What is asked of the texts of an article. */
export interface ReadableText {
  title: string;
  text: string;
  /** ISO 639-1 code or BCP 47 tag, or null. */
  language: string | null;
}
