import { shareOut } from '../../workers/tick.ts';

const due = (count: number, failing = false) =>
  Array.from({ length: count }, (_, index) => ({ id: `${failing ? 'failing' : 'feed'}${index}`, failing }));

describe('due feeds', () => {
  it('have a job each while there are few', () => {
    expect(shareOut(due(3))).toEqual([['feed0'], ['feed1'], ['feed2']]);
    expect(shareOut([])).toEqual([]);
  });

  it('share jobs when there are many, eight at most', () => {
    expect(shareOut(due(100)).map(({ length }) => length)).toEqual(Array(50).fill(2));
    const many = shareOut(due(1_003));
    expect(Math.max(...many.map(({ length }) => length))).toBe(8);
    expect(many.flat()).toHaveLength(1_003);
  });

  it('that failed before stay alone', () => {
    const jobs = shareOut([...due(100), ...due(2, true)]);
    expect(jobs.slice(-2)).toEqual([['failing0'], ['failing1']]);
  });
});
