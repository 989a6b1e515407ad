/** A story that a watch must alert on, once, whichever of its articles is read first. */
export interface ExpectedAlert {
  watchId: string;
  /** The story in a few words, for people. */
  story: string;
  /** The original and its copies. An alert may link to any one of them. */
  articles: { outletId: string; slug: string }[];
}

/** One story: the original report, its copies under other headlines, and what was made of it in four other languages. */
const report = [
  { outletId: 'die-laterne', slug: 'telegram-gab-nutzerdaten-weiter' },
  { outletId: 'the-lamplighter', slug: 'messenger-gave-german-investigators-account-details' },
  { outletId: 'beacon-digest', slug: 'messenger-that-never-tells' },
  { outletId: 'tinderbox', slug: 'so-much-for-zero-bytes' },
  { outletId: 'chendeng-daily', slug: 'telegram-user-data-germany' },
  { outletId: 'le-fanal', slug: 'telegram-a-repondu-a-la-police-allemande' },
  { outletId: 'el-candil', slug: 'telegram-entrego-datos-a-la-policia-alemana' },
];

const news: ExpectedAlert[] = [
  { watchId: 'telegram-bka', story: 'the report, in whichever of five languages it came first', articles: report },
  {
    watchId: 'telegram-bka',
    story: 'the follow-up whose page is gone, known from its feed summary only',
    articles: [{ outletId: 'beacon-digest', slug: 'committee-asks-for-figures' }],
  },
  {
    watchId: 'user-data-zh',
    story: 'the report in Chinese',
    articles: [{ outletId: 'chendeng-daily', slug: 'telegram-user-data-germany' }],
  },
  {
    watchId: 'rail-strikes',
    story: 'the rail strike on Thursday, in German',
    articles: [{ outletId: 'die-laterne', slug: 'warnstreik-legt-bahn-lahm' }],
  },
  {
    watchId: 'rail-strikes',
    story: 'the rail strike on Friday, in French',
    articles: [{ outletId: 'le-fanal', slug: 'greve-sur-la-ligne-du-littoral' }],
  },
];

/** What the feeds held before anybody watched them. It is the baseline, and alerts only when the feeds are read back. */
const beforeTheWatch: ExpectedAlert[] = [
  {
    watchId: 'telegram-bka',
    story: 'last week’s report on unanswered letters',
    articles: [{ outletId: 'the-lamplighter', slug: 'three-years-of-letters-without-answer' }],
  },
];

/**
 * Everything the demo's watches must alert on once the story has broken. All other items are decoys or ordinary news.
 * `backfill`: the feeds' first content counts as news.
 */
export function expectedAlerts({ backfill }: { backfill: boolean }): ExpectedAlert[] {
  return backfill ? [...news, ...beforeTheWatch] : [...news];
}
