/** A path at which many sites have a feed, and why it is worth a request. */
export interface WellKnownPath {
  path: string;
  why: string;
}

/** Tried where a site declares no feed, the likeliest first. Few: each is a request for what may not be there. */
export const FEED_PATHS: readonly WellKnownPath[] = [
  { path: '/feed', why: 'WordPress, and what is made like it' },
  { path: '/rss', why: 'Ghost, Tumblr, and many newspapers' },
  { path: '/rss.xml', why: 'the commonest name of a file; Drupal, Gatsby, Astro' },
  { path: '/feed.xml', why: 'Jekyll' },
  { path: '/atom.xml', why: 'Hexo, Zola, Movable Type' },
  { path: '/index.xml', why: 'Hugo' },
  { path: '/feed.json', why: 'JSON Feed: micro.blog, Eleventy' },
  { path: '/feeds/posts/default', why: 'Blogger' },
  { path: '/index.rdf', why: 'RSS 1.0, as Japanese newspapers have it' },
];

/** Where news sitemaps are that robots.txt does not name. */
export const SITEMAP_PATHS: readonly WellKnownPath[] = [
  { path: '/news-sitemap.xml', why: 'Yoast for WordPress, Arc' },
  { path: '/sitemap-news.xml', why: 'the other common order of the words' },
];
