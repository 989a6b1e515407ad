import { isCopied } from '../copies/copy.ts';
import type { Signature } from '../signature.ts';
import { type Commons, type IndexedProfile, indexed } from './common.ts';
import { logOdds, type Model } from './model.ts';
import { classOf, MEASURES, measurePair, type Pair } from './pair.ts';
import { profileOf } from './profile.ts';

/** How two articles hang together. */
export interface Link {
  /**
   * `copy`: the same text or a part of it; `rewrite`: it may say the same; `template`: the same text about something else,
   * as weather, prices and obituaries are written, and as walls of a paywall or a consent page stand below every headline.
   */
  kind: 'copy' | 'rewrite' | 'template';
  /** How surely they tell one story, in nats of odds. */
  score: number;
  /** What they have in common. */
  commons: Commons;
  /** False for a copy that is a small part of a text with another headline, which may be a round-up: other links must agree. */
  isSure: boolean;
  /** The cosine of their embeddings, if that counts in the score. */
  embedding?: number;
}

/** A text that is so many times as long as its part, and has another headline, holds much else. */
const MAX_TIMES = 5;
/** From which share on, missing in the other article, a headline is another one. */
const OTHER_HEADLINE = 0.34;

/** Compares one article with others. */
export interface Comparer {
  pair(other: Signature): Pair;
  link(other: Signature, model: Model): Link;
}

const HEADLINE = MEASURES.indexOf('titleFoundLess');
/** What a copy counts, in nats of odds. */
const COPY_SCORE = 9;
/** From which Jaccard similarity on two texts are as good as the same. */
const SAME_TEXT = 0.5;
/** From which similarity, of so many shingles, a name or number that differs is that of an agency, a page, a copy. */
const WHOLE_TEXT = { jaccard: 0.97, size: 200 };
/** Shingles of a text all of which is read. */
const SHORT_TEXT = 120;
/** What two articles of one template count at most. */
const TEMPLATE_SCORE = -1;
/** From which Jaccard similarity on two texts have phrases of one template in common, by chance hardly a twentieth. */
const ALIKE = 0.2;
/** Of what the headline says, the share that has to stand in the other article, too, for the link to be good by itself. */
const MIN_HEADLINE = 0.2;
/** What two articles count at most of which one does not speak of the other's headline. */
const APART_SCORE = 3;
/**
 * From which shares on headlines, or the names or numbers at the head of two texts, are of different things. A copy may carry
 * a headline of its own; a text with some of the same phrases has other words of its own for the same thing.
 */
const APART = { names: 0.3, numbers: 0.5, headlinesOfCopies: 0.5, headlinesOfPhrases: 0.33 };

/**
 * Prepares an article whose features are weighed for comparisons with others.
 *
 * @param ofWatch Keys that are hardly any evidence here: of what every article of a watch has in common.
 */
export function comparer(signature: Signature, ofWatch?: ReadonlySet<number>): Comparer {
  const profiles: { fine?: IndexedProfile; coarse?: IndexedProfile } = {};
  function pair(other: Signature): Pair {
    const pairClass = classOf(signature, other);
    const form = pairClass === 'cjk' ? 'coarse' : 'fine';
    const isCoarse = form === 'coarse';
    const own = profiles[form] ?? indexed(profileOf(signature, isCoarse, ofWatch));
    profiles[form] = own;
    return measurePair(own, profileOf(other, isCoarse, ofWatch), pairClass);
  }
  return { pair, link: (other, model) => linkOf(pair(other), model) };
}

/** How two articles of which so much was measured hang together. */
export function linkOf(pair: Pair, model: Model): Link {
  const { commons, sizes, resemblance } = pair;
  const score = logOdds(model[pair.class], pair.measures);
  const isCopy = isCopied(sizes, resemblance);
  if ((isCopy || resemblance.jaccard >= ALIKE) && (isTemplate(pair, isCopy) || isFilledIn(pair)))
    return { kind: 'template', score: Math.min(score, TEMPLATE_SCORE), commons, isSure: false };
  if (!isCopy) {
    const most = isHeadlineApart(pair) ? APART_SCORE : score;
    return { kind: 'rewrite', score: Math.min(score, most), commons, isSure: false };
  }
  const isLarge = Math.max(...sizes) <= MAX_TIMES * Math.min(...sizes);
  const isSure = isLarge || pair.apart.headline < OTHER_HEADLINE;
  return { kind: 'copy', score: Math.max(score, COPY_SCORE), commons, isSure };
}

/** Two reports of one company, one minister, one match in one language: much is common, but not what either is about. */
function isHeadlineApart({ class: pairClass, measures }: Pair): boolean {
  return pairClass === 'sameLanguage' && measures[HEADLINE]! < MIN_HEADLINE;
}

/** Into nearly the same text another place, name or number was filled; of a long text, not all that it says is known. */
function isFilledIn({ resemblance, sizes, apart }: Pair): boolean {
  return apart.isFilledIn && (resemblance.jaccard >= SAME_TEXT || Math.max(...sizes) <= SHORT_TEXT);
}

/** Of a copy, what one says at its head is in the other, too, even where each has a headline of its own. */
function isTemplate({ resemblance, sizes, apart: { headlines, names, numbers } }: Pair, isCopy: boolean): boolean {
  const others = isCopy ? APART.headlinesOfCopies : APART.headlinesOfPhrases;
  if (headlines >= others) return true;
  const isWhole = resemblance.jaccard >= WHOLE_TEXT.jaccard && Math.min(...sizes) >= WHOLE_TEXT.size;
  return !isWhole && (names >= APART.names || numbers >= APART.numbers);
}
