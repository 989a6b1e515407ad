import type { Evidence, Field } from '../../src/model/watch.ts';
import { decide, type MetStory } from '../../src/story/decide.ts';

const metIn = (...fields: Field[]): Evidence => ({
  hits: fields.map((field) => ({ field, start: 0, end: 3, surface: 'sea', term: 'sea', alias: null })),
  proximities: [],
  passages: [],
});
const match = (watchId: string, evidence = metIn('text')) => ({ watchId, evidence });
const story = (id: number, more: Partial<MetStory<number>> = {}): MetStory<number> => ({
  id,
  keys: ['url:1'],
  hasOtherHeadline: false,
  alerted: [],
  apart: [],
  ...more,
});

it('makes a new story of an article that has no key in common with any, and alerts every watch', () => {
  expect(decide([match('port')], [])).toEqual({ story: null, absorbs: [], alerts: [match('port')], known: [] });
});

it('joins the oldest story that it meets, and makes one of all of them', () => {
  expect(decide([], [story(1), story(2), story(3)])).toMatchObject({ story: 1, absorbs: [2, 3] });
});

it('alerts only watches that none of these stories has alerted', () => {
  const met = [story(1, { alerted: ['port'] }), story(2, { alerted: ['sea'] })];
  expect(decide([match('port'), match('sea'), match('rain')], met).alerts).toEqual([match('rain')]);
});

describe('where a match rests on the headline alone', () => {
  const byHeadline = [match('port', metIn('title', 'headline'))];
  const byText = { keys: ['text:a'], hasOtherHeadline: true, alerted: ['port'] };

  it('the same text under another headline of the same source is another story', () => {
    expect(decide(byHeadline, [story(1, byText)])).toEqual({ story: null, absorbs: [], alerts: byHeadline, known: [] });
  });

  it('it is the same story under the same headline, or with an address in common', () => {
    expect(decide(byHeadline, [story(1, { ...byText, hasOtherHeadline: false })])).toMatchObject({
      story: 1,
      alerts: [],
    });
    expect(decide(byHeadline, [story(1, { ...byText, keys: ['text:a', 'url:1'] })])).toMatchObject({ story: 1 });
  });

  it('and others on the text, the headline decides for all', () => {
    expect(decide([...byHeadline, match('sea')], [story(1, byText)]).story).toBeNull();
  });
});

it('goes by the text where the text matched', () => {
  const met = [story(1, { keys: ['text:a'], hasOtherHeadline: true })];
  expect(decide([match('port', metIn('title', 'text'))], met).story).toBe(1);
});

describe('what a person told apart', () => {
  it('does not become one, whatever an article has in common with both', () => {
    const met = [story(1, { apart: [3], alerted: ['port'] }), story(2), story(3, { apart: [1], alerted: ['sea'] })];
    expect(decide([match('port'), match('sea')], met)).toMatchObject({
      story: 1,
      absorbs: [2],
      alerts: [match('sea')],
      known: [match('port')],
    });
  });

  it('is told by the address of an article before its text, which the other may have, too', () => {
    const met = [story(1, { keys: ['text:a'], apart: [2] }), story(2, { keys: ['url:1', 'text:b'], apart: [1] })];
    expect(decide([match('port')], met)).toMatchObject({ story: 2, absorbs: [] });
  });

  it('stays so when it is found by what it says', () => {
    expect(decide([], [], [story(1), story(2, { apart: [1] })])).toMatchObject({ story: 1, absorbs: [] });
  });
});
