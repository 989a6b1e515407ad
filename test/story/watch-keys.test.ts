import { knownAliases } from '../../src/story/features/aliases.ts';
import { weigh } from '../../src/story/keys.ts';
import { comparer } from '../../src/story/score/link.ts';
import { MODEL } from '../../src/story/score/weights.ts';
import { type SignableArticle, signatureOf } from '../../src/story/signature.ts';
import { keysOfWords } from '../../src/story/watch-keys.ts';

const ALIASES = knownAliases({ bka: ['Bundeskriminalamt', 'BKA', 'Federal Criminal Police Office'] });
const FREQUENCIES = { total: 1_000, of: () => 1 };

const signed = (more: Partial<SignableArticle>) =>
  weigh(
    signatureOf({ title: '', text: '', url: null, language: 'de', publishedAt: null, ...more }, ALIASES),
    FREQUENCIES,
  );

const RAID = signed({
  title: 'BKA nimmt Händler von Plauder-Kanälen fest',
  text: 'Das Bundeskriminalamt hat in Grauburg sieben Männer festgenommen, die über den Messenger Plauder Drogen verkauft haben sollen.',
});
const TALKS = signed({
  title: 'Plauder spricht mit dem BKA',
  text: 'Der Messenger Plauder und das Bundeskriminalamt haben sich auf einen Kontakt geeinigt, sagte Ministerin Ottilie Brand.',
});

it('leaves out what every article of a watch has, in whatever language and under whatever name', () => {
  const without = keysOfWords(['Plauder', 'BKA', 'Bundeskriminalamt'], 'de', ALIASES);
  const [all, left] = [comparer(RAID).link(TALKS, MODEL), comparer(RAID, without).link(TALKS, MODEL)];
  expect(all.commons.groups).toHaveLength(1);
  expect(left.score).toBeLessThan(all.score);
  expect(left.commons.groups).toEqual([]);
  const written = ({ commons }: typeof all) => commons.names.map(({ a }) => a.feature.written);
  expect([written(all), written(left)]).toEqual([expect.arrayContaining(['Plauder']), ['Messenger']]);
  const english = keysOfWords(['Federal Criminal Police Office'], 'en', ALIASES);
  expect(comparer(RAID, english).link(TALKS, MODEL).commons.groups).toEqual([]);
});

it('still counts a place among the words of a watch as a place', () => {
  const german = keysOfWords(['Deutschland', 'Berlin'], 'de', ALIASES);
  const places = signed({ title: 'Deutschland', text: 'In Deutschland wird es warm.' }).features.filter(
    ({ kind }) => kind === 'place',
  );
  expect(places).toHaveLength(1);
  expect(german.has(places[0]!.key)).toBe(false);
});

it('asks as little of a match with very many words as of one with few', () => {
  const many = Array.from({ length: 10_000 }, (_, number) => `word${number}`);
  expect(keysOfWords(many, 'en', ALIASES).size).toBeLessThan(200);
});
