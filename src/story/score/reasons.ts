import type { Common } from './common.ts';
import type { Link } from './link.ts';

/** Why two articles are taken for one story, as data. */
export type Reason =
  | { kind: 'copy' }
  /** The most telling ones, as the article that came later writes them. */
  | { kind: 'names' | 'places' | 'aliases'; words: string[] }
  /** `found` of the `of` numbers that stand in the article with fewer are in both. */
  | { kind: 'numbers'; words: string[]; found: number; of: number }
  /** The cosine of their embeddings. */
  | { kind: 'embedding'; cosine: number }
  /** How many hours the later one was published after the other. */
  | { kind: 'later'; hours: number };

/** Two articles as far as their reasons ask. */
interface Told {
  publishedAt: number | null;
  features: readonly { kind: string }[];
}

const MAX_WORDS = 5;
const HOUR = 3_600_000;

/** The reasons for a link, the strongest kinds first; never none. */
export function reasonsOf({ kind, commons, embedding }: Link, article: Told, other: Told): Reason[] {
  const numbersOf = ({ features }: Told) => features.filter((feature) => feature.kind === 'number').length;
  const names = telling(commons.names);
  const aliases = telling(commons.groups);
  const places = telling(commons.places).filter((place) => !names.includes(place));
  const numbers = telling(commons.numbers);
  const hours = hoursBetween(article.publishedAt, other.publishedAt);
  return [
    ...(kind === 'copy' ? [{ kind: 'copy' } as const] : []),
    ...(aliases.length > 0 ? [{ kind: 'aliases', words: aliases } as const] : []),
    ...(names.length > 0 ? [{ kind: 'names', words: names } as const] : []),
    ...(places.length > 0 ? [{ kind: 'places', words: places } as const] : []),
    ...(numbers.length > 0
      ? [
          {
            kind: 'numbers',
            words: numbers,
            found: commons.numbers.length,
            of: Math.min(numbersOf(article), numbersOf(other)),
          } as const,
        ]
      : []),
    ...(embedding === undefined ? [] : [{ kind: 'embedding', cosine: Math.round(embedding * 100) / 100 } as const]),
    ...(hours === null ? [] : [{ kind: 'later', hours } as const]),
  ];
}

/** Reasons in words: "Telegram, BKA, Der Spiegel; 3 of 3 numbers; 5 h later". */
export function reasonsInWords(reasons: readonly Reason[]): string {
  return reasons.map(inWords).join('; ');
}

function inWords(reason: Reason): string {
  switch (reason.kind) {
    case 'copy':
      return 'the same text';
    case 'numbers':
      return `${reason.found} of ${reason.of} numbers`;
    case 'embedding':
      return `embedding ${reason.cosine.toFixed(2).replace(/^(-?)0/, '$1')}`;
    case 'later':
      return reason.hours === 0
        ? 'within the hour'
        : `${Math.abs(reason.hours)} h ${reason.hours > 0 ? 'later' : 'earlier'}`;
    default:
      return reason.words.join(', ');
  }
}

function telling(common: readonly Common[]): string[] {
  const words = common
    .toSorted((a, b) => b.sameness * b.a.weight - a.sameness * a.a.weight)
    .map(({ a, b }) => a.feature.written || b.feature.written)
    .filter((word) => word !== '');
  return [...new Set(words)].slice(0, MAX_WORDS);
}

function hoursBetween(later: number | null, earlier: number | null): number | null {
  return later === null || earlier === null ? null : Math.round((later - earlier) / HOUR);
}
