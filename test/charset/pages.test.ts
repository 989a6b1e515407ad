import { decodeDocument } from '../../src/charset/decode.ts';

const decodePage = (page: Uint8Array, contentType: string | null) =>
  decodeDocument(page, { contentType, url: null }).text;

const bytes = (...values: number[]) => Uint8Array.from(values);
const ascii = (text: string) => Buffer.from(text, 'latin1');

describe('a page', () => {
  it('follows a byte order mark', () => {
    expect(decodePage(bytes(0xef, 0xbb, 0xbf, 0xc3, 0xbc), 'text/html; charset=iso-8859-1')).toBe('ü');
    expect(decodePage(bytes(0xff, 0xfe, 0xfc, 0x00), null)).toBe('ü');
    expect(decodePage(bytes(0xfe, 0xff, 0x00, 0xfc), null)).toBe('ü');
  });

  it('takes valid UTF-8 as such, whatever is declared', () => {
    expect(decodePage(Buffer.from('Müller 警察'), 'text/html; charset=iso-8859-1')).toBe('Müller 警察');
  });

  it('uses the charset of the header, then of the page', () => {
    expect(decodePage(bytes(0xcc, 0xd8), 'text/html; charset="GB2312"')).toBe('特');
    expect(decodePage(Buffer.concat([ascii('<meta charset=big5>'), bytes(0xaf, 0x53)]), 'text/html')).toMatch(/特$/);
    const equivalent = ascii('<meta http-equiv="Content-Type" content="text/html; charset=windows-1251">');
    expect(decodePage(Buffer.concat([equivalent, bytes(0xc4, 0xe0)]), null)).toMatch(/Да$/);
  });

  it('reads Japanese in seven bits although its bytes are valid UTF-8', () => {
    const japanese = bytes(0x1b, 0x24, 0x42, 0x46, 0x7c, 0x4b, 0x5c, 0x1b, 0x28, 0x42);
    expect(decodePage(japanese, 'text/html; charset=ISO-2022-JP')).toBe('日本');
  });

  it('falls back to windows-1252, with its own signs between 0x80 and 0x9f', () => {
    expect(decodePage(bytes(0x80, 0x93, 0xfc, 0x94), null)).toBe('€“ü”');
    expect(decodePage(bytes(0xfc), 'text/html; charset=no-such-charset')).toBe('ü');
    expect(decodePage(bytes(0xfc), 'text/html; charset=iso-8859-1')).toBe('ü');
  });

  it('keeps a page that is UTF-8 but for one bad byte', () => {
    expect(decodePage(bytes(0xc3, 0xbc, 0xff), 'text/html; charset=utf-8')).toBe('ü\ufffd');
  });
});
