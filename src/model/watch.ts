/** What an operator wants to hear of. */
export interface Watch {
  id: string;
  name: string | null;
  /** In the watch language, see docs/watch-language.md. */
  query: string;
  tags: string[];
  /** A free label such as `low`, `high`, `critical`; shown in the alert. Null when not given. */
  severity: string | null;
  /** Ids of the receivers that hear of a match; none: the tree of routes says who does. */
  receivers: string[];
  /** The language the query is written in, as a BCP 47 tag, or null. */
  language: string | null;
  /** The query language of another product that the query is written in, or null for Wirewatch's own. */
  dialect: Dialect | null;
}

/** Query languages of other products that a watch may be written in. */
export type Dialect = 'factiva' | 'lexis';

/** Names for one thing, by alias name without the `@`: `bka` → [`Bundeskriminalamt`, `{BKA}`, …]. */
export type Aliases = Record<string, string[]>;

/**
 * The part of an article a query looks at. Nothing matches across two fields. All but `title`, `headline` and `text` are
 * looked at by a query that names them only. `headline` is one of the article's other headlines, each a field of its own,
 * which `title:` looks at as well.
 */
export type Field = 'title' | 'headline' | 'text' | 'url' | 'author' | 'source' | 'lang' | 'country' | 'tag';

/**
 * One mention that made a watch match. Offsets are UTF-16 code units into the article's own field, `end` exclusive; where a
 * field is a list (authors, tags), into its values with an empty line between two.
 */
export interface Hit {
  field: Field;
  /** Where the headline stood ({@link OtherHeadline.place}), for a hit in another one than the title. */
  place?: string;
  start: number;
  end: number;
  /** The words of the article, as they stand there. */
  surface: string;
  /** The term of the query, or the alias member, that met them. */
  term: string;
  /** The alias the term came from, without `@`, or null. */
  alias: string | null;
}

/** Two hits that stood near enough to each other. */
export interface Proximity {
  /** Indexes into {@link Evidence.hits}. */
  left: number;
  right: number;
  /** Words between the two, 0 = adjacent. */
  wordsBetween: number;
  /** What the query allowed: so many words, or the same sentence or paragraph. */
  allowed: number | 'sentence' | 'paragraph';
}

/** A sentence that holds hits, cut out so that it can be shown without the article. */
export interface Passage {
  field: Field;
  /** As of its hits. */
  place?: string;
  /** Offset of the passage in its field, in UTF-16 code units. */
  start: number;
  /** The article's own words. */
  text: string;
  /** Indexes into {@link Evidence.hits} of the hits inside, in the order of the text. */
  hits: number[];
}

/** Why a watch matched an article: enough to show and mark it without either. Plain JSON. */
export interface Evidence {
  hits: Hit[];
  proximities: Proximity[];
  /**
   * The best passage first: the one with the closest proximity, or the most different terms. Empty only when nothing in
   * title or text was asked for.
   */
  passages: Passage[];
}

/** A watch that an article satisfies. */
export interface Match {
  watchId: string;
  evidence: Evidence;
}
