import { englishNames, languageMeant } from '../../language/names.ts';
import { shown } from './error.ts';
import { type Sign, type Wrong, wrong } from './lexemes.ts';
import { closest, didYouMean } from './suggest.ts';
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

const COLON_SCOPE = /^([a-z_]{2,20}):(?!\/\/)\s*/i;

/** `title:`, before its operand. */
export function readColonScope(query: string): { sign: Sign | Wrong; length: number } | null {
  return readScopeAs(query, COLON_SCOPE, NAMES, (scope) => `${scope}:`);
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
  if (found === undefined || name === undefined)
    return names === NAMES ? null : refuseColonScope(query, names, written);
  const scope = Object.hasOwn(names, name.toLowerCase()) ? names[name.toLowerCase()] : undefined;
  if (scope) return { sign: { kind: 'scope', scope }, length: found.length };
  if (scope === null)
    return { sign: wrong(`Wirewatch has nothing that ${written(name)} could look at.`), length: found.length };
  // Nothing but a parenthesis behind it: a word like others.
  if (found === name) return null;
  const known = Object.keys(names).filter((key) => names[key]);
  // Any two names of two letters are close to each other.
  const suggestions = name.length > 3 ? closest(name, known).slice(0, 1).map(written) : [];
  const all = names === NAMES ? SCOPES : known;
  const offer = didYouMean(suggestions) || ` There are ${all.map(written).join(', ')}.`;
  const quote = ` To look for the word itself, quote it: "${found.trim()}".`;
  return { sign: wrong(`There is no scope ${written(name)}.${offer}${quote}`, suggestions), length: found.length };
}

/** Wirewatch's own `title:` in a query of another language, where it would be a word. */
function refuseColonScope(query: string, names: ScopeNames, written: (name: string) => string) {
  const [found, name] = COLON_SCOPE.exec(query) ?? [];
  const scope = name && Object.hasOwn(NAMES, name.toLowerCase()) ? NAMES[name.toLowerCase()] : null;
  if (!found || !scope) return null;
  const suggestions = Object.keys(names)
    .filter((key) => names[key] === scope)
    .slice(0, 1)
    .map(written);
  const fault = `${found.trim()} is a scope of Wirewatch's own language.`;
  return { sign: wrong(fault + didYouMean(suggestions), suggestions), length: found.length };
}

/**
 * What is wrong with the operand of a scope, or null.
 *
 * @param written The scope as the author wrote it.
 */
export function checkOperand(scope: Scope, operand: QueryTree, written: string): Wrong | null {
  const say = (code: string) => (/[:=]$/.test(written) ? written + code : `${written}(${code})`);
  if (scope === 'title' || scope === 'text') return null;
  for (const leaf of leavesOf(operand)) {
    if (leaf.kind === 'other') return wrong(`${scope}: takes words, phrases and aliases, joined by AND, OR and NOT.`);
    if (scope === 'lang' && languageMeant(leaf.text) === null) {
      const [name] = leaf.text.length > 3 ? closest(leaf.text, englishNames()) : [];
      const code = name && languageMeant(name);
      const suggestions = code ? [say(code)] : [];
      return wrong(
        `A language is a code such as de, en or zh-hant: ${shown(leaf.text)}.${didYouMean(suggestions)}`,
        suggestions,
      );
    }
    if (scope === 'country' && !isCountry(leaf.text)) {
      const code = CODES_OF_THREE[leaf.text.toLowerCase()] ?? countryNamed(leaf.text);
      const suggestions = code ? [say(code)] : [];
      return wrong(
        `A country is a code of two letters such as DE or US: ${shown(leaf.text)}.${didYouMean(suggestions)}`,
        suggestions,
      );
    }
  }
  return null;
}

/** The operand of `lang:` with the tag of a language where people write its name. */
function withLanguageCodes(operand: QueryTree): QueryTree {
  switch (operand.kind) {
    case 'term':
      return { ...operand, text: isTag(operand.text) ? operand.text : (languageMeant(operand.text) ?? operand.text) };
    case 'and':
    case 'or':
      return { ...operand, operands: operand.operands.map(withLanguageCodes) };
    case 'not':
      return { ...operand, operand: withLanguageCodes(operand.operand) };
    default:
      return operand;
  }
}

/** The tag of a language with two letters stays as it is written. */
function isTag(text: string): boolean {
  return /^\s*[a-z]{2}(?:[-_][a-z0-9]{2,8})*\s*$/i.test(text);
}

/** The operand of `country:` with the code of ISO 3166 where people write another. */
function withCountryCodes(operand: QueryTree): QueryTree {
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

/** The names in English of the countries or languages that there are, after the CLDR in ICU; undefined for other codes. */
function namesOf(type: 'region' | 'language'): Intl.DisplayNames {
  // Made at first use: it takes ICU long.
  displayNames[type] ??= new Intl.DisplayNames('en', { type, fallback: 'none' });
  return displayNames[type];
}
const displayNames: Partial<Record<'region' | 'language', Intl.DisplayNames>> = {};

/** Other codes that people write. */
const CODES_OF_THREE: Record<string, string | undefined> = {
  ...{ usa: 'US', uae: 'AE', gbr: 'GB', deu: 'DE', ger: 'DE', aut: 'AT', sui: 'CH', fra: 'FR' },
};

function isCountry(text: string): boolean {
  return /^[a-z]{2}$/i.test(text) && namesOf('region').of(text.toUpperCase()) !== undefined;
}

const LETTERS = [...'abcdefghijklmnopqrstuvwxyz'];
const allCodes = () => LETTERS.flatMap((first) => LETTERS.map((second) => first + second));

/** The code of two letters of what `name` calls in English. Countries that are no more have codes and names, too: DD was Germany. */
function countryNamed(name: string): string | undefined {
  return allCodes()
    .map((code) => code.toUpperCase())
    .filter((code) => new Intl.Locale(`und-${code}`).region === code)
    .find((code) => namesOf('region').of(code)?.toLowerCase() === name.toLowerCase());
}

/** The operand of a scope whose values have codes, with these. */
export function codedOperand(scope: Scope, operand: QueryTree): QueryTree {
  if (scope === 'country') return withCountryCodes(operand);
  return scope === 'lang' ? withLanguageCodes(operand) : operand;
}
