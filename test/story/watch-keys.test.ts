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

it('counts little of what every article of a watch has, in whatever language and under whatever name', () => {
  const ofWatch = keysOfWords(['Plauder', 'BKA', 'Bundeskriminalamt'], 'de', ALIASES);
  const [all, little] = [comparer(RAID).link(TALKS, MODEL), comparer(RAID, ofWatch).link(TALKS, MODEL)];
  expect(little.score).toBeLessThan(all.score);
  const rarest = ({ commons }: typeof all) =>
    [...commons.groups, ...commons.names].map(({ a }) => [a.feature.written, a.rare]);
  const plauder = (link: typeof all) => rarest(link).find(([written]) => written === 'Plauder')![1] as number;
  expect(plauder(little) / plauder(all)).toBeCloseTo(0.4);
  const english = keysOfWords(['Federal Criminal Police Office'], 'en', ALIASES);
  const group = (link: typeof all) => link.commons.groups[0]!.a.rare;
  expect(group(comparer(RAID, english).link(TALKS, MODEL)) / group(all)).toBeCloseTo(0.4);
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
