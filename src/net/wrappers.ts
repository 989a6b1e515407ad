/** A service whose links hold the address they lead to. */
export interface Wrapper {
  host: RegExp;
  path: RegExp;
  /** Where in the link the address may stand; the first that is one counts. */
  target(link: URL): (string | null | undefined)[];
}

/** The value of the first of these parameters that there is. */
function inQuery(...names: string[]): Wrapper['target'] {
  return ({ searchParams }) => names.map((name) => searchParams.get(name));
}

/** What stands in path and query from the first group of `pattern` on; what follows is the address's own. */
function inPath(pattern: RegExp): Wrapper['target'] {
  return ({ pathname, search }) => [pattern.exec(`${pathname}${search}`)?.[1]];
}

/** The host itself, or one below it. */
function at(...hosts: string[]): RegExp {
  return new RegExp(`^(?:[^.]+\\.)*(?:${hosts.join('|').replaceAll('.', '\\.')})$`);
}

const ANY = /^/;
const GOOGLE = /^(?:(?:www|m|news|translate|scholar|maps|plus|images|cse)\.)?google\.(?:[a-z]{2,3}|com?\.[a-z]{2})$/;
const NETWORK_OF_YAHOO = at('search.yahoo.com', 'search.yahoo.co.jp', 'news.yahoo.com');

