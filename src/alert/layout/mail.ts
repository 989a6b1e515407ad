import { fileURLToPath } from 'node:url';
import { Eta } from 'eta';
import type { AlertMessage } from '../message.ts';
import { plainText } from '../segments.ts';
import { shorten } from '../text.ts';
import { layoutPlainText } from './plain-text.ts';
import { DOT, moreLine, sourceLine, urgencyOf, whereLine } from './words.ts';

/** A message for a mailbox. */
export interface MailMessage {
  /** One line of plain text. */
  subject: string;
  text: string;
  /** A whole document: no script, nothing that is loaded from elsewhere. */
  html: string;
}

/** UTF-16 code units of a subject, of which mail programs show the first 40 to 80. */
const MAX_SUBJECT = 250;

const eta = new Eta({
  views: fileURLToPath(new URL('views', import.meta.url)),
  cache: true,
  autoEscape: true,
  useWith: false,
});

/** Lays the message out as subject, plain text and HTML. The template escapes every value. */
export function layoutMail(message: AlertMessage): MailMessage {
  const headline = plainText(message.headline);
  const preview = [sourceLine(message), message.passage && plainText(message.passage)].filter((part) => part).join(DOT);
  return {
    subject: shorten(`[Wirewatch] ${message.watch}: ${headline}`, MAX_SUBJECT),
    text: layoutPlainText(message),
    html: eta.render('./mail', {
      message,
      preview,
      title: headline,
      source: sourceLine(message),
      more: moreLine(message),
      urgency: urgencyOf(message),
      sources: message.sources.map((source) => ({ ...source, where: whereLine(source) })),
      host: message.link && URL.parse(message.link)?.host.replace(/^www\./, ''),
    }),
  };
}
