import type { AlertMessage } from '../message.ts';
import { plainText, type Segment } from '../segments.ts';
import { moreLine, sourceLine, watchLine } from './words.ts';

/** The message for a reader without HTML. Hits stand between asterisks. */
export function layoutPlainText(message: AlertMessage): string {
  const paragraphs = [
    watchLine(message),
    [plainText(message.headline), sourceLine(message), message.link].filter((line) => line).join('\n'),
    message.passage && `    “${message.passage.map(asterisked).join('')}”`,
    section('Why it matched', [...message.why, moreLine(message)]),
    message.notes.join('\n'),
    `-- \nWirewatch. The watch is: ${message.query}`,
  ];
  return `${paragraphs.filter((paragraph) => paragraph).join('\n\n')}\n`;
}

function asterisked({ text, hit }: Segment): string {
  return hit ? `*${text}*` : text;
}

function section(title: string, lines: readonly (string | null)[]): string {
  const items = lines.filter((line) => line !== null);
  return items.length === 0 ? '' : [title, ...items.map((line) => `  - ${line}`)].join('\n');
}
