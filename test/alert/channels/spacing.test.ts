import { createSpacing } from '../../../src/alert/channels/spacing.ts';

const NOW = 1_000_000;

describe('messages to one address', () => {
  it('go one after the other, a second apart', () => {
    const spacing = createSpacing(1_000, 2_000);
    const turns = [0, 0, 500].map((ms) => spacing.take('a', NOW + ms));
    expect(turns).toEqual([
      { kind: 'soon', inMs: 0 },
      { kind: 'soon', inMs: 1_000 },
      { kind: 'soon', inMs: 1_500 },
    ]);
  });

  it('are sent away to times of their own when the line is long', () => {
    const spacing = createSpacing(1_000, 2_000);
    const turns = Array.from({ length: 6 }, () => spacing.take('a', NOW));
    expect(turns.slice(3)).toEqual([
      { kind: 'later', inMs: 4_000 },
      { kind: 'later', inMs: 5_000 },
      { kind: 'later', inMs: 6_000 },
    ]);
    expect([4_000, 5_000, 6_000].map((ms) => spacing.take('a', NOW + ms))).toEqual([
      { kind: 'soon', inMs: 0 },
      { kind: 'soon', inMs: 0 },
      { kind: 'soon', inMs: 0 },
    ]);
  });

  it('do not wait for messages to another', () => {
    const spacing = createSpacing(1_000, 2_000);
    spacing.take('a', NOW);
    expect(spacing.take('b', NOW)).toEqual({ kind: 'soon', inMs: 0 });
  });

  it('rest when they are asked to', () => {
    const spacing = createSpacing(1_000, 2_000);
    spacing.pause('a', 30_000, NOW);
    expect(spacing.take('a', NOW)).toEqual({ kind: 'later', inMs: 31_000 });
    expect(spacing.take('a', NOW + 31_000)).toEqual({ kind: 'soon', inMs: 0 });
  });
});
