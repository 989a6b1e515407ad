import { createRandom } from '../bench/random.ts';
import { groupAll, hour, readFiction, sign } from './support.ts';

const fiction = readFiction();
const own = (stories: number[]) => stories.every((story, at) => story === at);

it.each<[string, { title: string; text: string }]>([
  ['is empty', { title: '', text: '' }],
  ['has one word', { title: 'Rain', text: 'Rain' }],
  ['holds numbers only', { title: '12 34 56', text: '1,234 5.6 % 7,890 12 34' }],
  ['holds signs only', { title: '—', text: '… !!! \u0000 \ud800 ' }],
])('an article that %s is its own story', (_, article) => {
  expect(own(groupAll([article, article, article]))).toBe(true);
});

it('reads a bounded part of a text of a million words', () => {
  const text = fiction.map((article) => article.text).join('\n');
  const long = text.repeat(Math.ceil(6_000_000 / text.length));
  const started = process.cpuUsage();
  const signature = sign({ title: 'Everything', text: long, language: 'en' });
  expect(process.cpuUsage(started).user).toBeLessThan(1_000_000);
  expect(signature.features.length).toBeLessThan(300);
});

const ONSETS = ['b', 'd', 'f', 'g', 'k', 'l', 'm', 'n', 'p', 'r', 's', 't', 'v', 'tr', 'st', 'kr', 'pl', 'gl'];

/** A name one can say, another for each number. */
function name(number: number): string {
  const random = createRandom(number);
  const word = Array.from({ length: 4 }, () => random.pick(ONSETS) + random.pick(['a', 'e', 'i', 'o', 'u'])).join('');
  return word[0]!.toUpperCase() + word.slice(1);
}

const TEMPLATES: [string, (n: number) => { title: string; text: string }][] = [
  [
    'weather reports',
    (n) => ({
      title: `Weather in ${name(n)}: ${10 + (n % 20)} degrees`,
      text: `${name(n)} expects rain from the west tomorrow with ${10 + (n % 20)} degrees at noon and gusts of up to ${40 + (n % 37)} kilometres an hour. In the night it clears up, and the weather office warns of slippery leaves on the roads of ${name(n)}.`,
    }),
  ],
  [
    'stock reports',
    (n) => ({
      title: `${name(n)} AG shares close at ${100 + n}.${10 + (n % 80)}`,
      text: `Shares of ${name(n)} AG closed at ${100 + n}.${10 + (n % 80)} on Monday, a change of ${n % 9}.${n % 7} percent in a market that moved little. The volume of ${10_000 + 37 * n} shares was below its average of the last fifty days.`,
    }),
  ],
  [
    'obituaries',
    (n) => ({
      title: `${name(n)} ${name((7 * n) % 1000)}, ${60 + (n % 39)}`,
      text: `${name(n)} ${name((7 * n) % 1000)}, aged ${60 + (n % 39)}, passed away peacefully at home surrounded by family. A service will be held at the chapel on Friday; the family asks for donations instead of flowers.`,
    }),
  ],
];

it.each(TEMPLATES)('a thousand %s from one template are not one story', (_, write) => {
  const stories = groupAll(
    Array.from({ length: 1_000 }, (_, n) => ({ ...write(n), language: 'en', publishedAt: hour(1) })),
  );
  const sizes = [...Map.groupBy(stories, (story) => story).values()].map((story) => story.length);
  expect(Math.max(...sizes)).toBeLessThanOrEqual(3);
});

it('the text of a wall below several headlines is not one story', () => {
  const text =
    'To read this article you need a subscription. Subscribers read all reports of our correspondents, the weekend magazine and the crossword, on every device and without advertising. The first month costs one crown, and you may cancel whenever you like. If you have an account already, please sign in with your address and your password.';
  const titles = fiction.filter(({ language }) => language === 'en').filter((_, at) => at % 4 === 0);
  const stories = groupAll(titles.map(({ title }) => ({ title, text, language: 'en', publishedAt: hour(1) })));
  expect(own(stories)).toBe(true);
});

it('a round-up never bridges the stories that it tells of', () => {
  const [first, second] = ['wolf', 'rocket'].map((story) => fiction.filter((article) => article.story === story));
  const roundUp = {
    title: 'The day in brief',
    text: ['wolf', 'rocket', 'prize', 'tram', 'museum', 'dam']
      .map((story) => fiction.find((one) => one.story === story)!.text)
      .join('\n\n'),
    language: 'en',
    publishedAt: hour(90),
  };
  const stories = groupAll([roundUp, ...first!, ...second!]).slice(1);
  expect(stories[0]).not.toBe(stories.at(-1));
  const late = groupAll([...first!, ...second!, roundUp]);
  expect(late[0]).not.toBe(late.at(-2));
});

it('keeps apart a text into which one other word was filled, however much of it is the same', () => {
  const told = ['harbour', 'airport', 'railway'].map((place, nth) => {
    const paragraphs = Array.from(
      { length: 5 },
      () => `What is known of the strike at the ${place} says what happened before and who was there, in calm words.`,
    );
    return {
      title: `Strike at the ${place}`,
      text: [`Strike at the ${place}: what is known so far.`, ...paragraphs].join('\n\n'),
      language: 'en',
      publishedAt: hour(nth),
    };
  });
  expect(groupAll(told)).toEqual([0, 1, 2]);
  const copy = { ...told[0]!, title: 'Nobody works in the port', publishedAt: hour(9) };
  expect(groupAll([...told, copy]).at(-1)).toBe(0);
});

it('keeps apart short reports of one template that name another town and other numbers', () => {
  const towns = [
    'Aldenau',
    'Brisk',
    'Cordal',
    'Demmern',
    'Eschfurt',
    'Fallenbrück',
    'Grauburg',
    'Hollerau',
    'Ruska',
    'Teufen',
  ];
  const told = towns.map((town, nth) => ({
    title: `Wetter in ${town}: Regen am Samstag`,
    text: `Die Wetterlage in ${town}: Heute liegen die Temperaturen zwischen ${nth - 4} und ${nth + 3} Grad. Der Wind weht schwach aus Nord mit ${4 + 2 * nth} km/h. Die Regenwahrscheinlichkeit beträgt ${10 + 7 * nth} Prozent. In der Nacht kühlt es ab. Am Sonntag bleibt die Wetterlage unverändert. Der Wetterdienst warnt vor Glätte auf Brücken.`,
    language: 'de',
    publishedAt: hour(nth),
  }));
  expect(groupAll(told)).toEqual(towns.map((_, nth) => nth));
});
