import { counted } from '../../language/counted.ts';
import { type CompiledQuery, compileQuery, type Proximity } from '../index/compile.ts';
import { countApart, EVERYWHERE, mentionsOf, type Parts, satisfies } from '../index/evaluate.ts';
import type { Mention, TermMention } from '../index/mentions.ts';
import { createReader, type Reading } from '../index/reading.ts';
import type { ResolvedAliases } from '../query/aliases.ts';
import { printQuery } from '../query/print.ts';
import type { QueryTree } from '../query/tree.ts';
import type { Term } from '../terms/term.ts';
import { Terms } from '../terms/terms.ts';
import { fieldAt, type ReadableArticle } from '../text/fields.ts';
import { type Hint, hintsFor } from './hints.ts';

/** Why a part of a query holds in an article, or does not. Plain JSON. */
export interface Explanation {
  /** The part, in the watch language. */
  query: string;
  holds: boolean;
  /** A clause that says where it stands, or what failed: `Telegram at word 3, BKA at word 41: 37 words between, 25 allowed`. */
  reason: string;
  /** What the author of the query may want to know: forms of a term that stand there and are not counted. */
  hints: Hint[];
  /** Of the parts that this one is made of. */
  operands: Explanation[];
}

/** What every part of an explanation is told from. */
interface Context {
  aliases: ResolvedAliases;
  terms: Terms;
  reading: Reading;
}

/** A part of a query, as written and as compiled. */
interface Part {
  tree: QueryTree;
  compiled: CompiledQuery;
  operands: Part[];
}

/** Places of one term that are named. */
const MAX_PLACES = 3;

/**
 * Tells for each part of a query where it stands in an article and what failed. Slow beside a match: it is for one query
 * and one article. Every alias of `tree` must be known.
 *
 * @param language The query is written in, as a BCP 47 tag, or null.
 */
export function explain(
  tree: QueryTree,
  article: ReadableArticle,
  aliases: ResolvedAliases,
  language: string | null,
): Explanation {
  const terms = new Terms(aliases);
  const part = partOf(tree, terms, language);
  return tell(part, { aliases, terms, reading: createReader(terms).read(article) }, EVERYWHERE);
}

function partOf(tree: QueryTree, terms: Terms, language: string | null): Part {
  const whole = compileQuery(tree, terms, language);
  const operands = operandsOf(tree).map((operand) => partOf(operand, terms, language));
  // What a scope holds means something else when it is compiled without it.
  const isMetadata = tree.kind === 'scope' && whole.kind !== 'within';
  return { tree, compiled: whole, operands: isMetadata ? [] : operands };
}

/** The parts that a part of a query is made of. */
export function operandsOf(tree: QueryTree): QueryTree[] {
  switch (tree.kind) {
    case 'and':
    case 'or':
      return tree.operands;
    case 'near':
    case 'notNear':
      return [tree.left, tree.right];
    case 'not':
    case 'scope':
    case 'first':
    case 'atLeast':
      return [tree.operand];
    case 'term':
    case 'loosePhrase':
    case 'alias':
      return [];
  }
}

function tell(part: Part, context: Context, parts: Parts): Explanation {
  const { tree, compiled } = part;
  const inner = compiled.kind === 'within' ? [...parts, compiled.part] : parts;
  const holds = satisfies(compiled, context.reading, parts);
  return {
    query: printQuery(tree),
    holds,
    reason: reasonFor(part, context, parts, holds),
    hints: satisfies(compiled, context.reading) ? [] : hintsOf(tree, context),
    operands: part.operands.map((operand) => tell(operand, context, inner)),
  };
}

/** Hints for a term, or for the names of an alias. */
function hintsOf(tree: QueryTree, { aliases, reading }: Context): Hint[] {
  if (tree.kind === 'term') return hintsFor(tree, reading);
  if (tree.kind !== 'alias') return [];
  const hints = aliases.groups.get(tree.name)!.flatMap((name) => hintsFor(name, reading));
  return [...new Map(hints.map((hint) => [hint.surface, hint])).values()].slice(0, MAX_PLACES);
}

function reasonFor({ tree, compiled, operands }: Part, context: Context, parts: Parts, holds: boolean): string {
  switch (compiled.kind) {
    case 'term':
    case 'loosePhrase':
      return holds ? whereabouts(mentionsOf(compiled, context.reading, parts), context) : elsewhere(compiled, context);
    case 'and': {
      const failed = operands.filter((operand) => !satisfies(operand.compiled, context.reading, parts));
      if (operands.length === 0) return whetherFound(holds);
      return holds
        ? 'all of its parts hold'
        : `missing: ${failed.map(({ tree: part }) => printQuery(part)).join('; ')}`;
    }
    case 'or': {
      const met = operands.filter((operand) => satisfies(operand.compiled, context.reading, parts));
      if (operands.length === 0) return whetherFound(holds);
      return holds ? `holds: ${met.map(({ tree: part }) => printQuery(part)).join('; ')}` : 'none of its parts holds';
    }
    case 'not':
      return holds ? 'what it excludes does not stand there' : 'what it excludes stands there';
    case 'near':
      return nearness(compiled, context, parts);
    case 'notNear':
      return remoteness(compiled, context, parts);
    case 'atLeast':
      return enoughMentions(compiled.operand, compiled.count, context, parts);
    case 'within':
      return holds
        ? 'holds there'
        : `does not hold ${tree.kind === 'first' ? `within the first ${counted(tree.words, 'word')}` : 'there'}`;
  }
}

