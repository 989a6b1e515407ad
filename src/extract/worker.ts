import { decodeDocument } from '../charset/decode.ts';
import { extractArticle } from './article.ts';
import type { Extraction } from './extraction.ts';
import type { PageResponse } from './extractor.ts';

/** What runs in the thread that is killed when it overruns. */
export default function read({ html, contentType, url }: PageResponse): Promise<Extraction> {
  return extractArticle(decodeDocument(html, { contentType, url }).text, url);
}
