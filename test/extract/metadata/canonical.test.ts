import { canonicalUrl } from '../../../src/extract/metadata/canonical.ts';
import { normalizeUrl } from '../../../src/net/url.ts';

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

  describe('of a claim that names this article', () => {
    it.each([
      ['/article.aspx?id=7', '/article.aspx?id=7&from=feed'],
      ['/view.php?no=12', '/view.php?no=12&page=3'],
      ['/a/pier-closes', '/?p=7'],
      ['/?p=4711', '/town/grain-pier-closes-4711'],
      ['/4711', '/town/grain-pier-closes-4711'],
      ['/town/grain-pier-closes', '/2026/town/grain-pier-closes'],
      ['/2026/town/grain-pier-closes-for-good', '/2026/town/grain-pier-closes'],
      ['/town/grain-pier-closes', '/town/grain-pier-closes/amp'],
      ['/town/grain-pier-closes', '/town/grain-pier-closes/2'],
      ['/town/grain-pier-closes', '/town/grain-pier-closes?page=2'],
      ['/article/7', '/article/7/amp'],
      ['http://post.example/town/grain-pier-closes', '/town/grain-pier-closes'],
      ['https://www.post.example/town/grain-pier-closes', 'https://m.post.example/town/grain-pier-closes'],
      ['https://agency.example/world/grain-pier-closes-88123', '/town/grain-pier-closes-4711'],
      ['/новости/пирс-закрыт', '/?p=7'],
    ])('%s on %s is believed', (claim, path) => {
      const at = new URL(path, 'https://post.example').href;
      expect(canonicalUrl([claim], at, 'Pier closes')).toBe(normalizeUrl(new URL(claim, at).href));
    });
  });

  describe('of a claim that cannot name this article', () => {
    it.each([
      ['/article.aspx', '/article.aspx?id=7'],
      ['/article.aspx?id=8', '/article.aspx?id=7'],
      ['/article.aspx?cat=2', '/article.aspx?id=7&cat=2'],
      ['/news/detail-page', '/news/detail-page?id=7'],
      ['/', '/?p=7'],
      ['/a', '/a/7'],
      ['/article/8', '/article/7'],
      ['/town/grain-pier-closes-2', '/town/grain-pier-closes-1'],
      ['/2026/11/25/briefing-of-the-day', '/2026/11/24/briefing-of-the-day'],
      ['/#!/a/8', '/#!/a/7'],
      ['/sport', '/a/4711'],
      ['/town/mill-burns-down', '/town/grain-pier-closes'],
      ['/tag/grain-pier', '/town/grain-pier-closes'],
      ['/404', '/town/grain-pier-closes'],
      ['/page-not-found', '/town/grain-pier-closes'],
      ['/login?next=/town/grain-pier-closes', '/town/grain-pier-closes'],
      ['/consent?return=grain-pier-closes', '/town/grain-pier-closes'],
      ['/de/', '/town/grain-pier-closes'],
      ['http://localhost:8080/town/grain-pier-closes', '/town/grain-pier-closes'],
      ['http://10.0.0.5/town/grain-pier-closes', '/town/grain-pier-closes'],
      ['http://web01.internal/town/grain-pier-closes', '/town/grain-pier-closes'],
      ['http://backend/town/grain-pier-closes', '/town/grain-pier-closes'],
      ['http://post.local/town/grain-pier-closes', '/town/grain-pier-closes'],
      ['https://staging.post.example/town/grain-pier-closes', '/town/grain-pier-closes'],
      ['https://post.example:8443/town/grain-pier-closes', '/town/grain-pier-closes'],
      ['{{url}}', '/town/grain-pier-closes'],
      ['undefined', '/town/grain-pier-closes'],
      ['https://post.example/town/null', '/town/grain-pier-closes'],
      ['https://https://post.example/town/grain-pier-closes', '/town/grain-pier-closes'],
      ['[object Object]', '/town/grain-pier-closes'],
      ['#', '/town/grain-pier-closes'],
      ['https://agency.example/theme/default-article', '/town/grain-pier-closes'],
    ])('%s on %s is not believed', (claim, path) => {
      const at = new URL(path, 'https://post.example').href;
      expect(canonicalUrl([claim], at, 'Pier closes')).toBe(normalizeUrl(at));
    });
  });

  it('believes an address that goes by the file of a folder where the page itself does', () => {
    const at = 'https://post.example/town/index.php?id=7&view=1';
    expect(canonicalUrl(['/town/index.php?id=7'], at, 'Pier closes')).toBe('https://post.example/town/index.php?id=7');
  });

  it('takes an address without its scheme for one', () => {
    expect(canonicalUrl(['www.post.example/town/pier'], 'https://post.example/town/pier?a=1')).toBe(
      'https://www.post.example/town/pier',
    );
  });
});
