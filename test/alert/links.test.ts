import { LINK_MS, type LinkClaim, messageLinksOf, readLink, signLink } from '../../src/alert/links.ts';
import type { Digest } from '../../src/model/delivery.ts';
import { deliveryOf, newsOn, telegramNews } from './support/alerts.ts';

const KEY = Buffer.alloc(32, 7);
const NOW = new Date('2026-11-24T01:16:30Z');
const claim: LinkClaim = {
  action: 'mute_story',
  deliveryId: '5d0c1d2e-93b7-4a52-8a0f-6f3c2b1a0e9d',
  expiresAt: new Date(NOW.getTime() + 1_000),
};
const token = signLink(KEY, claim);
const news = { ...telegramNews, pagesUrl: 'https://wirewatch.example/pages/' };

describe('a link that acts', () => {
  it('is read as what was signed, until it expires', () => {
    expect(readLink(KEY, token, NOW)).toEqual({ kind: 'good', claim });
    expect(readLink(KEY, token, claim.expiresAt)).toEqual({ kind: 'expired', claim });
  });

  it('is none with another key, another claim, or other letters', () => {
    const [, mac] = token.split('.');
    const other = signLink(KEY, { ...claim, action: 'unsubscribe' }).split('.')[0];
    const unsigned = Buffer.from('{"a":"unsubscribe"}').toString('base64url');
    const forged = [
      `${other}.${mac}`,
      `${unsigned}.`,
      `${token}.`,
      `${token}A`,
      token.slice(0, -1),
      '',
      '.',
      'a'.repeat(1e6),
    ];
    for (const each of forged) expect(readLink(KEY, each, NOW)).toEqual({ kind: 'forged' });
    expect(readLink(Buffer.alloc(32, 8), token, NOW)).toEqual({ kind: 'forged' });
  });
});

describe('the links of a message', () => {
  it('are the same at each attempt, and expire thirty days after it was made', () => {
    const delivery = deliveryOf(news, { recipient: 'desk@example.org' });
    const links = messageLinksOf(delivery, KEY);
    expect(messageLinksOf({ ...delivery, attempt: 9, possibleDuplicate: true }, KEY)).toEqual(links);
    expect(links.actions.map(({ label }) => label)).toEqual(['Mute this story', 'Mute this source', 'Not relevant']);
    const all = [...links.actions.map(({ link }) => link), links.unsubscribe!];
    const read = all.map((link) => {
      expect(link).toMatch(/^https:\/\/wirewatch\.example\/pages\/act\/[\w.-]+$/);
      return readLink(KEY, link.split('/').at(-1)!, NOW);
    });
    const expiresAt = new Date(NOW.getTime() + LINK_MS);
    expect(read).toEqual(
      ['mute_story', 'mute_source', 'not_relevant', 'unsubscribe'].map((action) => ({
        kind: 'good',
        claim: { action, deliveryId: delivery.id, expiresAt },
      })),
    );
  });

  it('are those that mean something: a channel is not unsubscribed, and no story or source is muted that there is not', () => {
    const bare = { ...newsOn({ outlet: null, url: null }), pagesUrl: news.pagesUrl, story: null };
    const { actions, unsubscribe } = messageLinksOf(deliveryOf(bare), KEY);
    expect(actions.map(({ label }) => label)).toEqual(['Not relevant']);
    expect(unsubscribe).toBeNull();
  });

  it('are those of each story, in a digest, and say which of them they are for', () => {
    const { article, alerts, coverage, story } = telegramNews;
    const told = { article, alerts, coverage, story };
    const digest: Digest = {
      ...{ kind: 'digest', because: 'mute', since: NOW, stories: [told, { ...told, story: null }, told] },
      totals: { stories: 3, alerts: 3, bySeverity: [] },
      ...{ silenced: [], updates: [], pagesUrl: news.pagesUrl, createdAt: NOW },
    };
    const { actions, ofStories } = messageLinksOf(deliveryOf(digest), KEY);
    expect(actions).toEqual([]);
    const read = ofStories.map((each) => each.map(({ link }) => readLink(KEY, link.split('/').at(-1)!, NOW)));
    const claims = read.map((each) =>
      each.map((one) => (one.kind === 'good' ? [one.claim.action, one.claim.place] : one)),
    );
    expect(claims).toEqual([
      [
        ['mute_story', 0],
        ['mute_source', 0],
        ['not_relevant', 0],
      ],
      [
        ['mute_source', 1],
        ['not_relevant', 1],
      ],
      [
        ['mute_story', 2],
        ['mute_source', 2],
        ['not_relevant', 2],
      ],
    ]);
  });

  it('are none where nobody said where the pages are', () => {
    const delivery = deliveryOf(telegramNews, { recipient: 'desk@example.org' });
    expect(messageLinksOf(delivery, KEY)).toEqual({ actions: [], ofStories: [], unsubscribe: null });
  });
});
