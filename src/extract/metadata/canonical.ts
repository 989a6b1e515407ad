import { addressKey } from '../../net/address-key.ts';
import { normalizeUrl, parseHttpUrl } from '../../net/url.ts';
import { isOwnPage, nameOfArticle, namesSame } from './named-article.ts';

/**
 * The address of an article under whatever link it was reached: the first of `claims` (`rel=canonical`, `og:url`;
 * relative or absolute) that is believable, else the page's own, normalised; null when that is no http(s) URL either.
 *
 * A wrong canonical URL would make different articles look like copies of one, and all but the first would go unheard.
 * So a claim must be able to name this article: by the same number, by words of the same slug or of the headline, or as
 * the only name there is. Pages that call their home page, their section, a page of errors, the machine they were made
 * on, or `article.php` without its id canonical are common.
 *
 * @param headline Of the article, where it is known.
 */
export function canonicalUrl(claims: string[], pageUrl: string, headline: string | null = null): string | null {
  const own = normalizeUrl(pageUrl);
  return claims.map((claim) => believedUrl(claim, pageUrl, headline)).find((url) => url !== null) ?? own;
}

/** The address that `claim` tells, normalised, or null where it cannot name the article of the page. */
export function believedUrl(claim: string, pageUrl: string, headline: string | null): string | null {
  const own = parseHttpUrl(normalizeUrl(pageUrl) ?? '');
  const absolute = isFilledIn(claim) ? parseHttpUrl(withScheme(claim.trim(), pageUrl), pageUrl) : null;
  const claimed = absolute && parseHttpUrl(normalizeUrl(absolute.href) ?? '');
  if (!own || !claimed || !isPublicName(claimed, own)) return null;
  const isBelievable = addressKey(claimed.href) === addressKey(own.href) || namesThis(claimed, own, headline);
  return isBelievable ? claimed.href : null;
}

/** What a template leaves that was not filled in, or was with nothing. */
const NOT_FILLED_IN =
  /\{\{|\}\}|\$\{|<%|%7B%7B|\[object|%5Bobject|\[\[|(?:^|[/=?&])(?:undefined|null|nan|none|false|true|%s|\.{3})(?:$|[/?&#])/i;

function isFilledIn(claim: string): boolean {
  return /[^\s#?./]/.test(claim) && !NOT_FILLED_IN.test(claim);
}

/** `post.example/a` on a page of that site is meant as an address, although it is a path by the letter. */
function withScheme(claim: string, pageUrl: string): string {
  const [first = ''] = claim.split(/[/?#]/);
  const host = parseHttpUrl(pageUrl)?.hostname ?? '';
  const isHost = first.includes('.') && withoutWww(first.toLowerCase()) === withoutWww(host);
  return isHost ? `https://${claim}` : claim;
}

/** Names that stand for no public site (RFC 6761, RFC 6762, RFC 9476, and what local networks use). */
const LOCAL =
  /(?:^|\.)(?:localhost|local|localdomain|internal|intranet|intern|lan|home|corp|private|invalid|test|arpa)$/;
/** First labels of machines on which sites are made and served. */
const MACHINE =
  /^(?:(?:pre|non)?-?(?:staging|stage|stg|dev|devel|develop|test|qa|uat|prod|preprod|preview|sandbox|origin|cms|admin|backend|internal|intern|edit|editor|author|publish|wp|varnish|cache|lb|loadbalancer|web|www|srv|server|node|app|apache|nginx|host|vm|ip|backup)(?:[-_]?\d+|-[\w-]+)?)$/;

/** False for the name of a machine, unless the page itself was read from it. */
function isPublicName({ hostname, port }: URL, own: URL): boolean {
  if (hostname === own.hostname) return port === own.port || port === '';
  const isAddress = /^[\d.]+$|^\[/.test(hostname);
  const [first = '', ...rest] = hostname.split('.');
  const isMachine = /^(?!www\d?$)/.test(first) && MACHINE.test(first) && rest.length > 1;
  return !isAddress && rest.length > 0 && port === '' && !LOCAL.test(hostname) && !isMachine;
}

function namesThis(claimed: URL, own: URL, headline: string | null): boolean {
  const isAtHome = isSameSite(claimed.hostname, own.hostname);
  const kept = segments(claimed);
  const had = segments(own);
  if (leadsElsewhere(claimed, own)) return false;
  const isAbove = isAtHome && kept.length <= had.length && kept.every((segment, i) => segment === had[i]);
  if (isAbove && (kept.length === had.length || claimed.search === '')) return isOwnPage(claimed, own);
  return namesSame(nameOfArticle(claimed), nameOfArticle(own), headline, isAtHome);
}

/** The same host, or one below the other (`amp.example.org`, `www.example.org`). Two hosts side by side are strangers. */
function isSameSite(one: string, other: string): boolean {
  const a = withoutWww(one);
  const b = withoutWww(other);
  return a === b || a.endsWith(`.${b}`) || b.endsWith(`.${a}`);
}

function withoutWww(host: string): string {
  return host.replace(/^www\./, '');
}

/** Names of pages that lead to others, under which a template may put every article. */
const HOME = /^(?:index|home|start|default|main|homepage|startseite|accueil|inicio|portada|portal)(?:\.\w+)?$/i;

/** Names of pages that stand in an article's place, in parts so that they can be read. */
const ELSEWHERE = new RegExp(
  `^(?:${[
    '40[34]|410|50[023]|errors?|fehler|erreur|(?:page-?)?not-?found|seite-nicht-gefunden|oops|unavailable|maintenance',
    'log-?(?:in|out)|sign-?(?:in|up|on)|register|registration|anmeld(?:en|ung)|registrieren|connexion|acceder|auth|sso|oauth',
    'account|consent|cookies?(?:-?(?:consent|wall|policy))?|privacy(?:-?(?:gate|wall|policy))?|datenschutz|gdpr|dsgvo|cmp',
    'subscri(?:be|ption)|abo|abonnement|abonnieren|paywall|captcha|challenge|blocked|access-?denied|forbidden',
    'search|suche|recherche|buscar|sitemap|rss|feed|redirect',
    'tags?|topics?|themen?|thema|temas?|sujet|categor(?:y|ies)|kategorien?|rubrik|authors?|autor(?:en)?|auteurs?|page',
  ].join('|')})(?:\\.\\w+)?$`,
  'i',
);

function leadsElsewhere(claimed: URL, own: URL): boolean {
  const had = segments(own);
  const kept = segments(claimed);
  if (kept.length === 0) return claimed.search === '' && claimed.hash === '' && (had.length > 0 || own.search !== '');
  const [last, before] = [kept.at(-1)!, kept.at(-2)];
  // The file of a folder that is a slug is the article's.
  if (HOME.test(last) && !had.includes(last) && !/[-_]/.test(before ?? '')) return true;
  return (
    [kept[0]!, last].some((segment) => ELSEWHERE.test(segment) && !had.includes(segment)) && !shareNumber(claimed, own)
  );
}

/** Whether both paths hold the same number of an article. */
function shareNumber({ origin, pathname }: URL, own: URL): boolean {
  const numbers = nameOfArticle(own).numbers;
  return [...nameOfArticle(new URL(pathname, origin)).numbers].some(
    (number) => number.length > 3 && numbers.has(number),
  );
}

function segments(url: URL): string[] {
  return url.pathname.split('/').filter(Boolean);
}
