import { fileURLToPath } from 'node:url';
import { Eta } from 'eta';
import { type DigestEntry, type DigestMessage, withFewerActions, withoutActions } from '../digest.ts';
import type { Message } from '../letter.ts';
import type { AlertMessage } from '../message.ts';
import { plainText, type Segment } from '../segments.ts';
import { shorten } from '../text.ts';
import { layoutPlainText } from './plain-text.ts';
import { detailLine, moreLine, openLabel, urgencyOf, whereLine } from './words.ts';

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

/** Bytes of HTML. Gmail cuts a mail at 102 KB, and what it cuts cannot be seen. */
const MAX_HTML = 79_000;

function isShortEnough(html: string): boolean {
  return Buffer.byteLength(html) <= MAX_HTML;
}

/** As many stories as are not cut, then as many of their links as there is room for. The text has all of both. */
function digestMail(message: DigestMessage): MailMessage {
  const render = (entries: DigestEntry[]) => {
    const left = message.entries.length - entries.length;
    const isCut = left > 0 ? `${left} more are in the text of this mail` : null;
    const more = [isCut, message.more].filter((part) => part).join('. ') || null;
    const shown = { ...message, entries, more };
    return eta.render('./digest', { message: shown, accent: ACCENTS, urgency: urgencyOf, title: message.title });
  };
  const bare = withoutActions(message.entries);
  let count = bare.length;
  while (!isShortEnough(render(bare.slice(0, count))) && count > 1) count = Math.ceil(count / 2);
  const variants = withFewerActions(message.entries.slice(0, count)).map(render);
  const html = variants.find(isShortEnough) ?? render(bare.slice(0, count));
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
  const preview = [message.outlet, message.passage && plainText(message.passage)].filter((part) => part).join(': ');
  const { whyLink, link } = message;
  const links = [
    ...(link === null ? [] : [{ label: openLabel(link), link }]),
    ...(whyLink === null ? [] : [{ label: 'Why?', link: whyLink }]),
    ...message.actions,
  ];
  const render = (shown: AlertMessage) =>
    eta.render('./mail', {
      message: shown,
      preview,
      title: headline,
      why: shown.why,
      details: detailLine(shown),
      more: moreLine(shown),
      accent: ACCENTS[urgencyOf(shown)],
      sources: shown.sources.map((source) => ({ ...source, where: whereLine(source, shown.timeZone) })),
      links,
    });
  const variants = shortenings(message).values().map(render);
  return {
    subject: shorten(`[Wirewatch] ${message.watch}: ${headline}`, MAX_SUBJECT),
    text: layoutPlainText(message),
    html: variants.find(isShortEnough) ?? render(barestOf(message)),
  };
}

/** The message, then ever less of it: what strangers write may grow a hundredfold where each letter is a hit to be marked. */
function shortenings(message: AlertMessage): AlertMessage[] {
  const { why } = message;
  const fewer = [...why.slice(0, FEW_REASONS), 'More of it is in the text of this mail'];
  return [message, { ...unmarked(message), why: why.length > FEW_REASONS ? fewer : why }];
}

const FEW_REASONS = 10;

/** Without the addresses of others, which may be long. */
function barestOf(message: AlertMessage): AlertMessage {
  const [, shortened = message] = shortenings(message);
  return { ...shortened, sources: shortened.sources.map((source) => ({ ...source, link: null })) };
}

function unmarked(message: AlertMessage): AlertMessage {
  const bare = (segments: Segment[]) => [{ text: plainText(segments), hit: false }];
  return { ...message, headline: bare(message.headline), passage: message.passage && bare(message.passage) };
}
