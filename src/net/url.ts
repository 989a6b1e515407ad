import { parametersOf, searchOf, sortedByName } from './query-parameters.ts';
import { isTracking, withoutSessions } from './tracking.ts';

/** Longer than any address of an article; servers refuse much shorter ones (RFC 9110 §4.1 asks for 8,000). */
const MAX_CHARACTERS = 8_000;

/** An absolute http(s) URL, or null. Relative ones are resolved against `base` when there is one. */
export function parseHttpUrl(text: string, base?: string): URL | null {
  if (text.length > MAX_CHARACTERS) return null;
  const url = URL.parse(text.trim(), base);
  return url && (url.protocol === 'http:' || url.protocol === 'https:') ? url : null;
}

/**
 * An article's address in one form, which still opens; or null when `url` is not http(s). Which addresses are one article
 * is said by `addressKey`, which goes further.
 *
 * Host in lower case and without a dot behind it, no default port, no credentials, no fragment but one that names the
 * article; no session and no tracking parameters, the others sorted by name (those of one name keep their order) and
 * otherwise as they were written; percent-encodings in upper case, and none of what needs none (RFC 3986 §6.2.2). The
 * path is kept: two paths may be two articles.
 */
export function normalizeUrl(url: string): string | null {
  const parsed = parseHttpUrl(url);
  if (!parsed) return null;
  const path = withoutSessions(parsed.pathname) || '/';
  const isNamed = namesArticle(path);
  const parameters = parametersOf(parsed.search).filter(({ name, value }) => !isTracking(name, value ?? '', isNamed));
  const address = `${parsed.protocol}//${hostOf(parsed)}${path}${searchOf(sortedByName(parameters))}`;
  return `${plainlyEncoded(address)}${namingFragment(parsed)}`;
}

/** Host and port, without the dot of the root (RFC 3986 §3.2.2). */
export function hostOf({ hostname, port }: URL): string {
  return `${hostname.replace(/(?<=[^.])\.$/, '')}${port && `:${port}`}`;
}

/** Percent-encodings in upper case, and unreserved letters (RFC 3986 §2.3) as themselves. */
function plainlyEncoded(text: string): string {
  return text.replace(/%[0-9a-f]{2}/gi, (escaped) => {
    const letter = String.fromCharCode(Number.parseInt(escaped.slice(1), 16));
    return /[\w.~-]/.test(letter) ? letter : escaped.toUpperCase();
  });
}

/** `#!/news/4711`, and `#/news/4711` of a page that is a whole site: what such scripts show is told there alone. */
export function namingFragment({ hash, pathname, search }: URL): string {
  const isWholeSite = /^\/(?:index\.\w+)?$/.test(pathname) && search === '';
  const [fragment] = hash.split(':~:');
  return /^#!.*\w/.test(fragment!) || (isWholeSite && /^#\/.*\w/.test(fragment!)) ? fragment! : '';
}

/** Files of a server that show what the query asks for. */
const SCRIPT = /\.(?:php\d?|aspx?|cgi|jspx?|do|cfm|pl|dll|action|nhn|hts)$/i;

/** Whether the end of a path is a slug or a long number, so that the query need not say which article is meant. */
export function namesArticle(path: string): boolean {
  const last = path.split('/').findLast(Boolean) ?? '';
  if (SCRIPT.test(last)) return false;
  return /[-_][^-_]+[-_]|\d{5}|[-_]\d|\d[-_]|(?:%[\dA-F]{2}.?){8}/i.test(last);
}
