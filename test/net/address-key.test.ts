import { readFileSync } from 'node:fs';
import { addressKey } from '../../src/net/address-key.ts';

/** Rows of the tables of a page, by the heading above them: the code in each cell. */
function rowsUnder(heading: string): string[][] {
  const page = readFileSync(new URL('../../docs/addresses.md', import.meta.url), 'utf8');
  const section = page.split(/^## /m).find((part) => part.startsWith(heading))!;
  return section
    .split('\n')
    .filter((line) => /^\| `/.test(line))
    .map((line) => [...line.matchAll(/`([^`]+)`/g)].map(([, code]) => code!.replaceAll('\\|', '|')));
}

describe('an address', () => {
  it.each(rowsUnder('One article').map(([a, b]) => [a!, b!]))('%s and %s are one article', (a, b) => {
    expect(addressKey(b)).toBe(addressKey(a));
    expect(addressKey(a)).not.toBeNull();
  });

  it.each(rowsUnder('Two articles').map(([a, b]) => [a!, b!]))('%s and %s are two', (a, b) => {
    expect(addressKey(b)).not.toBe(addressKey(a));
  });

  it('that is none of http has no key', () => {
    for (const url of ['mailto:a@post.example', '/a', '', 'https://', 'javascript:1'])
      expect(addressKey(url)).toBeNull();
  });

  it('made to hurt is read at once', () => {
    for (const part of ['%', ';jsessionid=', '(S(', '/amp', '-', '&a', 'https://www.google.com/url?q=', '%25'])
      expect(addressKey(`https://post.example/${part.repeat(7_900 / part.length)}`)).not.toBe('');
  });
});
