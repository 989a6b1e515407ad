import { normalizeUrl, parseHttpUrl } from '../../src/net/url.ts';

describe('the form that recognises an article', () => {
  it.each([
    ['HTTPS://WWW.Example.ORG/News/Telegram', 'https://www.example.org/News/Telegram'],
    ['http://example.org:80/a', 'http://example.org/a'],
    ['https://example.org:8443/a', 'https://example.org:8443/a'],
    ['https://example.org', 'https://example.org/'],
    ['https://example.org/a#comments', 'https://example.org/a'],
    ['https://user:secret@example.org/a', 'https://example.org/a'],
    ['https://example.org/a?utm_source=rss&UTM_Medium=feed&fbclid=x&gclid=y', 'https://example.org/a'],
    ['https://example.org/a?z=1&b=2&a', 'https://example.org/a?a&b=2&z=1'],
    ['https://example.org/a?id=2&id=1', 'https://example.org/a?id=2&id=1'],
    ['https://example.org/a?q=%c3%bc&&utm_id=1', 'https://example.org/a?q=%C3%BC'],
    ['https://müller.example/stra%c3%9fe', 'https://xn--mller-kva.example/stra%C3%9Fe'],
    ['  https://example.org/a\n', 'https://example.org/a'],
  ])('of %s is %s', (url, normal) => expect(normalizeUrl(url)).toBe(normal));

  it('keeps what may tell one article from another', () => {
    for (const url of ['https://example.org/a/', 'https://example.org/a?ref=1', 'https://example.org/a?source=x']) {
      expect(normalizeUrl(url)).toBe(url);
    }
  });

  it('is its own', () => {
    const normal = normalizeUrl('https://Example.org/a%2fb?y=%7e&x=1&utm_term=t#f');
    expect(normalizeUrl(normal!)).toBe(normal);
  });

  it.each([
    'javascript:alert(1)',
    'mailto:a@example.org',
    'ftp://example.org/',
    '/relative',
    'http://[',
    '',
    'data:,x',
  ])('is not given to "%s"', (url) => expect(normalizeUrl(url)).toBeNull());
});

describe('links', () => {
  it('are resolved against the page they stand on', () => {
    expect(parseHttpUrl('../b?c', 'https://example.org/a/x/')?.href).toBe('https://example.org/a/b?c');
    expect(parseHttpUrl('//other.example/b', 'https://example.org/')?.href).toBe('https://other.example/b');
  });

  it('are not followed beyond 8,000 characters', () => {
    expect(parseHttpUrl(`https://example.org/${'a'.repeat(8_000)}`)).toBeNull();
  });
});
