import iconv from 'iconv-lite';
import { decodeDocument } from '../../src/charset/decode.ts';

const textOf = (bytes: Uint8Array, contentType: string | null) =>
  decodeDocument(bytes, { contentType, url: null }).text;
const faultsOf = (bytes: Uint8Array, contentType: string | null) =>
  decodeDocument(bytes, { contentType, url: null }).faults;

const declare = (charset: string, text: string) => `<?xml version="1.0" encoding="${charset}"?><title>${text}</title>`;

it.each([
  ['utf-8', 'Ämter – 電報'],
  ['iso-8859-1', 'Ämter'],
  ['windows-1251', 'Телеграм'],
  ['koi8-r', 'Телеграм'],
  ['gb2312', '电报'],
  ['gb18030', '电报㐀'],
  ['big5', '電報'],
  ['shift_jis', '速報'],
  ['euc-jp', '速報'],
  ['euc-kr', '속보'],
])('reads %s, named in the header or in the document', (charset, text) => {
  const named = declare(charset, text);
  expect(textOf(iconv.encode(named, charset), null)).toBe(named);
  expect(textOf(iconv.encode(text, charset), `text/xml; charset="${charset.toUpperCase()}"`)).toBe(text);
});

it.each(['utf-8', 'utf-16le', 'utf-16be', 'utf-32le', 'utf-32be'])('reads %s by its byte order mark', (charset) => {
  const bytes = iconv.encode('電報 Ämter', charset, { addBOM: true });
  expect(textOf(bytes, 'text/xml; charset=iso-8859-1')).toBe('電報 Ämter');
});

it.each(['utf-16le', 'utf-16be'])('reads %s without a mark by its first characters', (charset) => {
  const document = declare('UTF-16', '電報');
  expect(textOf(iconv.encode(document, charset), null)).toBe(document);
});

it('believes the header before the document', () => {
  const bytes = iconv.encode(declare('iso-8859-1', 'Телеграм'), 'windows-1251');
  expect(textOf(bytes, 'text/xml; charset=windows-1251')).toContain('Телеграм');
});

it('reads what is called ISO-8859-1 as the windows-1252 it is', () => {
  expect(textOf(Buffer.from([0x93, 0x80, 0x94]), 'text/xml; charset=ISO-8859-1')).toBe('“€”');
});

it('does not believe UTF-8 that is none', () => {
  expect(textOf(Buffer.from([0x93, 0xe4, 0x94]), 'text/xml; charset=utf-8')).toBe('“ä”');
});

it.each(['x-unknown', 'base64', 'hex', 'utf-16', ''])('passes over the charset "%s"', (charset) => {
  expect(textOf(Buffer.from(declare(charset, 'Ämter')), `text/xml; charset=${charset}`)).toContain('Ämter');
});

it('without any declaration takes UTF-8, else windows-1252', () => {
  expect(textOf(Buffer.from('Ämter'), null)).toBe('Ämter');
  expect(textOf(iconv.encode('Ämter €', 'windows-1252'), null)).toBe('Ämter €');
});

it('believes the document where the header is a slip, and says so', () => {
  const bytes = Buffer.from(declare('utf-8', 'Élan 新闻'));
  expect(textOf(bytes, 'text/xml; charset=euc-jp')).toContain('Élan 新闻');
  expect(faultsOf(bytes, 'text/xml; charset=euc-jp')).toEqual([
    'the charset euc-jp of the HTTP header is not the document\u2019s'.replace('\u2019', "'"),
  ]);
});

it('keeps a document in UTF-8 of which a few bytes are damaged', () => {
  const bytes = Buffer.concat([Buffer.from('Ämter in Łódź '), Buffer.from([0xff]), Buffer.from(' übrig')]);
  expect(textOf(bytes, 'text/xml; charset=utf-8')).toBe('Ämter in Łódź \ufffd übrig');
  expect(faultsOf(bytes, null)).toEqual(['some bytes of the document are damaged']);
});

it('reads quotes of windows-1252 that went through another charset', () => {
  expect(textOf(Buffer.from('don\u0092t'), null)).toBe('don’t');
});

it.each(['gb2312', 'gbk'])('reads %s by the larger charset that it is part of', (charset) => {
  expect(textOf(iconv.encode(declare(charset, '新聞€'), 'gb18030'), null)).toContain('新聞€');
});

it.each([
  ['ja', 'shift_jis', 'ニュース速報'],
  ['ru-RU', 'windows-1251', 'Выборы в Москве'],
  ['ko', 'euc-kr', '뉴스 속보'],
  ['zh-TW', 'big5', '新聞快報'],
  ['pl', 'windows-1250', 'Łódź'],
])('reads a document in %s that names no charset as %s', (language, charset, text) => {
  const bytes = iconv.encode(`<rss><channel><language>${language}</language><title>${text}</title>`, charset);
  expect(textOf(bytes, null)).toContain(text);
  expect(faultsOf(bytes, null)).toEqual([expect.stringMatching(/it is read as [\w-]+$/)]);
});

it('takes no harm from ten million bytes that are nothing', () => {
  for (const byte of [0xff, 0x80, 0x92]) expect(textOf(Buffer.alloc(10_000_000, byte), null)).toHaveLength(10_000_000);
});

it('reads two letters of windows-1252 beside each other within a word', () => {
  const bytes = Buffer.concat([
    Buffer.from('<a>Fähre über Öl</a><b>Sch'),
    Buffer.from([0xf6, 0xdf]),
    Buffer.from('e</b>'),
  ]);
  expect(decodeDocument(bytes, { contentType: null, url: null }).text).toBe('<a>Fähre über Öl</a><b>Schöße</b>');
});
