/**
 * How the data of a page's scripts names its parts, as data. Names are cut into words: `relatedArticles` → related articles.
 */

/** Words in the name of what is not this article. */
export const OTHER_NAMES = new Set(
  (
    'related recommended recommendation recommendations teaser teasers latest trending popular sidebar comment comments ' +
    'replies footer header nav navigation menu menus i18n intl locale locales message messages translation translations ' +
    'lang langs language languages dictionary labels strings consent cookie cookies privacy gdpr cmp config configuration ' +
    'settings options env ad ads advert advertisement newsletter newsletters promo promos author authors byline bio ' +
    'biography profile users seo schema breadcrumb breadcrumbs legal terms imprint faq error errors caption captions ' +
    'credit credits copyright script scripts style styles css svg icon theme next previous prev more recirculation ' +
    'disclaimer paywall offer offers subscription subscriptions product products livechat form forms'
  ).split(' '),
);

/** Words in the name of what is no text at all. */
export const NO_TEXT_NAMES = new Set(
  'id uuid key type typename url uri href src slug path link permalink alt class classname hash token date time query color image thumbnail'.split(
    ' ',
  ),
);

/** Names of a title in data. */
export const TITLE_NAMES = [
  'title',
  'headline',
  'headlines',
  'name',
  'head',
  'heading',
  'articleTitle',
  'newsTitle',
  'subject',
];
/** Names of an address. */
export const ADDRESS_NAMES = [
  'url',
  'href',
  'link',
  'slug',
  'path',
  'permalink',
  'canonical',
  'canonicalUrl',
  'canonical_url',
  'website_url',
  'uri',
];
/** Names of a summary. */
export const SUMMARY_NAMES = [
  'summary',
  'description',
  'excerpt',
  'teaser',
  'dek',
  'abstract',
  'lead',
  'intro',
  'standfirst',
  'subtitle',
];

/** Types of blocks of a text in the formats of editors. */
export const BLOCK_TYPES =
  /^(?:core\/)?(?:p|para|paragraph|text-?block|block|h[1-6]|heading(?:-?\d)?|head(?:ing|line)|li|list-?_?item|blockquote|quote|unstyled|normal|header-(?:one|two|three))$/i;
/** Types of pieces within a block. */
export const PIECE_TYPES =
  /^(?:text|span|leaf|textnode|link|a|hyperlink|autolink|strong|em|b|i|u|mark|sub|sup|code|inline|mention|br|hard_?break|linebreak|entry-hyperlink)$/i;
