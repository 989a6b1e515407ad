import { parametersOf, type QueryParameter, searchOf, sortedByName } from './query-parameters.ts';
import { isTracking, withoutSessions } from './tracking.ts';
import { unwrapUrl } from './unwrap.ts';
import { hostOf, namesArticle, namingFragment, parseHttpUrl } from './url.ts';

/** Labels before a site's name that stand for a form of it, or for nothing. */
const FORM_OF_SITE = /^(?:www\d?|m|mobile|mobil|amp|wap|touch|3g)\./;

/** Parameters that choose how a page is shown. */
const FORMS =
  /^(?:amp|_amp|isamp|print|printable|printview|printpage|showall|viewall|singlepage|mobile|nomobile|desktop)$/;
const FORM_CHOICE = /^(?:output(?:type)?|type|mode|format|view|service|layout|template|tpl|display|version|m)$/;
const FORM_NAMES = /^(?:amp|mobile|print|printable|desktop)$/;

/** Names of files that a server gives for their folder. */
const INDEX = /^(?:index|default)\.(?:html?|shtml|php\d?|aspx?|jsp|cfm)$/i;

/**
 * What two addresses of one article have in common, to be compared and never opened; null when `url` is not http(s). What
 * is one article and what is not is listed in docs/addresses.md.
 */
export function addressKey(url: string): string | null {
  const parsed = parseHttpUrl(unwrapUrl(url) ?? url);
  if (!parsed) return null;
  const path = articlePath(parsed.pathname);
  const isNamed = namesArticle(path);
  const parameters = parametersOf(parsed.search)
    .map(({ name, value }) => ({ name: plain(name, true), value: value ? plain(value, true) : null }))
    .filter((parameter) => !isTracking(parameter.name, parameter.value ?? '', isNamed) && !isForm(parameter, isNamed));
  return `${siteOf(parsed)}${path}${searchOf(withoutTwins(sortedByName(parameters)))}${namingFragment(parsed)}`;
}

/** The host without the labels that stand for a form of the site, the language of a wiki kept. */
function siteOf(url: URL): string {
  let host = hostOf(url);
  for (let shorter = host; ; host = shorter) {
    shorter = host.replace(FORM_OF_SITE, '').replace(/^([a-z]{2,3})\.m\.(?=[^.]+\.[^.])/, '$1.');
    if (shorter === host || !/[^.]\.[^.]/.test(shorter)) return host;
  }
}

/** The path without sessions, forms of a page, the name of the folder's file, and slashes that mean nothing. */
function articlePath(pathname: string): string {
  const segments = withoutSessions(withoutQuery(pathname))
    .split('/')
    .filter(Boolean)
    .map((segment) => plain(segment, false));
  if (INDEX.test(segments.at(-1) ?? '')) segments.pop();
  const articles = segments.filter((segment) => !/^amp(?:\.html?)?$/i.test(segment));
  if (/^(?:print|mobile)$/i.test(articles.at(-1) ?? '') && isArticle(articles.at(-2))) articles.pop();
  const kept = isArticle(articles.at(-1)) ? articles : segments;
  const last = kept.pop();
  if (last !== undefined) kept.push(last.replace(/(?<=.)(?:\.amp)?(?:\.html?)?$/i, ''));
  return `/${kept.join('/')}`;
}

/** Parameters behind `&` where no `?` stands before them, and blanks that were copied with the address. */
function withoutQuery(pathname: string): string {
  const at = pathname.indexOf('&');
  const path = at > 0 && parametersOf(pathname.slice(at)).every(isOfTracking) ? pathname.slice(0, at) : pathname;
  return path.replace(/(?:%20|%c2%a0|%e2%80%8b)+$/i, '');
}

function isOfTracking({ name, value }: QueryParameter): boolean {
  return name !== '' && value !== null && isTracking(name, value, true);
}

/** A slug, a number, or a name too long for a section's: what may be shown in several forms. */
function isArticle(segment: string | undefined): boolean {
  return segment !== undefined && (/\d|[-_]/.test(segment) || segment.length > 12);
}

function isForm({ name, value }: QueryParameter, isNamed: boolean): boolean {
  const lower = name.toLowerCase();
  const told = value?.toLowerCase() ?? '';
  if (FORMS.test(lower) && !/\d{2}/.test(told)) return true;
  if (FORM_CHOICE.test(lower) && FORM_NAMES.test(told)) return true;
  return lower === 'm' && isNamed && /^[01]$/.test(told);
}

/** Of parameters that say the same twice, one. */
function withoutTwins(parameters: readonly QueryParameter[]): QueryParameter[] {
  return parameters.filter(
    ({ name, value }, at) => at === 0 || name !== parameters[at - 1]!.name || value !== parameters[at - 1]!.value,
  );
}

/**
 * One spelling of a segment or parameter: encoded where its letters have another meaning in an address, else not, and in
 * Unicode's composed form (RFC 3987 §5.3.2.2). What is no UTF-8 keeps its encoding.
 */
function plain(text: string, isQuery: boolean): string {
  const spaced = isQuery ? text.replaceAll('+', '%20') : text;
  try {
    return encodeURIComponent(decodeURIComponent(spaced).normalize('NFC'));
  } catch {
    return spaced.replace(/%[0-9a-f]{2}/gi, (escaped) => escaped.toUpperCase());
  }
}
