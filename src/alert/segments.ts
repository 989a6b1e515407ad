import type { Hit } from '../model/watch.ts';
import { asOneLine, shorten } from './text.ts';

/** A piece of text that is a hit, or stands between hits. Never empty. */
export interface Segment {
  text: string;
  hit: boolean;
}

/**
 * `text`, which begins at `offset` of its field, as one line of segments. A hit that is not found where it should be, as
 * in a text that has changed since, is left unmarked.
 */
export function markHits(text: string, offset: number, hits: readonly Hit[]): Segment[] {
  const segments: Segment[] = [];
  let at = 0;
  for (const { start, end, surface } of hits.toSorted((a, b) => a.start - b.start)) {
    const from = start - offset;
    const to = end - offset;
    if (from < at || surface === '' || text.slice(from, to) !== surface) continue;
    segments.push({ text: text.slice(at, from), hit: false }, { text: surface, hit: true });
    at = to;
  }
  segments.push({ text: text.slice(at), hit: false });
  return tidy(segments);
}

function tidy(segments: readonly Segment[]): Segment[] {
  const last = segments.length - 1;
  return segments
    .map(({ text, hit }, index) => {
      const line = asOneLine(text);
      const begun = index === 0 ? line.trimStart() : line;
      return { text: index === last ? begun.trimEnd() : begun, hit };
    })
    .filter(({ text }) => text !== '');
}

/** The segments without their marks. */
export function plainText(segments: readonly Segment[]): string {
  return segments.map(({ text }) => text).join('');
}

/** As many segments as `maxLength` UTF-16 code units hold, the last one cut with an ellipsis. */
export function shortenSegments(segments: readonly Segment[], maxLength: number): Segment[] {
  const kept: Segment[] = [];
  let room = maxLength;
  for (const segment of segments) {
    if (room <= 0) break;
    const text = shorten(segment.text, room);
    kept.push({ ...segment, text });
    room = text === segment.text ? room - text.length : 0;
  }
  return kept;
}
