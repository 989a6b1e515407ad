import { isNews } from '../../../src/feed/polling/baseline.ts';

const addedAt = new Date('2026-11-24T12:00:00Z');
const now = new Date('2026-11-24T12:30:00Z');
const history = { addedAt, firstRead: false, backfill: false };
const at = (time: string | null) => ({ publishedAt: time === null ? null : new Date(time) });

describe('an item that was not in the feed before', () => {
  it('is news, with or without a date', () => {
    expect(isNews(at('2026-11-24T12:29:00Z'), history, now)).toBe(true);
    expect(isNews(at(null), history, now)).toBe(true);
  });

  it('is news where a wrong zone dates it up to a day off', () => {
    expect(isNews(at('2026-11-23T14:00:00Z'), history, now)).toBe(true);
    expect(isNews(at('2026-11-25T01:00:00Z'), history, now)).toBe(true);
  });

  it('is no news when it was published long before the feed was added', () => {
    expect(isNews(at('2026-11-22T12:00:00Z'), history, now)).toBe(false);
  });
});

describe('what a feed holds when it is first read', () => {
  const first = { ...history, firstRead: true };

  it('is no news, unless it was published since the feed was added', () => {
    expect(isNews(at('2026-11-24T11:59:00Z'), first, now)).toBe(false);
    expect(isNews(at(null), first, now)).toBe(false);
    expect(isNews(at('2026-11-24T12:10:00Z'), first, now)).toBe(true);
  });

  it('is no news when a wrong zone dates it in the future', () => {
    expect(isNews(at('2026-11-24T19:00:00Z'), first, now)).toBe(false);
  });

  it('is news when asked for', () => {
    expect(isNews(at('2020-01-01T00:00:00Z'), { ...first, backfill: true }, now)).toBe(true);
  });
});
