import { isWholeName, namesIn, startsAsByline } from '../../../src/extract/metadata/names.ts';

const OUTLETS = ['The Harbour Post', 'harbourpost'];

it.each<[string, string[]]>([
  ['By Ada Field', ['Ada Field']],
  ['Von Ada Feld und Bo Lund, Berlin', ['Ada Feld', 'Bo Lund']],
  ['Par Ada Champ et Bo Lund', ['Ada Champ', 'Bo Lund']],
  ['Ada Field, Political Editor', ['Ada Field']],
  ['ADA FIELD / Reuters', ['ADA FIELD', 'Reuters']],
  ['José Ortega y Gasset', ['José Ortega y Gasset']],
  ['Par Ada Champ et Bo Lund (avec AFP)', ['Ada Champ', 'Bo Lund']],
  ['2026-11-24 10:05 来源：信使报 记者：王小明', ['王小明']],
  ['بقلم أحمد علي', ['أحمد علي']],
  ['홍길동 기자 hong@news.example', ['홍길동']],
  ['dpa', ['dpa']],
  ['记者：王明、李华', ['王明', '李华']],
  ['（责任编辑：王明）', ['王明']],
  ['By Ada Field (text) and Bo Lund (pictures)', ['Ada Field', 'Bo Lund']],
  ['Written by Ada Field for The Other Post', ['Ada Field']],
  ['Text und Fotos: Ada Feld', ['Ada Feld']],
  ['Ein Bericht von Ada Feld aus Kiel', ['Ada Feld']],
  ['Von unserer Korrespondentin Ada Feld', ['Ada Feld']],
  ['本报记者 王小明 李华', ['王小明', '李华']],
  ['เรื่อง: สมชาย ใจดี', ['สมชาย ใจดี']],
  ['Dr. Ada van der Feld', ['Dr. Ada van der Feld']],
])('finds the names in "%s"', (text, names) => expect(namesIn(text, OUTLETS)).toEqual(names));

it.each([
  'The Harbour Post',
  'harbourpost.example',
  'Harbour Post News',
  'The Harbour Post, London',
  'Someone Else (www.someone.example)',
  'Redaktion',
  'https://www.facebook.com/ada',
  'ada@harbourpost.example',
  'newsdesk_2',
  'Senior correspondent',
  '3 November 2026',
])('finds nobody in "%s"', (text) => expect(namesIn(text, OUTLETS)).toEqual([]));

it('knows the beginning of a byline in many languages', () => {
  for (const text of [
    'Von Ada Feld',
    'by Ada Field',
    '(Von Ada Feld)',
    'Autorin: Ada Feld',
    '記者：王明',
    'Oleh Ada',
  ]) {
    expect([text, startsAsByline(text)]).toEqual([text, true]);
  }
  for (const text of ['Vonovia baut', 'Bypass closed', 'Oder so'])
    expect([text, startsAsByline(text)]).toEqual([text, false]);
});

it('knows whole names from other words', () => {
  for (const name of ['Ada Field', 'Ada van der Feld', "Siobhán O'Brien-Smith", '王小明']) {
    expect([name, isWholeName(name)]).toEqual([name, true]);
  }
  for (const name of ['Ada', 'Follow', 'read more', 'Themen bearbeiten', '東京社会部記者']) {
    expect([name, isWholeName(name)]).toEqual([name, false]);
  }
});

it('takes time in proportion to the length of the text', () => {
  for (const piece of [' and ', 'Von ', ', ', 'A ', '. ', '、']) namesIn(piece.repeat(50_000), OUTLETS);
});