/** Services by what they publish of their links, or by what these look like. */
export const WRAPPERS: readonly Wrapper[] = [
  // Search engines.
  {
    host: GOOGLE,
    path: /^\/(?:url|imgres|news\/url|scholar_url|aclk|link)$/,
    target: inQuery('url', 'q', 'imgrefurl', 'adurl'),
  },
  { host: GOOGLE, path: /^\/amp\//, target: inPath(/^\/amp\/(?:s\/)?(.+)$/) },
  { host: GOOGLE, path: /^\/translate(?:_[a-z])?$/, target: inQuery('u') },
  { host: GOOGLE, path: /^\/(?:alerts\/share|gwt\/x)$/, target: inQuery('ru', 'u') },
  { host: at('googleadservices.com', 'doubleclick.net'), path: ANY, target: inQuery('adurl') },
  { host: at('googleweblight.com'), path: ANY, target: inQuery('lite_url', 'u') },
  {
    host: at('webcache.googleusercontent.com'),
    path: /^\/search$/,
    target: ({ searchParams }) => [/^cache:(?:[\w-]+:)?(\S+)/.exec(searchParams.get('q') ?? '')?.[1]],
  },
  { host: at('bing.com'), path: /^\/news\/apiclick\.aspx$/i, target: inQuery('url') },
  {
    host: at('bing.com'),
    path: /^\/ck\/a$/,
    target: ({ searchParams }) => [base64(searchParams.get('u')?.replace(/^a1/, ''))],
  },
  { host: at('microsofttranslator.com'), path: ANY, target: inQuery('a') },
  { host: at('duckduckgo.com'), path: /^\/l\/?$/, target: inQuery('uddg') },
  { host: NETWORK_OF_YAHOO, path: /\/RU=/, target: ({ pathname }) => [decoded(/\/RU=([^/]+)/.exec(pathname)?.[1])] },
  {
    host: at('yandex.ru', 'yandex.com', 'ya.ru'),
    path: /^\/(?:clck|turbo|redir|an)/,
    target: (link) => [
      link.searchParams.get('url'),
      link.searchParams.get('text'),
      /^\/turbo\/s\/(.+)$/.exec(link.pathname)?.[1],
      /^\/turbo\/([^/]+\.[^/]+\/s\/.+)$/.exec(link.pathname)?.[1]?.replace('/s/', '/'),
    ],
  },
  {
    host: at(
      'cr.naver.com',
      'click.mail.ru',
      'startpage.com',
      'ecosia.org',
      'qwant.com',
      'jump.bdimg.com',
      'jump2.bdimg.com',
    ),
    path: ANY,
    target: inQuery('u', 'url'),
  },
  // AMP caches: post-example.cdn.ampproject.org/c/s/post.example/a.
  {
    host: at('cdn.ampproject.org', 'bing-amp.com', 'ampproject.net'),
    path: /^\/[a-z]{1,3}\//,
    target: inPath(/^\/[a-z]{1,3}\/(?:s\/)?(.+)$/),
  },
  { host: /\.translate\.goog$/, path: ANY, target: translated },
  // Networks.
  {
    host: at('facebook.com', 'instagram.com', 'messenger.com', 'threads.net', 'threads.com', 'whatsapp.com', 'wl.co'),
    path: /^\/(?:l\.php|l|flx\/warn\/?|sharer(?:\/sharer)?\.php|sharer|share\.php)?$/,
    target: inQuery('u'),
  },
  { host: at('t.umblr.com', 'tumblr.com'), path: /^\/redirect$/, target: inQuery('z') },
  { host: at('out.reddit.com'), path: ANY, target: inQuery('url') },
  { host: at('away.vk.com', 'vk.com', 'vk.ru'), path: /^\/away(?:\.php)?$/, target: inQuery('to') },
  { host: at('ok.ru'), path: /^\/(?:dk|offer|dk\?.*)$/, target: inQuery('st.link', 'url') },
  { host: at('youtube.com'), path: /^\/(?:redirect|attribution_link)$/, target: inQuery('q', 'u') },
  {
    host: at('linkedin.com'),
    path: /^\/(?:redir\/|redirect|safety\/go|sharing\/|shareArticle)/,
    target: inQuery('url'),
  },
  { host: at('twitter.com', 'x.com'), path: /^\/(?:i\/redirect|intent\/|share)/, target: inQuery('url') },
  { host: at('t.me', 'telegram.me'), path: /^\/(?:iv|share\/url)$/, target: inQuery('url') },
  { host: at('pinterest.com'), path: /^\/offsite\/?$/, target: inQuery('url') },
  { host: at('steamcommunity.com'), path: /^\/linkfilter\/?/, target: inQuery('url', 'u') },
  { host: at('link.zhihu.com', 'link.csdn.net', 'link.juejin.cn'), path: ANY, target: inQuery('target') },
  { host: at('jianshu.com'), path: /^\/go-wild$|^\/$/, target: inQuery('url', 't') },
  { host: at('c.pc.qq.com', 'mail.qq.com'), path: ANY, target: inQuery('pfurl', 'url', 'gourl') },
  {
    host: at('weibo.cn', 'weibo.com', 'douban.com'),
    path: /^\/(?:sinaurl|link2\/?)$/,
    target: inQuery('u', 'toasturl', 'url'),
  },
  {
    host: at('disq.us'),
    path: /^\/url$/,
    target: ({ searchParams }) => [searchParams.get('url')?.replace(/:[\w-]{20,40}$/, '')],
  },
  {
    host: at(
      'slack-redir.net',
      'gate.sc',
      'exit.sc',
      'getpocket.com',
      'flipboard.com',
      'medium.com',
      'digg.com',
      'buffer.com',
    ),
    path: ANY,
    target: inQuery('url'),
  },
  {
    host: at(
      'deviantart.com',
      'href.li',
      'anon.to',
      'anonym.to',
      'anonym.es',
      'dereferer.me',
      'nullrefer.com',
      'pixiv.net',
    ),
    path: /^\/(?:users\/outgoing|jump\.php)?$/,
    target: ({ search }) => [decoded(search.slice(1))],
  },
  {
    host: at('redirectingat.com', 'skimresources.com', 'viglink.com', 'awin1.com', 'shareasale.com'),
    path: ANY,
    target: inQuery('url', 'u', 'ued', 'p', 'urllink'),
  },
  // Filters of mail.
  {
    host: at('deref-web.de', 'deref-gmx.net', 'deref-mail.com'),
    path: /^\/mail\/client\//,
    target: inQuery('redirectUrl'),
  },
  {
    host: at('outgoing.prod.webservices.mozgcp.net', 'outgoing.mozilla.org'),
    path: /^\/v1\//,
    target: inPath(/^\/v1\/[^/]+\/(https?.+)$/),
  },
  {
    host: at('safelinks.protection.outlook.com', 'office.net', 'safelinks.protection.office365.us'),
    path: ANY,
    target: inQuery('url'),
  },
  { host: at('urldefense.proofpoint.com', 'urldefense.com'), path: /^\/v1\//, target: inQuery('u') },
  {
    host: at('urldefense.proofpoint.com', 'urldefense.com'),
    path: /^\/v2\//,
    target: ({ searchParams }) => [decoded(searchParams.get('u')?.replaceAll('-', '%').replaceAll('_', '/'))],
  },
  { host: at('urldefense.proofpoint.com', 'urldefense.com', 'urldefense.us'), path: /^\/v3\/__/, target: defended },
  { host: at('linkprotect.cudasvc.com'), path: ANY, target: inQuery('a') },
  { host: at('protection.sophos.com'), path: ANY, target: ({ searchParams }) => [base64(searchParams.get('u'))] },
  {
    host: at('secure-web.cisco.com'),
    path: /^\/[^/]+\/https?%3A/i,
    target: ({ pathname }) => [decoded(pathname.split('/')[2])],
  },
  { host: at('protect.checkpoint.com'), path: /^\/v2\//, target: inPath(/___(https?:.+?)___/) },
  {
    host: at('clicktime.symantec.com', 'fireeye.com', 'trendmicro.com', 'mimecast.com'),
    path: ANY,
    target: inQuery('u', 'url'),
  },
  // Archives, and pages that show another in their own.
  {
    host: at(
      'web.archive.org',
      'archive.org',
      'arquivo.pt',
      'webarchive.org.uk',
      'swap.stanford.edu',
      'wayback.archive-it.org',
    ),
    path: ANY,
    target: inPath(/^\/(?:[\w-]+\/){0,2}\d{4,14}(?:[a-z]{2}_)?\/(.+)$/),
  },
  {
    host: at('web.archive.org'),
    path: /^\/(?:web|save)\//,
    target: inPath(/^\/(?:web\/\*|web\/0|web|save)\/(https?:.+)$/),
  },
  {
    host: at('archive.today', 'archive.ph', 'archive.is', 'archive.li', 'archive.md', 'archive.vn', 'archive.fo'),
    path: ANY,
    target: inPath(/^\/(?:o\/\w+|newest|oldest|timegate|\d{4,14}|\d{4}\.\d\d\.\d\d-\d{6})\/(.+)$/),
  },
  {
    host: at('r.jina.ai', '12ft.io', 'outline.com', 'via.hypothes.is', 'removepaywall.com', 'smry.ai', 'freedium.cfd'),
    path: /^\/https?:/,
    target: inPath(/^\/(https?:.+)$/),
  },
  { host: at('printfriendly.com'), path: ANY, target: inQuery('url') },
];

/** Paths by which redirects are known whose service is not. */
export const GENERIC_PATH =
  /(?:^|\/)(?:url|redir|redirect|redirector|out|outgoing|outbound|away|click|track|link|links|go|goto|exit|leave|external|extern|jump|forward|l|r|rd|ck|linkout|gateway|newstracker)(?:\.\w{2,4})?\/?$/i;
/** Parameters in which such a redirect has its target. */
export const GENERIC_PARAMETERS = [
  'url',
  'u',
  'to',
  'target',
  'link',
  'dest',
  'destination',
  'redirect',
  'redirect_url',
  'redirect_uri',
  'goto',
  'href',
  'uri',
  'r',
  'q',
];

function decoded(text: string | null | undefined): string | null {
  if (!text) return null;
  try {
    return decodeURIComponent(text);
  } catch {
    return null;
  }
}

function base64(text: string | null | undefined): string | null {
  return text ? Buffer.from(text.replaceAll('-', '+').replaceAll('_', '/'), 'base64').toString('utf8') : null;
}

/** `post-example.translate.goog` → post.example: a hyphen is a dot, two are one hyphen. */
function translated(link: URL): string[] {
  const host = link.hostname
    .slice(0, -'.translate.goog'.length)
    .replaceAll(/--|-/g, (sign) => (sign === '-' ? '.' : '-'));
  const query = link.search
    .slice(1)
    .split('&')
    .filter((part) => part !== '' && !part.startsWith('_x_tr_'));
  const scheme = link.searchParams.get('_x_tr_sch') === 'http' ? 'http' : 'https';
  return [`${scheme}://${host}${link.pathname}${query.length > 0 ? `?${query.join('&')}` : ''}`];
}

/** Proofpoint's third form: each `*` of the address stands for the next byte of what is told behind it in base64. */
function defended({ pathname, search, hash }: URL): string[] {
  const [, address, rest = ''] = /^\/v3\/__(.+?)__;([\w-]*)/.exec(`${pathname}${search}${hash}`) ?? [];
  if (!address) return [];
  const signs = [...(base64(rest) ?? '')];
  return [
    address.replace(/\*/g, () => encodeURIComponent(signs.shift() ?? '*')).replace(/^(https?):\/(?=[^/])/i, '$1://'),
  ];
}
