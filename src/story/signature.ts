import { type Sketch, sketchOf } from './copies/sketch.ts';
import { type KnownAliases, knownAliases } from './features/aliases.ts';
import type { Feature } from './features/feature.ts';
import { featuresOf } from './features/features.ts';
import { hashText } from './hash.ts';

/** Changes whenever signatures of before can no longer be compared with those of now. */
export const SIGNATURE_VERSION = 1;

/** Which letters an article is written in; pairs are scored by those of both. */
export type Writing = 'latin' | 'cjk' | 'other';

/** What is kept of an article to tell which story it tells: everything that grouping asks of it. */
export interface Signature {
  version: number;
  /** ISO 639-1 code without region, or null. */
  language: string | null;
  writing: Writing;
  /** When it was published, ms since 1970; null: nobody knows, or nobody can (times to come). */
  publishedAt: number | null;
  /** A number for the host it is from; null: unknown. */
  host: number | null;
  /** Letters of title and text. */
  length: number;
  sketch: Sketch;
  features: Feature[];
}

/** What is asked of an article. */
export interface SignableArticle {
  title: string;
  text: string;
  url: string | null;
  /** ISO 639-1 code or BCP 47 tag, or null. */
  language: string | null;
  publishedAt: Date | null;
}

const NO_ALIASES = knownAliases({});
const CJK = /[\p{sc=Han}\p{sc=Hiragana}\p{sc=Katakana}\p{sc=Hangul}]/gu;
const LATIN = /\p{sc=Latin}/gu;
const SAMPLE = 600;

/** The signature of an article; 1 to 3 ms for a long one, bounded for any. */
export function signatureOf(article: SignableArticle, aliases: KnownAliases = NO_ALIASES): Signature {
  const { title, text, url, language, publishedAt } = article;
  const time = publishedAt?.getTime() ?? Number.NaN;
  return {
    version: SIGNATURE_VERSION,
    language: language?.split('-', 1)[0]?.toLowerCase() ?? null,
    writing: writingOf(`${title} ${text.slice(0, SAMPLE)}`),
    publishedAt: Number.isNaN(time) ? null : time,
    host: hostOf(url),
    length: title.length + text.length,
    sketch: sketchOf(text),
    features: featuresOf({ title, text, language }, aliases),
  };
}

function writingOf(sample: string): Writing {
  const cjk = sample.match(CJK)?.length ?? 0;
  const latin = sample.match(LATIN)?.length ?? 0;
  if (3 * cjk > latin && cjk > 0) return 'cjk';
  return 2 * latin >= sample.replace(/\P{L}/gu, '').length ? 'latin' : 'other';
}

function hostOf(url: string | null): number | null {
  const host = url === null ? undefined : URL.parse(url)?.hostname;
  return host ? hashText(host.replace(/^www\./, '')) : null;
}
