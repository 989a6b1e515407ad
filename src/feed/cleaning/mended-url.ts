import { decodeHTMLStrict } from 'entities/decode';

/** Characters of an address that are looked at: no server takes more (RFC 9110 §4.1 asks for 8,000). */
const MAX_CHARACTERS = 8_000;

/** Nothing to mend: most addresses. */
const IS_WELL = /^https?:\/\/(?!\/|h?t{1,3}ps?[:;/]|[^/]+\/+https?:)[\w.~!*'();:@=+$,/?#[\]%-]+$/i;

/** `http://` as it is misspelt: `http:/`, `https:`, `http//`, `ttp://`, `http;//`. */
const SCHEME = /^h{0,2}t{1,3}p(s?)\s*(?:[:;]+[\\/\s]*|[\\/]{2,}\s*)/i;

/** A host without a scheme before it, and its last label. */
const HOST = /^(?:[\p{L}\p{N}_](?:[\p{L}\p{N}_-]*)\.)+([a-z]{2,24})(?::\d{1,5})?(?=[/?#]|$)/iu;

/** Endings of files, which look like the last label of a host. */
const FILE =
  /^(?:s?html?|xht(?:ml)?|php\d?|aspx?|jspx?|cgi|pl|py|rb|do|xml|rss|rdf|atom|json|js|css|txt|md|pdf|jpe?g|png|gif|webp|svg|mp[34]|m4a|ogg|zip|gz)$/i;

/** What addresses are written between, and characters nobody sees. */
const OPENS = /^["'“”«<(]+/;
const CLOSES = '"\'“”»>)';
const UNSEEN = /[\u00ad\u200b-\u200f\u202a-\u202e\u2060\ufeff]/g;

/** Times that an address is taken to be escaped or begun once more. */
const MAX_LAYERS = 3;

/**
 * An address as it was meant: without line breaks and what stands around it, escaped once, with a scheme where it only
 * has a host. What cannot be mended, and what is relative, stays as it is.
 *
 * @param base What it would be resolved against, or null; tells the scheme, and the host a name may be.
 */
export function mendUrl(text: string, base: string | null): string {
  if (IS_WELL.test(text)) return text;
  const url = withoutMarkup(text.slice(0, MAX_CHARACTERS).replace(UNSEEN, ''));
  const bare = decoded(inOneLine(url).replace(/^(?:feed:(?:\/\/)?|\/)(?=https?:)/i, ''))
    .replace(/^feed:(?=\/\/)/i, '')
    // The address of the site before one that has it already.
    .replace(/^https?:\/\/([^/\s]+)\/+(?=https?:\/\/\1(?:[/?#]|$))/i, '');
  const schemed = withScheme(bare);
  if (schemed !== bare) return schemed;
  const scheme = base !== null && /^http:/i.test(base) ? 'http:' : 'https:';
  if (bare.startsWith('//')) return `${scheme}${bare}`;
  return namesHost(bare, base) ? `${scheme}//${bare}` : bare;
}

/** The address of an `<a>`, or the text without tags. */
function withoutMarkup(text: string): string {
  const trimmed = text.trim();
  if (!trimmed.includes('<') && !trimmed.includes('&lt;')) return trimmed;
  const markup = trimmed.includes('<') ? trimmed : decodeHTMLStrict(trimmed);
  const href = /<a\s[^<>]{0,400}?href\s*=\s*["']?([^"'<>\s]+)/i.exec(markup)?.[1];
  return href ?? markup.replace(/<!\[CDATA\[|\]\]>|<\/?[a-z]\w*(?:\s[^<>]*)?\/?>/gi, '').trim();
}

/** Lines joined; of several addresses the first. */
function inOneLine(text: string): string {
  const [first = '', ...rest] = text.split(/[\r\n\t\f\v\u2028\u2029]+/).map((line) => line.trim());
  const next = rest.findIndex((line) => /^https?:\/\//i.test(line));
  const line = unwrapped([first, ...(next === -1 || first === '' ? rest : rest.slice(0, next))].join('')).trim();
  // Words before or behind.
  return /\s/.test(line) ? (/(?<!\S)https?:\/\/[^\s/]\S*(?=\s+https?:|$)/i.exec(line)?.[0] ?? line) : line;
}

/** Without quotation marks or brackets, where they stand on both sides. */
function unwrapped(line: string): string {
  const inner = line.replace(OPENS, '');
  let end = inner.length;
  while (end > 0 && CLOSES.includes(inner[end - 1]!)) end -= 1;
  return inner.length < line.length && end < inner.length ? inner.slice(0, end) : line;
}

/** Escaped no more than an address is: neither for HTML, nor as the parameter of another one. */
function decoded(url: string): string {
  let plain = url;
  for (let layer = 0; layer < MAX_LAYERS && /&(?:#\d+|#x[\da-f]+|amp|quot|apos);/i.test(plain); layer += 1)
    plain = decodeHTMLStrict(plain);
  for (let layer = 0; layer < MAX_LAYERS && /^https?%(?:25)*3a/i.test(plain); layer += 1) {
    try {
      plain = decodeURIComponent(plain);
    } catch {
      return plain;
    }
  }
  return plain;
}

/** With its scheme written properly, and once; as it was where it has none. */
function withScheme(url: string): string {
  let mended = url;
  for (let layer = 0; layer < MAX_LAYERS; layer += 1) {
    const rest = layer === 0 ? mended : mended.replace(/^https?:\/\//i, '');
    const scheme = SCHEME.exec(rest);
    if (!scheme) break;
    mended = `http${scheme[1]!.toLowerCase()}://${rest.slice(scheme[0].length)}`;
  }
  return mended;
}

/** Whether an address without a scheme begins with a host rather than with a directory or a file. */
function namesHost(url: string, base: string | null): boolean {
  const host = HOST.exec(url);
  if (!host) return false;
  const name = host[0].replace(/:\d+$/, '').toLowerCase();
  const site = base === null ? undefined : URL.parse(base)?.hostname;
  if (/^www\d?\.[^.]+\./.test(name) || (site !== undefined && siteOf(site) === siteOf(name))) return true;
  return url.length > host[0].length && !FILE.test(host[1]!);
}

/** The last two labels: what the names of one publisher mostly have in common. */
function siteOf(host: string): string {
  return host.split('.').slice(-2).join('.');
}
