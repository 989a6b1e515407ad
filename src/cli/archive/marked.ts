import { markHits, type Segment, shortenSegments } from '../../alert/segments.ts';
import type { ReadableArticle } from '../../match/text/fields.ts';
import type { Evidence } from '../../model/watch.ts';
import { showsTones, toned } from '../shared/tone.ts';

/** UTF-16 code units of a headline, and of a passage. */
const MAX = { title: 200, passage: 400 };

/** The headline of an article as one line, its hits marked. */
export function markedTitle({ title }: ReadableArticle, { hits }: Evidence): string {
  const inTitle = hits.filter(({ field }) => field === 'title');
  const segments = shortenSegments(markHits(title, 0, inTitle), MAX.title);
  return segments.length === 0 ? '(no headline)' : marked(segments);
}

/** The best passage of the text as one line, its hits marked; null: it was not met in the text. */
export function markedPassage({ hits, passages }: Evidence): string | null {
  const passage = passages.find(({ field }) => field === 'text');
  if (!passage) return null;
  const inside = passage.hits.flatMap((index) => hits[index] ?? []);
  return marked(shortenSegments(markHits(passage.text, passage.start, inside), MAX.passage));
}

/** In a colour where there are any, in brackets elsewhere. */
function marked(segments: readonly Segment[]): string {
  const hasTones = showsTones();
  const mark = (text: string) => (hasTones ? toned('hit', text) : `[${text}]`);
  return segments.map(({ text, hit }) => (hit ? mark(text) : text)).join('');
}
