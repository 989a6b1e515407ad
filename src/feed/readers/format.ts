import { Parser } from 'htmlparser2';

/** Characters in which the first element of a document stands, whatever comments come before it. */
const MAX_PROLOGUE = 20_000;

/**
 * The format of a document that was read as a feed, in words for people: `RSS 2.0`, `RSS 1.0`, `Atom`, `JSON Feed`,
 * `news sitemap`; `unknown` for anything else.
 */
export function formatOf(document: string): string {
  const start = document.slice(0, MAX_PROLOGUE).trimStart();
  if (start.startsWith('{')) return 'JSON Feed';
  let root: { name: string; version: string } | null = null;
  const parser = new Parser(
    {
      onopentag(name, { version = '' }) {
        root ??= { name: name.replace(/^.*:/, '').toLowerCase(), version };
      },
    },
    { xmlMode: true },
  );
  // Not ended: the end of the slice must not close what is cut off.
  parser.write(start);
  return root === null ? 'unknown' : nameOf(root);
}

function nameOf({ name, version }: { name: string; version: string }): string {
  switch (name) {
    case 'rss':
      return /^\d\.\d+$/.test(version) ? `RSS ${version}` : 'RSS';
    case 'rdf':
      return 'RSS 1.0';
    case 'feed':
      return 'Atom';
    case 'urlset':
      return 'news sitemap';
    default:
      return 'unknown';
  }
}
