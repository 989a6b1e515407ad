import type { Delivery, News } from '../../../src/model/delivery.ts';
import type { Evidence, Field, Hit } from '../../../src/model/watch.ts';

/** The words of an article that a made-up match met. */
interface Mention {
  words: string;
  term?: string;
  alias?: string;
  field?: Field;
}

interface Story {
  title: string;
  text: string;
  mentions: Mention[];
  near?: { wordsBetween: number; allowed: number };
}

/** Evidence as the match engine gives it for `mentions` (in the order of the article), the text as its one passage. */
export function evidenceOf({ title, text, mentions, near }: Story): Evidence {
  const hits = mentions.map(({ words, term = words, alias = null, field = 'text' }): Hit => {
    const start = (field === 'title' ? title : text).indexOf(words);
    return { field, start, end: start + words.length, surface: words, term, alias };
  });
  const passage = (field: Field, words: string) => {
    const inside = hits.flatMap((hit, index) => (hit.field === field ? [index] : []));
    return inside.length === 0 ? [] : [{ field, start: 0, text: words, hits: inside }];
  };
  return {
    hits,
    proximities: near ? [{ left: hits.length - 2, right: hits.length - 1, ...near }] : [],
    passages: [...passage('text', text), ...passage('title', title)],
  };
}

/** A Hong Kong outlet, in English, on Telegram and the German Federal Criminal Police. */
export const telegramNews: News = {
  kind: 'news',
  pagesUrl: null,
  article: {
    url: 'https://www.harbour-tech.example/news/telegram-hands-over?id=7&lang=en',
    title: 'Messenger that promised silence is said to have talked to the police',
    language: 'en',
    outlet: 'Harbour Tech HK',
    authors: [],
    publishedAt: new Date('2026-11-24T01:15:00Z'),
    source: 'page',
    flags: [],
    lead: 'It had always said that it would not.',
  },
  alerts: [
    {
      id: '0b3f6a1e-6f0e-4c55-9a43-1d5b1f3f8f10',
      watch: {
        id: 'telegram-bka',
        name: 'Telegram and the BKA',
        query: 'Telegram NEAR/25 (@bka OR "user data")',
        severity: 'critical',
        tags: ['messengers'],
      },
      evidence: evidenceOf({
        title: 'Messenger that promised silence is said to have talked to the police',
        text: 'According to a magazine, Telegram answered when the German Federal Criminal Police asked for the names behind several accounts.',
        mentions: [
          { words: 'Telegram' },
          { words: 'German Federal Criminal Police', term: 'Federal Criminal Police', alias: 'bka' },
        ],
        near: { wordsBetween: 3, allowed: 25 },
      }),
      development: null,
    },
  ],
  coverage: [],
  story: {
    id: 17,
    reach: { articles: 1, sources: 1, languages: 1 },
    earliest: null,
    original: null,
    continues: null,
  },
  updates: [],
  createdAt: new Date('2026-11-24T01:16:30Z'),
};

/** The alert it consists of. */
export const [telegramAlert] = telegramNews.alerts as [News['alerts'][number]];

/** The news with another article, another evidence, or other things about its watch. */
export function newsOn(
  article: Partial<News['article']>,
  evidence = telegramAlert.evidence,
  watch: Partial<News['alerts'][number]['watch']> = {},
): News {
  return {
    ...telegramNews,
    article: { ...telegramNews.article, ...article },
    alerts: [{ ...telegramAlert, evidence, watch: { ...telegramAlert.watch, ...watch } }],
  };
}

export function deliveryOf(payload: Delivery['payload'], more: Partial<Delivery> = {}): Delivery {
  return {
    id: '5d0c1d2e-93b7-4a52-8a0f-6f3c2b1a0e9d',
    receiverId: 'newsdesk',
    recipient: '',
    payload,
    thread: null,
    attempt: 1,
    possibleDuplicate: false,
    ...more,
  };
}
