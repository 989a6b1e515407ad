import type { AttemptOutcome, Delivery, News } from '../../../src/model/delivery.ts';
import { deliveryOf, newsOn, telegramNews } from '../support/alerts.ts';

/** What a service does about a message that comes. */
export type Scene =
  /** It takes it. */
  | 'takes'
  /** It has had too many. */
  | 'throttles'
  /** It is in trouble, as a server that answers 500. */
  | 'fails'
  /** It never will take it. */
  | 'refuses'
  /** It breaks the connection once it has read it. */
  | 'breaks off'
  /** It sends us on to an address within. */
  | 'redirects'
  /** It refuses it and says back all that it was sent. */
  | 'echoes';

/** An attempt at a service of its own. */
export interface Tried {
  outcome: AttemptOutcome;
  /** What arrived, each as it came over the wire, in UTF-8. */
  arrived: string[];
  /** What arrived where a redirect led. */
  elsewhere: number;
}

/** A message as the service would show it. */
export interface Shown {
  /** What stands there to be read. */
  text: string;
  /** Where what can be clicked on leads, of all that is marked up as a link. */
  links: string[];
  /** What calls people, and what is run. */
  live: string[];
}

/** The facts that hold for every channel. */
export type ContractCase =
  | 'sent'
  | 'throttled'
  | 'passing failure'
  | 'permanent failure'
  | 'unknown'
  | 'too long'
  | 'hostile text'
  | 'redirect'
  | 'secret';

/** A channel, and the service it talks to. */
export interface ContractAdapter {
  /** Starts a service on loopback that behaves so, makes one attempt at it, and ends it. */
  attempt(scene: Scene, delivery: Delivery): Promise<Tried>;
  /** ms that the service asks for when it throttles. */
  throttledMs: number;
  /** What becomes of a message that is never taken, or of an endpoint that never takes any. */
  permanent: 'dead' | 'held';
  /** What must be told to nobody. */
  secrets: string[];
  /** Reads what arrived as the service does. */
  show(arrived: string): Shown;
  /** Whether what arrived is within what the service takes; each limit with what was found. */
  limits(arrived: string): { limit: number; found: number }[];
  /** Why a fact is none for this channel; it is printed in the place of the test. */
  doesNotApply?: Partial<Record<ContractCase, string>>;
}

const HOSTILE = [
  '<!channel> @everyone @room',
  '<script>alert(1)</script>',
  '<https://evil.example/x|bank>',
  '[bank](https://evil.example/md)',
  'a\r\nBcc: all@evil.example',
  '\u202egnp.exe',
  '\ud83d end',
].join(' ');
/** What of it is to be read, letter by letter. */
const HOSTILE_READS = [
  '<!channel>',
  '<script>alert(1)</script>',
  '<https://evil.example/x|bank>',
  '[bank](https://evil.example/md)',
  'a Bcc: all@evil.example',
];

/** With an attacker's words wherever a publisher writes. */
function hostileNews(url: string): News {
  const hit = (field: 'title' | 'text') => {
    const start = HOSTILE.indexOf('alert(1)');
    return { field, start, end: start + 8, surface: 'alert(1)', term: '<b>alert', alias: null };
  };
  const evidence = {
    hits: [hit('title'), hit('text')],
    proximities: [],
    passages: [{ field: 'text' as const, start: 0, text: HOSTILE, hits: [1] }],
  };
  const coverage = { outlet: HOSTILE, title: HOSTILE, url, publishedAt: null };
  const news = newsOn({ url, title: HOSTILE, outlet: HOSTILE, authors: [HOSTILE], lead: HOSTILE }, evidence);
  return {
    ...news,
    coverage: [coverage],
    story: {
      id: 1,
      reach: { articles: 2, sources: 2, languages: 2 },
      earliest: coverage,
      original: coverage,
      continues: null,
    },
    updates: [{ storyId: 2, title: HOSTILE, reach: { articles: 2, sources: 2, languages: 1 } }],
  };
}

/** A title of 1 MB, and as much in all other places, for 50 watches. */
export function longNews(): News {
  const long = '<👩‍🚒&*_"'.repeat(100_000);
  const evidence = {
    hits: Array.from({ length: 50 }, (_, index) => {
      const start = index * 11;
      const surface = long.slice(start, start + 11);
      return { field: 'text' as const, start, end: start + 11, surface, term: `${index}${surface}`, alias: 'a' };
    }),
    proximities: [],
    passages: [{ field: 'text' as const, start: 0, text: long, hits: Array.from({ length: 50 }, (_, at) => at) }],
  };
  const url = `https://www.harbour-tech.example/${'a'.repeat(2_900)}`;
  const coverage = { outlet: long, title: long, url, publishedAt: new Date('2026-11-24T01:15:00Z') };
  const news = newsOn(
    { url, title: long, outlet: long, authors: [long, long], lead: long, flags: ['summary_only', 'paywall'] },
    evidence,
    { name: long, query: long, severity: long },
  );
  return {
    ...news,
    alerts: Array.from({ length: 50 }, () => news.alerts[0]!),
    coverage: Array.from({ length: 50 }, (_, index) => ({ ...coverage, outlet: `${index}${long}` })),
    story: {
      id: 1,
      reach: { articles: 99, sources: 99, languages: 9 },
      earliest: coverage,
      original: coverage,
      continues: coverage,
    },
    updates: Array.from({ length: 20 }, (_, storyId) => ({
      storyId,
      title: long,
      reach: { articles: 2, sources: 2, languages: 1 },
    })),
    pagesUrl: 'https://wirewatch.example',
  };
}

