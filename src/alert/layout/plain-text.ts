import type { MessageSource } from '../coverage.ts';
import type { DigestEntry, DigestMessage } from '../digest.ts';
import type { Message } from '../letter.ts';
import type { AlertMessage } from '../message.ts';
import { plainText, type Segment } from '../segments.ts';
import { DOT, detailLine, moreLine, watchLine, whereLine } from './words.ts';

/** The message for a reader without HTML. Hits stand between asterisks. */
export function layoutPlainText(message: Message): string {
  const paragraphs = message.kind === 'digest' ? digestParagraphs(message) : alertParagraphs(message);
  return `${paragraphs.filter((paragraph) => paragraph).join('\n\n')}\n`;
}

/** What it is about, who says it, which words matched and why; then the story, what else is known, and what can be done. */
function alertParagraphs(message: AlertMessage): (string | null)[] {
  const { headline, outlet, passage, link, timeZone, whyTitle } = message;
  const said = passage && `“${passage.map(asterisked).join('')}”`;
  return [
    [plainText(headline), [outlet, said].filter((part) => part).join(': '), link].filter((line) => line).join('\n'),
    section(`${watchLine(message)}. ${whyTitle}:`, [...message.why, moreLine(message)]),
    [message.coverage, ...message.sources.map((source) => sourceText(source, timeZone))]
      .filter((line) => line !== null)
      .join('\n'),
    [detailLine(message), ...message.notes].filter((line) => line).join('\n'),
    message.updates.join('\n'),
    [message.whyLink && `Why? ${message.whyLink}`, ...message.actions.map(({ label, link }) => `${label}: ${link}`)]
      .filter((line) => line)
      .join('\n'),
    footerText(message),
  ];
}

function footerText({ footer, unsubscribe }: Pick<Message, 'footer' | 'unsubscribe'>): string {
  return ['-- ', footer, unsubscribe && `Unsubscribe: ${unsubscribe}`].filter((line) => line).join('\n');
}

function digestParagraphs(message: DigestMessage) {
  const { title, intro, entries, more, moreLink, updates, notes } = message;
  return [
    title,
    intro.join('\n'),
    ...entries.map(entryText),
    [more, moreLink].filter((part) => part).join(': '),
    [...updates, ...notes].join('\n'),
    footerText(message),
  ];
}

function entryText(entry: DigestEntry): string {
  const { severity, watch, headline, link, where, passage, reach, whyLink, actions } = entry;
  return [
    `* ${severity === null ? '' : `[${severity}] `}${plainText(headline)}`,
    [where, reach].filter((part) => part).join(DOT),
    passage && `“${passage.map(asterisked).join('')}”`,
    `Met: ${watch}`,
    link,
    whyLink && `Why? ${whyLink}`,
    ...actions.map(({ label, link }) => `${label}: ${link}`),
  ]
    .filter((part) => part)
    .join('\n  ');
}

/** A segment as text: a hit stands between asterisks. */
export function asterisked({ text, hit }: Segment): string {
  return hit ? `*${text}*` : text;
}

function sourceText(source: MessageSource, timeZone: string): string {
  const { label, headline, link } = source;
  return [`${label}: “${headline}”`, whereLine(source, timeZone), link].filter((part) => part).join(', ');
}

/** A title and what it is about, an item a line; empty where there is nothing. */
export function section(title: string, lines: readonly (string | null)[]): string {
  const items = lines.filter((line) => line !== null);
  return items.length === 0 ? '' : [title, ...items.map((line) => `  - ${line}`)].join('\n');
}
