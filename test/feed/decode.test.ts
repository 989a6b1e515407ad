import iconv from 'iconv-lite';
import { decodeFeed } from '../../src/feed/decode.ts';

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
  expect(decodeFeed(iconv.encode(named, charset), null)).toBe(named);
  expect(decodeFeed(iconv.encode(text, charset), `text/xml; charset="${charset.toUpperCase()}"`)).toBe(text);
});

it.each(['utf-8', 'utf-16le', 'utf-16be', 'utf-32le', 'utf-32be'])('reads %s by its byte order mark', (charset) => {
  const bytes = iconv.encode('電報 Ämter', charset, { addBOM: true });
  expect(decodeFeed(bytes, 'text/xml; charset=iso-8859-1')).toBe('電報 Ämter');
});

it.each(['utf-16le', 'utf-16be'])('reads %s without a mark by its first characters', (charset) => {
  const document = declare('UTF-16', '電報');
  expect(decodeFeed(iconv.encode(document, charset), null)).toBe(document);
});

it('believes the header before the document', () => {
  const bytes = iconv.encode(declare('iso-8859-1', 'Телеграм'), 'windows-1251');
  expect(decodeFeed(bytes, 'text/xml; charset=windows-1251')).toContain('Телеграм');
});

it('reads what is called ISO-8859-1 as the windows-1252 it is', () => {
  expect(decodeFeed(Buffer.from([0x93, 0x80, 0x94]), 'text/xml; charset=ISO-8859-1')).toBe('“€”');
});

it('does not believe UTF-8 that is none', () => {
  expect(decodeFeed(Buffer.from([0x93, 0xe4, 0x94]), 'text/xml; charset=utf-8')).toBe('“ä”');
});

it.each(['x-unknown', 'base64', 'hex', 'utf-16', ''])('passes over the charset "%s"', (charset) => {
  expect(decodeFeed(Buffer.from(declare(charset, 'Ämter')), `text/xml; charset=${charset}`)).toContain('Ämter');
});

it('without any declaration takes UTF-8, else windows-1252', () => {
  expect(decodeFeed(Buffer.from('Ämter'), null)).toBe('Ämter');
  expect(decodeFeed(iconv.encode('Ämter €', 'windows-1252'), null)).toBe('Ämter €');
});
