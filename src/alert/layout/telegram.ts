import type { Message } from '../letter.ts';
import { headingOf, joinLines, type Line, linesWithin, type Piece, plainLines, runsOf } from './outline.ts';

/** What `sendMessage` of Telegram's Bot API takes of a message (core.telegram.org/bots/api#sendmessage). */
export interface TelegramMessage {
  text: string;
  /** Left out: there is no markup in the text. */
  parse_mode?: 'HTML';
  /** No picture of the page that is linked to first. */
  link_preview_options: { is_disabled: true };
}

/** UTF-16 code units “after entities parsing”, so without tags and addresses (core.telegram.org/bots/api#sendmessage). */
const MAX_TEXT = 4_096;
/** What follows is not set apart, and leads nowhere: found by experiment (python-telegram-bot, MAX_MESSAGE_ENTITIES). */
const MAX_ENTITIES = 100;
/** Characters with tags and addresses: what is longer was refused as “entities too long” (github.com/TelegramBotAPI/errors). */
const MAX_SOURCE = 9_500;
/** Characters of an article's address in plain text, where it takes room from all else. */
const MAX_PLAIN_URL = 1_000;

const SERVICE = 'Telegram';

/** Between a sign and what follows it, unseen: U+2060 WORD JOINER. */
const JOINER = '\u2060';

/**
 * A message in the HTML of the Bot API (core.telegram.org/bots/api#html-style). Lines are left out or cut as they are before they are
 * escaped, so that no tag and no entity is ever cut.
 */
export function layoutTelegram(message: Message): TelegramMessage {
  const heading = headingLine(headingOf(message));
  const lines = linesWithin(message, (some) => fits([heading, ...some]), SERVICE);
  return { text: htmlOf([heading, ...lines]), parse_mode: 'HTML', link_preview_options: { is_disabled: true } };
}

/** The same without markup, for a Telegram that cannot read ours. */
export function layoutTelegramText(message: Message): TelegramMessage {
  const heading = headingLine(
    headingOf(message).map(({ link = '', ...piece }) =>
      link === '' || link.length > MAX_PLAIN_URL ? piece : { ...piece, link },
    ),
  );
  const lines = linesWithin(message, (some) => plainOf([heading, ...some]).length <= MAX_TEXT, SERVICE);
  return { text: plainOf([heading, ...lines]), link_preview_options: { is_disabled: true } };
}

function headingLine(pieces: Piece[]): Line {
  return { pieces, paragraph: -1, rank: -1 };
}

function fits(lines: readonly Line[]): boolean {
  const text = joinLines(lines, ({ pieces }) => pieces.map((piece) => disarmed(piece.text)).join(''));
  return text.length <= MAX_TEXT && entitiesOf(lines) <= MAX_ENTITIES && htmlOf(lines).length <= MAX_SOURCE;
}

function entitiesOf(lines: readonly Line[]): number {
  return lines.reduce((sum, { pieces, isQuote }) => {
    const set = pieces.reduce((all, { strong, hit }) => all + (strong ? 1 : 0) + (hit ? 1 : 0), 0);
    return sum + set + runsOf(pieces).filter(({ link }) => link !== null).length + (isQuote ? 1 : 0);
  }, 0);
}

function htmlOf(lines: readonly Line[]): string {
  return joinLines(lines, ({ pieces, isQuote }) => {
    const html = runsOf(pieces)
      .map(({ link, pieces: run }) => {
        const text = run.map(pieceHtml).join('');
        return link === null ? text : `<a href="${escapeHtml(link)}">${text}</a>`;
      })
      .join('');
    return isQuote ? `<blockquote>${html}</blockquote>` : html;
  });
}

/** A hit is bold; in a headline, which is, it is in italics, too. */
function pieceHtml({ text, strong, hit }: Piece): string {
  const escaped = escapeHtml(disarmed(text));
  if (strong) return hit ? `<b><i>${escaped}</i></b>` : `<b>${escaped}</b>`;
  return hit ? `<b>${escaped}</b>` : escaped;
}

function plainOf(lines: readonly Line[]): string {
  return plainLines(lines, disarmed);
}

/**
 * Telegram makes mentions and commands of words by itself, in HTML and without: `@name` calls who has that name, and `/word` is sent
 * by who touches it. Addresses it makes links of, too; those lead where they say.
 */
function disarmed(text: string): string {
  return text.replace(/(?<!\w)@/g, `@${JOINER}`).replace(/(?<![\w/<>:])\//g, `/${JOINER}`);
}

/** “All <, > and & symbols that are not a part of a tag or an HTML entity”, and what would end an attribute. */
function escapeHtml(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;');
}
