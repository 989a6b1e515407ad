import { normalizeUrl, parseHttpUrl } from '../net/url.ts';

/**
 * The address of an article under whatever link it was reached: the first of `claims` (`rel=canonical`, `og:url`;
 * relative or absolute) that is believable, else the page's own, normalised; null when that is no http(s) URL either.
 *
 * A wrong canonical URL would make different articles look like copies of one, and all but the first would go unheard.
 * So a claim must not have lost what tells this article from its neighbours: pages that call their home page, their
 * section, or `article.php` without its id canonical are common. A claim on another site, as copies make it that name
 * their original, must itself look like the address of an article.
 */
export function canonicalUrl(claims: string[], pageUrl: string): string | null {
  const own = normalizeUrl(pageUrl);
  if (!own) return null;
  for (const claim of claims) {
    const absolute = parseHttpUrl(claim, pageUrl);
    const claimed = absolute && normalizeUrl(absolute.href);
    if (claimed && isBelievable(new URL(claimed), new URL(own))) return claimed;
  }
  return own;
}

function isBelievable(claimed: URL, own: URL): boolean {
  if (!isSameSite(claimed.hostname, own.hostname)) return segments(claimed).some(namesSomething);
  return !losesIdentity(claimed, own);
}

/** The same host, or one below the other (`amp.example.org`, `www.example.org`). Two hosts side by side are strangers. */
function isSameSite(one: string, other: string): boolean {
  const a = one.replace(/^www\./, '');
  const b = other.replace(/^www\./, '');
  return a === b || a.endsWith(`.${b}`) || b.endsWith(`.${a}`);
}

/** Names of pages that lead to others, under which a template may put every article. */
const HOME = /^(index|home|start|default|main)(\.\w+)?$/i;

/** True for a page that leads to others, and for an address above the page's own that leaves out a slug or an id. */
function losesIdentity(claimed: URL, own: URL): boolean {
  const kept = segments(claimed);
  const had = segments(own);
  if (HOME.test(kept.at(-1) ?? '') && kept.at(-1) !== had.at(-1)) return true;
  if (kept.some((segment, i) => segment !== had[i])) return false;
  if (kept.length === 0 && had.length > 0) return true;
  const lostValues = claimed.search ? [] : [...own.searchParams.values()];
  return had.slice(kept.length).some(namesSomething) || lostValues.some((value) => /\d{3}/.test(value));
}

function segments(url: URL): string[] {
  return url.pathname.split('/').filter(Boolean);
}

/** True for a slug or an id, false for `news`, `amp`, `2`, `print.html`. */
function namesSomething(segment: string): boolean {
  return /\d{3}|[-_]/.test(segment) || segment.length > 12;
}
