import type { MessageSource } from '../coverage.ts';
import type { AlertMessage } from '../message.ts';
import { plainText, type Segment } from '../segments.ts';
import { moreLine, sourceLine, watchLine, whereLine } from './words.ts';

/** The message for a reader without HTML. Hits stand between asterisks. */
export function layoutPlainText(message: AlertMessage): string {
  const paragraphs = [
    watchLine(message),
    [plainText(message.headline), sourceLine(message), message.link].filter((line) => line).join('\n'),
    message.passage && `    “${message.passage.map(asterisked).join('')}”`,
    section(message.whyTitle, [...message.why, moreLine(message)]),
    [message.coverage, ...message.sources.map(sourceText), ...message.notes].filter((line) => line !== null).join('\n'),
    message.updates.join('\n'),
    message.whyLink && `Why? ${message.whyLink}`,
    `-- \n${message.footer}`,
  ];
  return `${paragraphs.filter((paragraph) => paragraph).join('\n\n')}\n`;
}

function asterisked({ text, hit }: Segment): string {
  return hit ? `*${text}*` : text;
}

function sourceText(source: MessageSource): string {
  const { label, headline, link } = source;
  return [`${label}: “${headline}”`, whereLine(source), link].filter((part) => part).join(', ');
}

function section(title: string, lines: readonly (string | null)[]): string {
  const items = lines.filter((line) => line !== null);
  return items.length === 0 ? '' : [title, ...items.map((line) => `  - ${line}`)].join('\n');
}
