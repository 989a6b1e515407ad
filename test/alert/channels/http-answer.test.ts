import { askedDelay } from '../../../src/alert/channels/http-answer.ts';

describe('Retry-After', () => {
  const now = Date.parse('2026-11-24T01:00:00Z');
  const asked = (value: string) => askedDelay({ headers: { 'retry-after': value } }, now);

  it('is understood in seconds and as a date', () => {
    expect(asked('30')).toBe(30_000);
    expect(asked('Tue, 24 Nov 2026 01:01:00 GMT')).toBe(60_000);
  });

  it('asks for nothing when it is past, missing or nonsense', () => {
    expect(asked('Tue, 24 Nov 2026 00:59:00 GMT')).toBe(0);
    expect(asked('soon')).toBeNull();
    expect(askedDelay({ headers: {} }, now)).toBeNull();
  });
});
