import { parseHttpUrl } from './url.ts';
import { GENERIC_PARAMETERS, GENERIC_PATH, WRAPPERS } from './wrappers.ts';

/** An address wrapped in this many others is a loop, or made to hurt. */
const MAX_LAYERS = 4;

/**
 * The address inside a link that a search engine, a network, a mail filter, a cache or an archive has wrapped around it;
 * null when there is none. Nothing is fetched: only what the link itself tells is told.
 */
export function unwrapUrl(link: string): string | null {
  let inside: string | null = null;
  for (let layer = 0; layer < MAX_LAYERS; layer += 1) {
    const outer = parseHttpUrl(inside ?? link);
    const next = outer && insideOf(outer);
    if (!next) break;
    inside = next.href;
  }
  return inside;
}

function insideOf(outer: URL): URL | null {
  for (const { host, path, target } of WRAPPERS) {
    if (!host.test(outer.hostname) || !path.test(outer.pathname)) continue;
    for (const text of target(outer)) {
      const url = text ? addressIn(text) : null;
      if (url) return url;
    }
  }
  return GENERIC_PATH.test(outer.pathname) ? namedBy(outer) : null;
}

/** A redirect of a service that is not known: it names an address on another host in the usual parameter. */
function namedBy(outer: URL): URL | null {
  for (const name of GENERIC_PARAMETERS) {
    const value = outer.searchParams.get(name) ?? '';
    const url = /^https?:\/\//i.test(value) ? parseHttpUrl(value) : null;
    if (url && url.hostname !== outer.hostname) return url;
  }
  return null;
}

/** `https://…`, `//…`, `post.example/a`, and what is encoded once more. */
function addressIn(text: string): URL | null {
  const decoded = /^https?%3A/i.test(text) ? decoded1(text) : text;
  if (/^https?:\/[^/]/i.test(decoded)) return parseHttpUrl(decoded.replace(':/', '://'));
  if (/^https?:\/\//i.test(decoded)) return parseHttpUrl(decoded);
  if (decoded.startsWith('//')) return parseHttpUrl(`https:${decoded}`);
  return /^[\p{L}\d-]+(?:\.[\p{L}\d-]+)+(?:[/?]|$)/u.test(decoded) ? parseHttpUrl(`https://${decoded}`) : null;
}

function decoded1(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
