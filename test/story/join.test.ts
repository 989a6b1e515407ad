import { join, type StoryLink } from '../../src/story/join.ts';

const thresholds = {
  alone: { own: 5, across: 4 },
  best: 4,
  second: 2,
  mean: 2,
  merge: { mean: 3, best: 4, second: 2 },
};
const link = (story: string, score: number, isCopy = false): StoryLink<string> => ({
  article: `${story}-${score}`,
  story,
  score,
  isOwnLanguage: false,
  isCopy,
  isTemplate: false,
});

function decide(links: StoryLink<string>[], sizes: Record<string, number>, between: number[] = []) {
  const { story, absorbs } = join(
    links,
    (id) => sizes[id]!,
    () => between,
    thresholds,
  );
  return { story, absorbs };
}

it('begins a story where nothing is near', () => {
  expect(decide([], {})).toEqual({ story: null, absorbs: [] });
});

it('joins a story of one article by its only link', () => {
  expect(decide([link('a', 4)], { a: 1 })).toEqual({ story: 'a', absorbs: [] });
  expect(decide([link('a', 3.9)], { a: 1 })).toEqual({ story: null, absorbs: [] });
});

it('asks more of the only link in one language, in which look-alikes are to be had', () => {
  expect(decide([{ ...link('a', 4.9), isOwnLanguage: true }], { a: 1 }).story).toBeNull();
  expect(decide([{ ...link('a', 5), isOwnLanguage: true }], { a: 1 }).story).toBe('a');
});

it('joins a story of several by no single link', () => {
  expect(decide([link('a', 9)], { a: 2 }).story).toBeNull();
  expect(decide([link('a', 9), link('a', 1.9)], { a: 2 }).story).toBeNull();
  expect(decide([link('a', 4), link('a', 2)], { a: 2 }).story).toBe('a');
});

it('joins none of many articles by two links, the others not being found', () => {
  expect(decide([link('a', 9), link('a', 9)], { a: 10 }).story).toBeNull();
});

it('joins by a copy whatever the others are', () => {
  expect(decide([link('a', 9, true)], { a: 10 }).story).toBe('a');
});

it('joins the story of which it is a copy, however well it fits another, where a person told stories apart', () => {
  const links = [link('a', 9, true), link('a', 1), link('b', 14)];
  const sizeOf = (id: string) => (id === 'a' ? 3 : 1);
  expect(join(links, sizeOf, () => [], thresholds, true)).toMatchObject({ story: 'a', by: { score: 9 } });
  expect(join(links, sizeOf, () => [], thresholds)).toMatchObject({ story: 'b' });
});

it('joins by no copy a story that has the same text about something else', () => {
  const template = { ...link('a', -1), isTemplate: true };
  expect(decide([link('a', 9, true), template], { a: 2 }).story).toBeNull();
});

it('makes one story of two only if the links between them say so, too', () => {
  const links = [link('a', 9), link('a', 5), link('b', 6), link('b', 5)];
  expect(decide(links, { a: 2, b: 2 }, [6, 5, 4, 3])).toEqual({ story: 'a', absorbs: ['b'] });
  expect(decide(links, { a: 2, b: 2 }, [6, 5, -2, -2])).toEqual({ story: 'a', absorbs: [] });
  expect(decide(links, { a: 2, b: 2 }, [])).toEqual({ story: 'a', absorbs: [] });
});

it('makes one story of two of which the article would join one only, but of none that is hardly near', () => {
  const near = [link('a', 9), link('a', 5), link('b', 2.5)];
  expect(decide(near, { a: 2, b: 2 }, [6, 5, 4, 3]).absorbs).toEqual(['b']);
  expect(decide([link('a', 9), link('a', 5), link('b', 1.9)], { a: 2, b: 2 }, [6, 5, 4, 3]).absorbs).toEqual([]);
});
