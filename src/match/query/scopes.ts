import { closest, didYouMean } from '../suggest.ts';
import { shown } from './error.ts';
import { type Sign, type Wrong, wrong } from './lexemes.ts';
import { type QueryTree, SCOPES, type Scope } from './tree.ts';

/** Names of scopes; null: a scope of that language which Wirewatch has no data for. */
export type ScopeNames = Record<string, Scope | null>;

/** Wirewatch's scopes, and those of Meltwater and Brandwatch that mean the same or that people paste in vain. */
const NAMES: ScopeNames = {
  ...Object.fromEntries(SCOPES.map((scope) => [scope, scope])),
  ...{ headline: 'title', body: 'text', content: 'text', site: 'source', sourcename: 'source', domain: 'source' },
  ...{ publication: 'source', subreddit: null, authorfollowers: null },
  ...{ language: 'lang', authorname: 'author', byline: 'author', tags: 'tag' },
  ...{ raw: null, ingress: null, hashtag: null, hashtags: null, links: null, city: null, state: null, region: null },
  ...{ location: null, continent: null, at_mentions: null, engagementtype: null, authorgender: null, rating: null },
  ...{ sentiment: null, mediatype: null, sourcetype: null, pagetype: null, reach: null, followers: null },
};

/** `title:`, before its operand. */
export function readColonScope(query: string): { sign: Sign | Wrong; length: number } | null {
  return readScopeAs(query, /^([a-z_]{2,20}):(?!\/\/)\s*/i, NAMES, (scope) => `${scope}:`);
}

/** What is wrong with a word directly before a parenthesis: the name of a scope, as Lexis writes it. */
export function explainScopeCall(word: string): Wrong | null {
  const scope = Object.hasOwn(NAMES, word.toLowerCase()) ? NAMES[word.toLowerCase()] : null;
  if (!scope) return null;
  const meant = `${scope}:(…)`;
  return wrong(`${word}(…) is not a scope.${didYouMean([meant])} For the word itself, put a space behind it.`, [meant]);
}

/** What is wrong with an address without quotation marks outside `url:`, or null where `word` is none. */
export function explainAddress(word: string): Wrong | null {
  if (!/^https?:\/\//i.test(word)) return null;
  const quoted = `url:"${word}"`;
  return wrong(`An address is looked for by url: – ${shown(quoted)}.`, [quoted]);
}

/**
 * @param pattern Finds the name, and whatever belongs to the scope besides.
 * @param written How a scope is written in that language.
 */
export function readScopeAs(
  query: string,
  pattern: RegExp,
  names: ScopeNames,
  written: (name: string) => string,
): { sign: Sign | Wrong; length: number } | null {
  const [found, name] = pattern.exec(query) ?? [];
  if (found === undefined || name === undefined) return null;
  const scope = Object.hasOwn(names, name.toLowerCase()) ? names[name.toLowerCase()] : undefined;
  if (scope) return { sign: { kind: 'scope', scope }, length: found.length };
  if (scope === null)
    return { sign: wrong(`Wirewatch has nothing that ${written(name)} could look at.`), length: found.length };
  // Nothing but a parenthesis behind it: a word like others.
  if (found === name) return null;
  const known = Object.keys(names).filter((key) => names[key]);
  const suggestions = closest(name, known).slice(0, 1).map(written);
  const offer = didYouMean(suggestions) || ` There are ${SCOPES.map((key) => `${key}:`).join(', ')}.`;
  const quote = ` To look for the word itself, quote it: "${found.trim()}".`;
  return { sign: wrong(`There is no scope ${written(name)}.${offer}${quote}`, suggestions), length: found.length };
}

/** What is wrong with the operand of a scope, or null. */
export function checkOperand(scope: Scope, operand: QueryTree): Wrong | null {
  if (scope === 'title' || scope === 'text') return null;
  for (const leaf of leavesOf(operand)) {
    if (leaf.kind === 'other') return wrong(`${scope}: takes words, phrases and aliases, joined by AND, OR and NOT.`);
    if (scope === 'lang' && !isLanguage(leaf.text)) {
      const code = codeOf(leaf.text, 'language', LANGUAGES);
      const suggestions = code ? [`lang:${code}`] : [];
      return wrong(
        `A language is a code such as de, en or zh-hant: ${shown(leaf.text)}.${didYouMean(suggestions)}`,
        suggestions,
      );
    }
    if (scope === 'country' && !/^[a-z]{2}$/i.test(leaf.text)) {
      const code = codeOf(leaf.text, 'region', COUNTRIES);
      const suggestions = code ? [`country:${code}`] : [];
      return wrong(
        `A country is a code of two letters such as DE or US: ${shown(leaf.text)}.${didYouMean(suggestions)}`,
        suggestions,
      );
    }
  }
  return null;
}

/** The operand of `country:` with the code of ISO 3166 where people write another. */
export function withCountryCodes(operand: QueryTree): QueryTree {
  switch (operand.kind) {
    case 'term':
      return /^uk$/i.test(operand.text.trim()) ? { ...operand, text: 'GB' } : operand;
    case 'and':
    case 'or':
      return { ...operand, operands: operand.operands.map(withCountryCodes) };
    case 'not':
      return { ...operand, operand: withCountryCodes(operand.operand) };
    default:
      return operand;
  }
}

type Leaf = { kind: 'text'; text: string } | { kind: 'alias'; text: '' } | { kind: 'other'; text: '' };

function* leavesOf(tree: QueryTree): Generator<Leaf> {
  switch (tree.kind) {
    case 'term':
      yield { kind: 'text', text: tree.text.trim() };
      return;
    case 'alias':
      return;
    case 'and':
    case 'or':
      for (const operand of tree.operands) yield* leavesOf(operand);
      return;
    case 'not':
      yield* leavesOf(tree.operand);
      return;
    default:
      yield { kind: 'other', text: '' };
  }
}

/** The shape of a BCP 47 tag: language, and script, region or variants. */
function isLanguage(text: string): boolean {
  return /^[a-z]{2,3}(?:[-_][a-z0-9]{2,8})*$/i.test(text);
}

const LANGUAGES =
  'ar bg bn ca cs da de el en es et fa fi fr he hi hr hu id it ja ko lt lv ms nl no pl pt ro ru sk sl sr sv sw th tr uk ur vi zh'.split(
    ' ',
  );
const COUNTRIES =
  'AT AU BE BG BR CA CH CN CZ DE DK EE EG ES FI FR GB GR HK HR HU ID IE IL IN IR IT JP KE KR LT LU LV MX NG NL NO NZ PL PT RO RS RU SA SE SG SI SK TH TR TW UA US VN ZA'.split(
    ' ',
  );

/** The code of what `name` calls in English. */
function codeOf(name: string, type: 'language' | 'region', codes: readonly string[]): string | undefined {
  const names = new Intl.DisplayNames('en', { type });
  return codes.find((code) => names.of(code)?.toLowerCase() === name.toLowerCase());
}
