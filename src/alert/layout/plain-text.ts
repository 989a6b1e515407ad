import type { MessageSource } from '../coverage.ts';
import type { DigestEntry, DigestMessage } from '../digest.ts';
import type { Message } from '../letter.ts';
import type { AlertMessage } from '../message.ts';
import { plainText, type Segment } from '../segments.ts';
import { DOT, moreLine, sourceLine, watchLine, whereLine } from './words.ts';

/** The message for a reader without HTML. Hits stand between asterisks. */
export function layoutPlainText(message: Message): string {
  const paragraphs = message.kind === 'digest' ? digestParagraphs(message) : alertParagraphs(message);
  return `${paragraphs.filter((paragraph) => paragraph).join('\n\n')}\n`;
}

function alertParagraphs(message: AlertMessage): (string | null)[] {
  return [
    watchLine(message),
    [plainText(message.headline), sourceLine(message), message.link].filter((line) => line).join('\n'),
    message.passage && `    “${message.passage.map(asterisked).join('')}”`,
    section(message.whyTitle, [...message.why, moreLine(message)]),
    [message.coverage, ...message.sources.map((source) => sourceText(source, message.timeZone)), ...message.notes]
      .filter((line) => line !== null)
      .join('\n'),
    message.updates.join('\n'),
    message.whyLink && `Why? ${message.whyLink}`,
    `-- \n${message.footer}`,
  ];
}

function digestParagraphs({ title, intro, entries, more, moreLink, updates, notes, footer }: DigestMessage) {
  return [
    title,
    intro.join('\n'),
    ...entries.map(entryText),
    [more, moreLink].filter((part) => part).join(': '),
    [...updates, ...notes].join('\n'),
    `-- \n${footer}`,
  ];
}

function entryText({ severity, watch, headline, link, where, passage, reach, whyLink }: DigestEntry): string {
  return [
    `* ${severity === null ? '' : `[${severity}] `}${plainText(headline)}`,
    [where, reach].filter((part) => part).join(DOT),
    passage && `“${passage.map(asterisked).join('')}”`,
    `Met: ${watch}`,
    link,
    whyLink && `Why? ${whyLink}`,
  ]
    .filter((part) => part)
    .join('\n  ');
}

function asterisked({ text, hit }: Segment): string {
  return hit ? `*${text}*` : text;
}

function sourceText(source: MessageSource, timeZone: string): string {
  const { label, headline, link } = source;
  return [`${label}: “${headline}”`, whereLine(source, timeZone), link].filter((part) => part).join(', ');
}

function section(title: string, lines: readonly (string | null)[]): string {
  const items = lines.filter((line) => line !== null);
  return items.length === 0 ? '' : [title, ...items.map((line) => `  - ${line}`)].join('\n');
}
