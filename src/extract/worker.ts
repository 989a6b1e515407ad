import { extractArticle } from './article.ts';
import type { Extraction } from './extraction.ts';

/** What runs in the thread that is killed when it overruns. */
export default function read({ html, url }: { html: string; url: string }): Promise<Extraction> {
  return extractArticle(html, url);
}
