import { originOf, type Telling } from '../../src/story/origin.ts';

const telling = (outlet: string | null, hour: number | null, text = 'What happened.', isWhole = true): Telling => ({
  outlet,
  publishedAt: hour === null ? null : new Date(Date.UTC(2026, 10, 20, hour)),
  text,
  isWhole,
});

it('takes the article that was published first for the source where none is named, one without a time last', () => {
  const [late, early, untimed] = [telling('Herald', 9), telling('Courier', 8), telling('Gazette', null)];
  expect(originOf([untimed, late, early])).toEqual({ earliest: early, original: early });
});

it('takes the outlet that most others name for the source, with or without its article, whatever stands around it', () => {
  const source = telling('Die Laterne', 10);
  const first = telling('Courier', 8, 'As “Laterne” reports, the wolf is dead.');
  const second = telling('Herald', 9, 'The wolf is dead, says DIE LATERNE. The Courier says so, too.');
  expect(originOf([first, second, source])).toEqual({ earliest: first, original: source });
});

it('counts an outlet once, however many articles it has, and not itself', () => {
  const own = telling('Laterne', 12, 'The Laterne has learnt it.');
  const herald = [1, 2, 3].map((hour) => telling('Herald', hour, 'The Laterne has learnt it.'));
  const others = ['Gazette', 'Post-Kurier'].map((outlet, at) => telling(outlet, 5 + at, 'The Herald has learnt it.'));
  expect(originOf([own, ...herald, ...others]).original.outlet).toBe('Herald');
});

it('prefers one that was read as a whole where none is named', () => {
  const summary = telling('Gazette', 9, 'The wolf is dead.', false);
  const whole = telling('Tribune', 10);
  expect(originOf([summary, whole])).toEqual({ earliest: summary, original: whole });
});

it('takes no word of three letters for the name of an outlet', () => {
  const sun = telling('The Sun', 9);
  expect(originOf([telling('Courier', 8, 'The sun shone.'), sun]).original.outlet).toBe('Courier');
});
