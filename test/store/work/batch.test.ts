import { createBatch } from '../../../src/store/work/batch.ts';

it('answers requests that come together with one call, each with its own answer', async () => {
  const calls: number[][] = [];
  const double = createBatch(async (numbers: number[]) => {
    calls.push(numbers);
    return numbers.map((number) => number * 2);
  });
  expect(await Promise.all([1, 2, 3].map(double))).toEqual([2, 4, 6]);
  expect(calls).toEqual([[1, 2, 3]]);
});

it('collects what comes while a call is under way for the next one', async () => {
  const calls: number[][] = [];
  let goOn = () => {};
  const work = createBatch(async (numbers: number[]) => {
    calls.push(numbers);
    if (calls.length === 1)
      await new Promise<void>((resolve) => {
        goOn = resolve;
      });
    return numbers;
  });
  const first = work(1);
  await new Promise(setImmediate);
  await new Promise(setImmediate);
  const others = [2, 3, 4].map(work);
  goOn();
  expect(await Promise.all([first, ...others])).toEqual([1, 2, 3, 4]);
  expect(calls).toEqual([[1], [2, 3, 4]]);
});

it('fails those whose call failed, and goes on with the others', async () => {
  let calls = 0;
  const work = createBatch(async (numbers: number[]) => {
    calls += 1;
    if (calls === 1) throw new Error('the database is away');
    return numbers;
  });
  const failed = await Promise.allSettled([1, 2].map(work));
  expect(failed.map(({ status }) => status)).toEqual(['rejected', 'rejected']);
  expect(await work(3)).toBe(3);
});
