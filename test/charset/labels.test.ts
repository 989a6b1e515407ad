import { charsetLabelled } from '../../src/charset/labels.ts';

it.each([
  ['utf-8', 'utf8 UTF-8; "utf-8" utf_8 x-utf-8 cp65001 utf8mb4'],
  ['windows-1251', 'win-1251 windows1251 cp-1251 CP1251 x-cp1251 ms1251 win1251'],
  ['windows-1252', 'iso8859-1 ISO_8859-1 latin1 latin-1 ansi us-ascii ansi_x3.4-1968 cp1252 cp819'],
  ['shift_jis', 'cp932 ms932 x-sjis sjis shift-jis windows-31j'],
  ['cp949', 'cp949 ms949 uhc euc-kr ks_c_5601-1987 ksc5601 windows-949'],
  ['gb18030', 'gb2312 gbk x-gbk cp936 gb_2312-80 gb18030'],
  ['big5hkscs', 'big5 big5-hkscs x-x-big5 cp950'],
  ['windows-874', 'tis-620 iso-8859-11 cp874 dos-874'],
  ['windows-1254', 'iso-8859-9 latin5 cp1254'],
  ['euc-jp', 'eucjp x-euc-jp euc_jp'],
  ['iso-2022-jp', 'iso-2022-jp csiso2022jp'],
])('knows %s under the names that people write', (charset, labels) => {
  for (const label of labels.split(' ')) expect([label, charsetLabelled(label)]).toEqual([label, charset]);
});

it('knows no charset that is none, nor one that the label could not have been read in', () => {
  for (const label of ['x-unknown', 'base64', 'hex', 'utf-16', 'unicode', 'ucs-2', '']) {
    expect([label, charsetLabelled(label)]).toEqual([label, null]);
  }
});
