import type { AlertMessage } from '../message.ts';
import { plainText, type Segment } from '../segments.ts';
import { moreLine, sourceLine, watchLine } from './words.ts';

/** The message for a reader without HTML. Hits stand between asterisks. */
export function layoutPlainText(message: AlertMessage): string {
  const paragraphs = [
    watchLine(message),
    [plainText(message.headline), sourceLine(message), message.link].filter((line) => line).join('\n'),
    message.passage && `    “${message.passage.map(asterisked).join('')}”`,
    section(message.whyTitle, [...message.why, moreLine(message)]),
    [message.coverage, ...message.notes].filter((line) => line !== null).join('\n'),
    `-- \n${message.footer}`,
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
