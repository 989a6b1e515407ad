import { isGood, play } from './play.ts';
import { cells } from './scenarios.ts';
import { describeRow } from './table.ts';

/** ms for one row, played twice where it did not come about, when several are played at once on a small machine. */
const PATIENCE_MS = 600_000;

describe('what is promised about delivery', () => {
  it.concurrent.each(cells({ isShort: true }).map((cell) => [cell.scenario.name, cell.backend, cell] as const))(
    'is kept: %s, on %s',
    async (_name, _backend, cell) => {
      const row = await play({ ...cell, seed: 1, isShort: true });
      // What there is to say of it is the message.
      expect(isGood(row) ? '' : describeRow(row)).toBe('');
    },
    PATIENCE_MS,
  );
});
