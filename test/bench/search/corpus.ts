import type { ReadableArticle } from '../../../src/match/text/fields.ts';
import { type BenchArticle, writeArticles } from '../match/corpus.ts';
import { createVocabulary } from '../match/vocabulary.ts';
import { createRandom, type Random } from '../random.ts';

/** What some articles hold besides made-up words, by how many articles have one of it. */
const PLANTED: readonly { language: string; text: string; every: number }[] = [
  { language: 'en', text: 'Telegram handed user data to the police.', every: 500 },
  { language: 'en', text: 'Several privacy-minded users complained about the cyber-attacks.', every: 50 },
  { language: 'de', text: 'Telegram lieferte Nutzerdaten an Beamte des Bundeskriminalamtes in Köln.', every: 500 },
  { language: 'de', text: 'Frau Müller kaufte Häuser.', every: 50 },
  { language: 'ru', text: 'Полиции передали книги пользователей.', every: 100 },
  { language: 'zh', text: '电报向联邦刑事警察局交出用户数据。', every: 100 },
  { language: 'ar', text: 'سلمت الشرطة بيانات المستخدمين إلى وزير الداخلية.', every: 100 },
  { language: 'th', text: 'ตำรวจไทยจับกุมผู้ต้องหาในกรุงเทพ', every: 100 },
];

const LANGUAGES = ['en', 'de', 'en', 'fr', 'ru', 'zh', 'ar', 'th'];
/** Letters for those of made-up words; those that have none become the first. */
const ALPHABETS: Record<string, string> = {
  ru: 'абвгдезийклмнопрстуфхцыш',
  ar: 'ابتجدهوزحطيكلمنسعفصقرشخغ',
  th: 'กขคงจชซดตถทนบปผพมยรลวสหอ',
};
const LATIN = 'abvgdezijklmnoprstufhcyw';
/** A common letter comes more often: the cube of a number at random. */
const HAN = { first: 0x4e00, letters: 3_000, length: 1_700 };

/**
 * `count` articles of some 5 KB in seven languages, in batches, the same in every run: made-up words that come as often as
 * those of a language do, and among them what real queries ask for.
 */
export function* writeArchive(count: number, batch: number): Generator<ReadableArticle[]> {
  const vocabulary = createVocabulary(1);
  const random = createRandom(7);
  for (let done = 0; done < count; done += batch) {
    const length = Math.min(batch, count - done);
    yield writeArticles(vocabulary, { count: length, seed: done + 3, unseen: false }).map((article, nth) =>
      asWritten(article, done + nth, random),
    );
  }
}

function asWritten({ title, text }: BenchArticle, nth: number, random: Random): ReadableArticle {
  const language = LANGUAGES[nth % LANGUAGES.length]!;
  const round = Math.floor(nth / LANGUAGES.length);
  const planted = PLANTED.filter((one) => one.language === language && round % one.every === 0);
  const told = [...planted.map((one) => one.text), inScript(text, language, random)].join('\n\n');
  return {
    title: inScript(title, language, random).slice(0, 100),
    text: told,
    language,
    url: `https://news.example/${language}/${nth}`,
    outlet: `Outlet ${nth % 300}`,
    country: null,
    tags: [],
  };
}

function inScript(text: string, language: string, random: Random): string {
  const letters = ALPHABETS[language];
  if (letters !== undefined) {
    const written = text.toLowerCase().replace(/[a-z]/g, (letter) => letters[Math.max(0, LATIN.indexOf(letter))]!);
    return language === 'th' ? written.replaceAll(' ', '') : written;
  }
  if (language !== 'zh') return text;
  const length = Math.min(HAN.length, text.length);
  let written = '';
  for (let at = 0; at < length; at += 1)
    written +=
      at % 25 === 24
        ? '。'
        : String.fromCharCode(HAN.first + Math.floor(HAN.letters * (random.below(1_000) / 1_000) ** 3));
  return written;
}
