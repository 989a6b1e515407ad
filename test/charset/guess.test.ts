import iconv from 'iconv-lite';
import { decodeDocument } from '../../src/charset/decode.ts';

const HEADLINES: [charsets: string, headline: string][] = [
  ['windows-1251 koi8-r iso-8859-5', 'В городе открыли новый мост через реку'],
  ['windows-1251 koi8-u', 'У місті відкрили новий міст через річку'],
  ['windows-1253 iso-8859-7', 'Άνοιξε η νέα γέφυρα στο ποτάμι'],
  ['windows-1255', 'נפתח גשר חדש מעל הנהר'],
  ['windows-1256', 'افتتاح جسر جديد فوق النهر'],
  ['windows-874', 'เปิดสะพานใหม่ข้ามแม่น้ำ'],
  ['windows-1250 iso-8859-2', 'Nowy most już otwarty, mówią mieszkańcy, że się cieszą'],
  ['windows-1250 iso-8859-2', 'Nový most přes řeku už stojí, říká úřad'],
  ['windows-1254', 'Yeni köprü açıldı, şehir için büyük gün'],
  ['windows-1257', 'Naujas tiltas per upę jau atidarytas, džiaugiasi žmonės'],
  ['windows-1252', 'Die neue Brücke über den Fluß ist eröffnet'],
  ['shift_jis euc-jp', '川に新しい橋が開通しました'],
  ['cp949', '강을 건너는 새 다리가 열렸다'],
  ['gb18030', '新桥今天正式通车'],
  ['big5', '新橋今天正式通車'],
];
const CASES = HEADLINES.flatMap(([charsets, headline]) =>
  charsets.split(' ').map((charset): [string, string] => [charset, headline]),
);
const textOf = (bytes: Uint8Array) => decodeDocument(bytes, { contentType: null, url: null }).text;

it.each(CASES)('reads a headline in %s by its letters, whatever is declared: %s', (charset, headline) => {
  for (const declaration of ['', ' encoding="utf-8"', ' encoding="iso-8859-1"']) {
    if (charset === 'windows-1252' && declaration !== '') continue;
    const document = `<?xml version="1.0"${declaration}?><rss><title>${headline}</title></rss>`;
    expect(textOf(iconv.encode(document, charset))).toBe(document);
  }
});

it.each([
  ['windows-1251', 'Мир'],
  ['windows-1251', 'Банк'],
  ['windows-1253', 'Νέα'],
])('reads no accented letters in a row where %s has a word: %s', (charset, word) => {
  expect(textOf(iconv.encode(word, charset))).toBe(word);
});

const mixed = (...parts: (string | [text: string, charset: string] | number[])[]) =>
  Buffer.concat(
    parts.map((part) => {
      if (typeof part === 'string') return Buffer.from(part);
      return typeof part[0] === 'string' ? iconv.encode(part[0], part[1] as string) : Buffer.from(part as number[]);
    }),
  );

it('reads a document of two charsets', () => {
  const latin = mixed('<a>Schöne Grüße</a><b>', ['Über die Brücke – „jetzt“', 'windows-1252'], '</b>');
  expect(textOf(latin)).toBe('<a>Schöne Grüße</a><b>Über die Brücke – „jetzt“</b>');
  const cyrillic = mixed('<a>Выборы в городе прошли спокойно</a><b>', ['Новый мост открыт', 'windows-1251'], '</b>');
  expect(textOf(cyrillic)).toBe('<a>Выборы в городе прошли спокойно</a><b>Новый мост открыт</b>');
  const mostly = mixed(['<a>Новый мост открыт в городе сегодня</a>', 'windows-1251'], '<b>Выборы</b>');
  expect(textOf(mostly)).toBe('<a>Новый мост открыт в городе сегодня</a><b>Выборы</b>');
});

it('reads a Latin byte among UTF-8 as the letter it is, and a damaged one as none', () => {
  expect(textOf(mixed('Stra', [0xdf], 'e und Größe'))).toBe('Straße und Größe');
  expect(textOf(mixed('M', [0xc3], 'nchen und Größe'))).toBe('M\ufffdnchen und Größe');
});

it.each(['港湾委員会は夜', 'Правление порта', '항만 위원회는'])('keeps UTF-8 of which bytes are cut: %s', (text) => {
  const cut = Buffer.concat([Buffer.from(text.repeat(5)), Buffer.from(text).subarray(0, 1)]);
  expect(textOf(cut)).toBe(`${text.repeat(5)}\ufffd`);
});

it('takes the language of a document and the country of its address as evidence', () => {
  const bytes = iconv.encode('<html lang="lv"><p>Vētra slēdza ostu', 'windows-1257');
  expect(textOf(bytes)).toContain('Vētra slēdza');
  const unnamed = iconv.encode('<p>Новини', 'koi8-u');
  expect(decodeDocument(unnamed, { contentType: null, url: 'https://news.example.ua/a' }).text).toBe('<p>Новини');
});
