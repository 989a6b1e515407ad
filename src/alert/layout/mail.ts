import { fileURLToPath } from 'node:url';
import { Eta } from 'eta';
import type { DigestMessage } from '../digest.ts';
import type { Message } from '../letter.ts';
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
export function layoutMail(message: Message): MailMessage {
  return message.kind === 'digest' ? digestMail(message) : alertMail(message);
}

/** UTF-16 code units of HTML. Gmail cuts a mail at 102 KB, and what it cuts cannot be seen. */
const MAX_HTML = 60_000;

function digestMail(message: DigestMessage): MailMessage {
  const render = (shown: DigestMessage) =>
    eta.render('./digest', { message: shown, accent: ACCENTS, urgency: urgencyOf, title: message.title });
  let shown = message;
  let html = render(shown);
  while (html.length > MAX_HTML && shown.entries.length > 1) {
    shown = { ...shown, entries: shown.entries.slice(0, Math.ceil(shown.entries.length / 2)) };
    const left = message.entries.length - shown.entries.length;
    shown.more = [`${left} more are in the text of this mail`, message.more].filter((part) => part).join('. ');
    html = render(shown);
  }
  return {
    subject: shorten(`[Wirewatch] ${message.title}`, MAX_SUBJECT),
    text: layoutPlainText(message),
    html,
  };
}

/** The colour of an urgency. */
const ACCENTS = { critical: '#c4281c', high: '#c2650a', plain: '#2c5f8a' };

function alertMail(message: AlertMessage): MailMessage {
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
      sources: message.sources.map((source) => ({ ...source, where: whereLine(source, message.timeZone) })),
      host: message.link && URL.parse(message.link)?.host.replace(/^www\./, ''),
    }),
  };
}