/** The facts that hold for every channel, as tests of this one. */
export function describeContract(channel: string, adapter: ContractAdapter): void {
  const fact = (name: ContractCase, says: string, test: () => Promise<void>) => {
    const reason = adapter.doesNotApply?.[name];
    if (reason === undefined) it(says, test);
    else it.skip(`${says}: does not apply, ${reason}`, test);
  };
  const recipient = 'desk@news.example';
  const delivery = deliveryOf(telegramNews, { recipient });

  describe(`the contract of channels, kept by ${channel}`, () => {
    fact('sent', 'is done when the service has it', async () => {
      const { outcome, arrived } = await adapter.attempt('takes', delivery);
      expect(outcome.kind).toBe('sent');
      expect(arrived).toHaveLength(1);
      expect(adapter.show(arrived[0]!).text).toContain(telegramNews.article.title);
    });

    fact('throttled', 'waits as long as the service asks for', async () => {
      const { outcome } = await adapter.attempt('throttles', delivery);
      expect(outcome).toMatchObject({ kind: 'throttled', inMs: adapter.throttledMs });
    });

    fact('passing failure', 'tries again after a failure that passes', async () => {
      expect((await adapter.attempt('fails', delivery)).outcome.kind).toBe('retry');
    });

    fact('permanent failure', 'does not try again by itself what never can succeed', async () => {
      expect((await adapter.attempt('refuses', delivery)).outcome.kind).toBe(adapter.permanent);
    });

    fact('unknown', 'does not know what became of a message whose answer was lost', async () => {
      const { outcome, arrived } = await adapter.attempt('breaks off', delivery);
      expect(outcome.kind).toBe('unknown');
      expect(arrived).toHaveLength(1);
    });

    fact('too long', 'keeps the limits of the service, whatever a publisher writes', async () => {
      const { outcome, arrived } = await adapter.attempt('takes', deliveryOf(longNews(), { recipient }));
      expect(outcome.kind).toBe('sent');
      expect(arrived).toHaveLength(1);
      const limits = adapter.limits(arrived[0]!);
      expect(limits.length).toBeGreaterThan(0);
      expect(limits.filter(({ limit, found }) => found > limit)).toEqual([]);
      const { text } = adapter.show(arrived[0]!);
      expect(text).toContain('…');
      // Not within a character.
      expect(text.isWellFormed()).toBe(true);
      expect(text).not.toMatch(/👩‍?…/u);
    });

    fact('hostile text', 'shows an attacker’s words as words', async () => {
      const url = telegramNews.article.url!;
      const { arrived } = await adapter.attempt('takes', deliveryOf(hostileNews(url), { recipient }));
      const { text, links, live } = adapter.show(arrived[0]!);
      for (const words of HOSTILE_READS) expect(text).toContain(words);
      expect(new Set(links)).toEqual(new Set(links.length === 0 ? [] : [url]));
      expect(live).toEqual([]);
      // Neither half a character, nor one put in its place on the way, nor what turns the direction of reading.
      expect(text.isWellFormed()).toBe(true);
      expect(text).not.toMatch(/\r|[\u202a-\u202e\u2066-\u2069]/);
    });

    fact('hostile text', 'links nowhere but to the web', async () => {
      const news = hostileNews('javascript:alert(document.domain)');
      const { arrived } = await adapter.attempt('takes', deliveryOf(news, { recipient }));
      expect(adapter.show(arrived[0]!).links).toEqual([]);
      expect(arrived[0]).not.toContain('javascript:');
    });

    fact('redirect', 'is not led on to an address within', async () => {
      const { outcome, elsewhere } = await adapter.attempt('redirects', delivery);
      expect(outcome.kind).toBe('retry');
      expect(elsewhere).toBe(0);
    });

    fact('secret', 'tells no secret, whatever happens', async () => {
      const scenes: Scene[] = ['throttles', 'fails', 'refuses', 'breaks off', 'redirects', 'echoes'];
      for (const scene of scenes) {
        const { outcome } = await adapter.attempt(scene, delivery);
        const said = JSON.stringify(outcome);
        expect([scene, adapter.secrets.filter((secret) => said.includes(secret))]).toEqual([scene, []]);
      }
    });
  });
}
