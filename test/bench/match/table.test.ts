import type { SizeResult } from './size.ts';
import { growthOf } from './table.ts';

const at = (watches: number, perSecond: number) => ({ watches, engine: { find: { perSecond } } }) as SizeResult;

it('says growth 1 when a hundred times the watches take a hundred times as long, 0 when they take no longer', () => {
  expect(growthOf([at(1_000, 500), at(100_000, 5)])).toBeCloseTo(1);
  expect(growthOf([at(100, 900), at(1_000, 500), at(100_000, 500)])).toBeCloseTo(0);
  expect(growthOf([at(1_000, 500), at(100_000, 50)])).toBeCloseTo(0.5);
});

it('says no growth unless both sizes were measured', () => {
  expect(growthOf([at(1_000, 500), at(10_000, 50)])).toBeNull();
});