function whetherFound(holds: boolean): string {
  return holds ? 'found' : 'not found';
}

/** Where a term stands that does not stand where it is looked for. */
function elsewhere(compiled: CompiledQuery, context: Context): string {
  const mentions = mentionsOf(compiled, context.reading);
  if (mentions.length > 0) return `${whereabouts(mentions, context)}: not where it is looked for`;
  return (compiled.kind === 'term' && wordsOfPhrase(compiled, context)) || whereabouts(mentions, context);
}

/** Where the words of a phrase stand that does not stand there as a whole; null for what is no phrase, or lacks a word. */
function wordsOfPhrase({ atom, text }: Term, context: Context): string | null {
  // Of a term that can be written in several ways, as the query writes it.
  const written = context.terms.namesOf(atom)?.[0]?.atom ?? atom;
  const words = context.terms.phrases.get(written)?.words ?? [];
  const places = words.map((word) => context.reading.placesOf(word)[0]);
  const parts = text.split(/[\s-]+/);
  const missing = places.findIndex((place) => !place);
  if (missing >= 0) return parts.length === words.length ? `${parts[missing]} does not stand in the article` : null;
  if (places.length === 0) return null;
  return `${places.map((place) => nameOf(place!, context)).join(', ')}: nowhere in a row within one sentence`;
}

function whereabouts(mentions: readonly Mention[], context: Context): string {
  if (mentions.length === 0) return 'does not stand in the article';
  const named = mentions.slice(0, MAX_PLACES).map((mention) => nameOf(mention, context));
  const more = mentions.length - named.length;
  return `${named.join(', ')}${more > 0 ? `, and ${more} more` : ''}`;
}

/** `Bundeskriminalamt at word 41`: the article's own words, and where they stand, counted from 1. */
function nameOf(mention: Mention, { reading }: Context): string {
  const { field, place: source, text, base, tokens } = fieldAt(reading.fields, mention.first);
  const words = text.slice(tokens.starts[mention.first - base], endOf(mention, tokens.ends[mention.last - base]!));
  const place = `${words.replace(/\s+/g, ' ')} at word ${mention.first - base + 1}`;
  if (source !== null) return `${place} of the headline in ${source}`;
  return field === 'text' ? place : `${place} of the ${field}`;
}

function endOf(mention: Mention, endOfWord: number): number {
  return 'end' in mention ? (mention as TermMention).end : endOfWord;
}

/** The two mentions that come closest to being near, and what keeps them apart. */
function nearness(query: Proximity, context: Context, parts: Parts): string {
  const { reading } = context;
  const left = mentionsOf(query.left, reading, parts);
  const right = mentionsOf(query.right, reading, parts);
  if (left.length === 0 || right.length === 0) {
    return left.length + right.length === 0
      ? 'neither side stands in the article'
      : 'one side does not stand in the article';
  }
  const closest = closestOf(left, right);
  if (!closest) return 'there are no two mentions that do not overlap';
  const [before, after] = closest;
  const pair = `${nameOf(before, context)}, ${nameOf(after, context)}`;
  const field = fieldAt(reading.fields, before.first);
  if (field !== fieldAt(reading.fields, after.first)) return `${pair}: not in the same field`;
  const between = after.first - before.last - 1;
  const words = `${counted(between, 'word')} between`;
  const isTurned = query.ordered && !left.includes(before);
  const order = isTurned ? ', in the other order' : '';
  if (query.reach.unit === 'words') return `${pair}: ${words}, ${query.reach.distance} allowed${order}`;
  const { sentenceOf, paragraphOf } = field.sentences();
  const unitOf = query.reach.unit === 'sentence' ? sentenceOf : paragraphOf;
  const isSame = unitOf[before.first - field.base] === unitOf[after.last - field.base];
  return `${pair}: ${isSame ? 'in the same' : 'not in the same'} ${query.reach.unit}${order}`;
}

/** Of two different mentions, one of each side, those with the fewest words between; the one that stands first first. */
function closestOf(left: readonly Mention[], right: readonly Mention[]): [Mention, Mention] | null {
  const all = [
    ...left.map((mention) => ({ mention, side: 'left' })),
    ...right.map((mention) => ({ mention, side: 'right' })),
  ].sort((a, b) => a.mention.first - b.mention.first);
  let closest: [Mention, Mention] | null = null;
  const last = new Map<string, Mention>();
  for (const { mention, side } of all) {
    const before = last.get(side === 'left' ? 'right' : 'left');
    if (before && before.last < mention.first && (!closest || distance([before, mention]) < distance(closest)))
      closest = [before, mention];
    last.set(side, mention);
  }
  return closest;
}

function distance([before, after]: [Mention, Mention]): number {
  return after.first - before.last;
}

function remoteness(query: Proximity, context: Context, parts: Parts): string {
  const alone = mentionsOf(query, context.reading, parts);
  if (alone.length > 0) return `alone: ${whereabouts(alone, context)}`;
  const left = mentionsOf(query.left, context.reading, parts);
  if (left.length === 0) return 'the left side does not stand in the article';
  return `each mention of the left side has one of the right side near it: ${nearness({ ...query, kind: 'near' }, context, parts)}`;
}

function enoughMentions(operand: CompiledQuery, asked: number, context: Context, parts: Parts): string {
  const mentions = mentionsOf(operand, context.reading, parts);
  const found = countApart(mentions);
  return `${counted(found, 'mention')}, ${asked} asked for`;
}
