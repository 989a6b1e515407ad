/**
 * Namespaces that feeds use, by URI in lower case → the prefix under which this program knows their elements. Elements of
 * RSS have none: in RSS 2.0 they have no namespace, in RSS 0.90 and 1.0 those below.
 */
const SPACES: Record<string, string> = {
  'http://my.netscape.com/rdf/simple/0.9/': '',
  'http://channel.netscape.com/rdf/simple/0.9/': '',
  'http://purl.org/rss/1.0/': '',
  'http://purl.org/net/rss1.1#': '',
  'http://backend.userland.com/rss': '',
  'http://backend.userland.com/rss2': '',
  'http://blogs.law.harvard.edu/tech/rss': '',
  'http://www.w3.org/2005/atom': 'atom',
  'http://purl.org/atom/ns#': 'atom',
  'http://example.com/newformat#': 'atom',
  'http://purl.org/dc/elements/1.1/': 'dc',
  'http://purl.org/dc/elements/1.0/': 'dc',
  'http://purl.org/dc/terms/': 'dcterms',
  'http://purl.org/rss/1.0/modules/content/': 'content',
  'http://purl.org/rss/1.0/modules/syndication/': 'sy',
  'http://www.w3.org/1999/02/22-rdf-syntax-ns#': 'rdf',
  'http://search.yahoo.com/mrss': 'media',
  'http://search.yahoo.com/mrss/': 'media',
  'http://www.itunes.com/dtds/podcast-1.0.dtd': 'itunes',
  'http://www.w3.org/1999/xhtml': 'xhtml',
  'http://www.sitemaps.org/schemas/sitemap/0.9': 'sitemap',
  'http://www.google.com/schemas/sitemap/0.84': 'sitemap',
  'http://www.google.com/schemas/sitemap-news/0.9': 'news',
  'http://rssnamespace.org/feedburner/ext/1.0': 'feedburner',
  'http://www.pheedo.com/namespace/pheedo': 'pheedo',
  'http://prismstandard.org/namespaces/basic/2.0/': 'prism',
  'http://prismstandard.org/namespaces/1.2/basic/': 'prism',
};

/** Elements that a format begins with, and the namespaces they can be in. In any other they mean those of the format. */
const FORMATS: Record<string, string[]> = {
  ...Object.fromEntries(['rss', 'rdf', 'channel', 'item'].map((local) => [local, ['', 'rdf']])),
  ...Object.fromEntries(['feed', 'entry'].map((local) => [local, ['', 'atom']])),
  urlset: ['', 'sitemap'],
};

/** The same without what is often written otherwise: https, and a slash at the end. */
const BY_URI = new Map(Object.entries(SPACES).map(([uri, prefix]) => [plainUri(uri), prefix]));

/** Prefixes that are understood where a document forgets to declare them. */
const USUAL_PREFIXES: Record<string, string> = {
  ...Object.fromEntries(Object.values(SPACES).map((prefix) => [prefix, prefix])),
  rss: '',
  xml: 'xml',
};

/** Which namespace each prefix stands for; `''` is the default. Values are known prefixes, or `?` for a stranger. */
export type Scope = Readonly<Record<string, string>>;

/** Before anything is declared. */
export const OUTERMOST: Scope = {};

/**
 * The scope inside an element that declares namespaces by these attributes. The same object when it declares none.
 *
 * @param tag Name of the element, as it is written.
 */
export function scopeWithin(scope: Scope, tag: string, attributes: Record<string, string>): Scope {
  let inner: Record<string, string> | null = null;
  for (const name in attributes) {
    if (name !== 'xmlns' && !name.startsWith('xmlns:')) continue;
    inner ??= { ...scope };
    const prefix = name.slice('xmlns:'.length);
    inner[prefix] = spaceOf(prefix, attributes[name]!);
  }
  if (inner) meanFormat(inner, tag.toLowerCase());
  return inner ?? scope;
}

/** Who puts the elements of a format into a namespace that is not theirs still means them. */
function meanFormat(scope: Record<string, string>, tag: string): void {
  const [prefix, local] = tag.includes(':') ? (tag.split(':', 2) as [string, string]) : ['', tag];
  const space = Object.hasOwn(scope, prefix) ? scope[prefix]! : '';
  if (!Object.hasOwn(FORMATS, local)) return;
  if (!FORMATS[local]!.includes(space)) scope[prefix] = '';
  // What is inside RDF has no prefix, whatever its root has.
  if (local === 'rdf' && scope['']) scope[''] = '';
}

function spaceOf(prefix: string, uri: string): string {
  // Who makes up a default namespace still means the elements of the format, and a usual prefix what it usually means.
  return (
    BY_URI.get(plainUri(uri)) ??
    (prefix === '' ? '' : Object.hasOwn(USUAL_PREFIXES, prefix) ? USUAL_PREFIXES[prefix]! : '?')
  );
}

function plainUri(uri: string): string {
  return uri
    .trim()
    .toLowerCase()
    .replace(/^https:/, 'http:')
    .replace(/\/$/, '');
}

/** `Dc:Creator` → `dc:creator`, whatever its prefix is called in this document. */
export function canonicalName(tag: string, scope: Scope): string {
  const lower = tag.toLowerCase();
  const colon = lower.indexOf(':');
  const prefix = colon === -1 ? '' : lower.slice(0, colon);
  const local = lower.slice(colon + 1);
  const declared = Object.hasOwn(scope, prefix) ? scope[prefix] : undefined;
  const space = declared ?? (Object.hasOwn(USUAL_PREFIXES, prefix) ? USUAL_PREFIXES[prefix]! : '?');
  return space === '' ? local : `${space}:${local}`;
}
