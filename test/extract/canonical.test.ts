import { canonicalUrl } from '../../src/extract/canonical.ts';
import { normalizeUrl } from '../../src/net/url.ts';

const page = 'https://www.post.example/news/telegram-hands-over-data-4711?from=front';

describe('canonicalUrl', () => {
  it('believes a claim on the same site, absolute or relative', () => {
    const claimed = 'https://www.post.example/news/telegram-hands-over-data-4711';
    expect(canonicalUrl([claimed], page)).toBe(normalizeUrl(claimed));
    expect(canonicalUrl(['/news/telegram-hands-over-data-4711'], page)).toBe(normalizeUrl(claimed));
    expect(canonicalUrl([claimed], 'https://amp.post.example/news/telegram-hands-over-data-4711/amp')).toBe(
      normalizeUrl(claimed),
    );
  });

  it('believes a copy that names its original on another site, but no home page or section of it', () => {
    const original = 'https://agency.example/world/telegram-data';
    expect(canonicalUrl([original], page)).toBe(original);
    for (const claim of ['https://agency.example/', 'https://agency.example/world', 'https://evilpost.example/news']) {
      expect(canonicalUrl([claim], page)).toBe(normalizeUrl(page));
    }
  });

  it('believes no page that a template names in every article', () => {
    for (const claim of ['/start.html', '/index.php', '/de/home']) {
      expect(canonicalUrl([claim], page)).toBe(normalizeUrl(page));
    }
  });

  it('believes the site about its own short addresses', () => {
    expect(canonicalUrl(['/a/telegram'], 'https://post.example/?p=4711')).toBe('https://post.example/a/telegram');
  });

  it('does not believe a claim that would make all articles of a site or section one', () => {
    for (const claim of ['https://www.post.example/', '/', '/news', '/news/']) {
      expect(canonicalUrl([claim], page)).toBe(normalizeUrl(page));
    }
    const byNumber = 'https://post.example/article.php?id=4711';
    expect(canonicalUrl(['/article.php'], byNumber)).toBe(normalizeUrl(byNumber));
  });

  it('does not believe an address that is not http', () => {
    expect(canonicalUrl(['javascript:alert(1)', 'mailto:a@post.example', 'http://['], page)).toBe(normalizeUrl(page));
  });

  it('goes on to the next claim when the first is not believed', () => {
    expect(canonicalUrl(['/', '/news/story-4711'], page)).toBe(
      normalizeUrl('https://www.post.example/news/story-4711'),
    );
  });
});
