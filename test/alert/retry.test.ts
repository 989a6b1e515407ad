import { MAX_ATTEMPTS, nextAttempt, retryDelay } from '../../src/alert/retry.ts';

const failed = { kind: 'retry', reason: 'it answered 503' } as const;
const MIDDLE = 0.5;

describe('the next attempt', () => {
  it('comes after 5 s, then twice as long each time, then every hour', () => {
    const seconds = Array.from({ length: MAX_ATTEMPTS - 1 }, (_, index) => retryDelay(index + 1, MIDDLE) / 1000);
    expect(seconds).toEqual([5, 10, 20, 40, 80, 160, 320, 640, 1280, 2560, 3600, 3600, 3600]);
  });

  it('is a fifth earlier or later by chance', () => {
    expect(retryDelay(1, 0)).toBe(4_000);
    expect(retryDelay(1, 0.999)).toBe(5_998);
  });

  it('follows an attempt of unknown outcome, too', () => {
    expect(nextAttempt(2, { kind: 'unknown', reason: 'lost' }, MIDDLE)).toEqual({
      kind: 'unknown',
      reason: 'lost',
      retryInMs: 10_000,
    });
  });

  it('is not made after one that was taken or refused for good', () => {
    expect(nextAttempt(1, { kind: 'sent' })).toEqual({ kind: 'sent' });
    expect(nextAttempt(1, { kind: 'dead', reason: 'no_service' })).toEqual({ kind: 'dead', reason: 'no_service' });
  });

  it('is not made after the last, whose reason stays', () => {
    expect(nextAttempt(MAX_ATTEMPTS - 1, failed)).toMatchObject({ kind: 'retry' });
    expect(nextAttempt(MAX_ATTEMPTS, failed)).toEqual({
      kind: 'dead',
      reason: 'given up after 14 attempts: it answered 503',
    });
  });
});
