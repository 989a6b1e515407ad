import { MAX_FAILED, nextAttempt, retryDelay, type SoFar, showsCopies } from '../../src/alert/retry.ts';

const failed = { kind: 'retry', reason: 'it answered 503' } as const;
const lost = { kind: 'unknown', reason: 'lost' } as const;
const MIDDLE = 0.5;
const soFar = (more: Partial<SoFar> = {}): SoFar => ({ failed: 0, unknown: 0, ageMs: 0, showsCopies: true, ...more });

describe('the next attempt', () => {
  it('comes after 5 s, then twice as long each time, then every hour', () => {
    const seconds = Array.from({ length: MAX_FAILED - 1 }, (_, index) => retryDelay(index + 1, MIDDLE) / 1000);
    expect(seconds).toEqual([5, 10, 20, 40, 80, 160, 320, 640, 1280, 2560, 3600, 3600, 3600]);
  });

  it('is a fifth earlier or later by chance', () => {
    expect(retryDelay(1, 0)).toBe(4_000);
    expect(retryDelay(1, 0.999)).toBe(5_998);
  });

  it('follows an attempt of unknown outcome, too', () => {
    const next = nextAttempt(soFar({ failed: 1 }), lost, MIDDLE);
    expect(next).toEqual({ kind: 'unknown', reason: 'lost', retryInMs: 10_000 });
  });

  it('is not made after one that was taken or refused for good', () => {
    expect(nextAttempt(soFar(), { kind: 'sent' })).toEqual({ kind: 'sent' });
    expect(nextAttempt(soFar(), { kind: 'dead', reason: 'no_service' })).toEqual({
      kind: 'dead',
      reason: 'no_service',
    });
  });

  it('is not made after the last, whose reason stays', () => {
    expect(nextAttempt(soFar({ failed: MAX_FAILED - 2 }), failed)).toMatchObject({ kind: 'retry' });
    expect(nextAttempt(soFar({ failed: MAX_FAILED - 1 }), failed)).toEqual({
      kind: 'dead',
      reason: 'given up after 14 attempts: it answered 503',
    });
  });

  it('is not made after three that may each have arrived, where copies are seen', () => {
    const twice = soFar({ failed: 2, unknown: 2 });
    expect(nextAttempt(soFar({ failed: 1, unknown: 1 }), lost)).toMatchObject({ kind: 'unknown' });
    expect(nextAttempt(twice, lost)).toEqual({
      kind: 'dead',
      reason: 'given up after 3 attempts that may each have arrived: lost',
    });
    expect(nextAttempt({ ...twice, showsCopies: false }, lost)).toMatchObject({ kind: 'unknown' });
    expect(nextAttempt(twice, failed)).toMatchObject({ kind: 'retry' });
  });

  it('comes minutes later when it is the last that may have arrived, so that an outage has time to end', () => {
    const next = (soFar: SoFar) => nextAttempt(soFar, lost, MIDDLE);
    expect(next(soFar())).toMatchObject({ retryInMs: 5_000 });
    expect(next(soFar({ failed: 1, unknown: 1 }))).toMatchObject({ retryInMs: 300_000 });
    expect(next(soFar({ failed: 8, unknown: 1 }))).toMatchObject({ retryInMs: 1_280_000 });
    expect(next(soFar({ failed: 1, unknown: 1, showsCopies: false }))).toMatchObject({ retryInMs: 10_000 });
  });

  it('counts neither a wait that was asked for nor what the operator has to mend, which is given up after a week', () => {
    const long = soFar({ failed: MAX_FAILED - 1, unknown: 2 });
    const held = { kind: 'held', reason: 'refused the login' } as const;
    expect(nextAttempt(long, { kind: 'throttled', reason: 'busy', inMs: 1 })).toMatchObject({ kind: 'throttled' });
    expect(nextAttempt(long, held)).toMatchObject({ kind: 'held' });
    expect(nextAttempt(soFar({ ageMs: 8 * 86_400_000 }), held)).toMatchObject({ kind: 'dead' });
  });
});

it('sees twice in Slack, mailboxes, Teams and behind Apprise what comes twice, and nowhere that knows deliveries by their ids', () => {
  const kinds = ['slack', 'slackBot', 'email', 'teams', 'apprise', 'webhook', 'matrix', 'inbox'] as const;
  expect(kinds.filter(showsCopies)).toEqual(['slack', 'slackBot', 'email', 'teams', 'apprise']);
});
