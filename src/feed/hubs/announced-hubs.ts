import LinkHeader from 'http-link-header';
import type { ParsedFeed } from '../../model/feed.ts';
import { parseHttpUrl } from '../../net/url.ts';

/** Characters of a `Link` header that are read, and hubs that are kept. */
const MAX_CHARACTERS = 8_000;
const MAX_HUBS = 5;

/**
 * The hubs of a feed and what it calls itself there: as the `Link` header of its answer says (RFC 8288), else as the
 * document does. That is the order of WebSub §4.
 *
 * @param link The header, or undefined. One that cannot be read counts as none.
 * @param url Absolute URL that answered.
 */
export function announcedHubs(
  link: string | undefined,
  url: string,
  { hubs, self }: Pick<ParsedFeed, 'hubs' | 'self'>,
): Pick<ParsedFeed, 'hubs' | 'self'> {
  const header = link === undefined ? null : parseLinks(link);
  const hrefs = (rel: string) =>
    (header?.rel(rel) ?? []).flatMap(({ uri }) => parseHttpUrl(uri, url)?.href ?? []).slice(0, MAX_HUBS);
  const announced = hrefs('hub');
  return announced.length > 0 ? { hubs: announced, self: hrefs('self')[0] ?? self } : { hubs, self };
}

function parseLinks(header: string): LinkHeader | null {
  try {
    return LinkHeader.parse(header.slice(0, MAX_CHARACTERS));
  } catch {
    return null;
  }
}
