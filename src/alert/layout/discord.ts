import type { Message } from '../letter.ts';
import { headingOf, joinLines, type Line, linesWithin, type Piece, piecesWithin, runsOf } from './outline.ts';
import { urgencyOf } from './words.ts';

/** What a webhook of Discord takes. */
export interface DiscordMessage {
  content?: string;
  embeds?: DiscordEmbed[];
  /** Nobody is called, whatever stands in the text (docs.discord.com/developers/resources/message, Allowed Mentions Object). */
  allowed_mentions: { parse: [] };
  /** 4, SUPPRESS_EMBEDS: no pictures of the pages that are linked to. */
  flags?: 4;
}

/** The box that a message stands in. */
export interface DiscordEmbed {
  title: string;
  url?: string;
  description?: string;
  /** RGB. */
  color?: number;
}

/**
 * Characters (docs.discord.com/developers/resources/message, Embed Limits). Title and description together stay far below the
 * 6,000 that all embeds of a message may have.
 */
const MAX_TITLE = 256;
/** See {@link MAX_TITLE}. */
const MAX_DESCRIPTION = 4_096;
/** Characters; Discord names no number, and refuses what is longer with “Must be 2048 or fewer in length”. */
const MAX_URL = 2_048;
/** Characters (docs.discord.com/developers/resources/webhook, Execute Webhook). */
const MAX_CONTENT = 2_000;

/** Characters of the article's address in plain content, where it takes room from all else. */
const MAX_CONTENT_URL = 800;

const COLORS = { critical: 0xd92d20, high: 0xf79009 };

const SERVICE = 'Discord';

/**
 * A message as one embed: it holds twice what `content` does, which four links alone may fill by half; and its title can lead
 * to the article with a stranger's headline in it. In the text of a masked link nothing can be escaped (discord-api-docs issue
 * 6185), so only words of our own stand there: `[First](<https://…>): “…”`.
 */
export function layoutDiscord(message: Message): DiscordMessage {
  const heading = headingOf(message);
  const url = message.kind === 'alert' && message.link !== null ? message.link : null;
  const urgency = message.kind === 'alert' ? urgencyOf(message) : 'plain';
  const lines = linesWithin(message, (some) => descriptionOf(some).length <= MAX_DESCRIPTION, SERVICE);
  const description = descriptionOf(lines);
  return {
    embeds: [
      {
        title: titleOf(piecesWithin(heading, (pieces) => titleOf(pieces).length <= MAX_TITLE)),
        ...(url !== null && url.length <= MAX_URL && { url }),
        ...(description !== '' && { description }),
        ...(urgency !== 'plain' && { color: COLORS[urgency] }),
      },
    ],
    allowed_mentions: { parse: [] },
  };
}

/** The same without a box, for a Discord that refuses it. */
export function layoutDiscordText(message: Message): DiscordMessage {
  const pieces = headingOf(message).map(({ link = '', ...piece }) =>
    link === '' || link.length > MAX_CONTENT_URL ? piece : { ...piece, link },
  );
  const heading: Line = { pieces, paragraph: -1, rank: -1 };
  const lines = linesWithin(message, (some) => descriptionOf([heading, ...some]).length <= MAX_CONTENT, SERVICE);
  return { content: descriptionOf([heading, ...lines]), allowed_mentions: { parse: [] }, flags: 4 };
}

/** An embed's title is bold as it is, and leads where the embed does. */
function titleOf(pieces: readonly Piece[]): string {
  return pieces.map(({ text, hit }) => (hit ? `__${escapeMarkdown(text)}__` : escapeMarkdown(text))).join('');
}

function descriptionOf(lines: readonly Line[]): string {
  return joinLines(lines, ({ pieces, isQuote }) => `${isQuote ? '> ' : ''}${runsOf(pieces).map(runText).join('')}`);
}

function runText({ link, isOwn, pieces }: ReturnType<typeof runsOf>[number]): string {
  const text = pieces.map(pieceText).join('');
  if (link === null) return text;
  return isOwn ? maskedLink(pieces.map((piece) => piece.text).join(''), link) : `${text} ${maskedLink('open', link)}`;
}

function pieceText({ text, strong, hit }: Piece): string {
  const escaped = escapeMarkdown(text);
  if (strong) return hit ? `**__${escaped}__**` : `**${escaped}**`;
  return hit ? `**${escaped}**` : escaped;
}

/** In angle brackets, so that no picture of the page follows; what would end the address early is encoded. */
function maskedLink(label: string, link: string): string {
  const ends: Record<string, string> = { '(': '%28', ')': '%29', '\\': '%5C', '<': '%3C', '>': '%3E' };
  return `[${label}](<${link.replace(/[()\\<>]/g, (sign) => ends[sign]!)}>)`;
}

/**
 * A backslash before a sign shows the sign (support.discord.com, Markdown Text 101). Escaped are those that set text apart, begin
 * a link, a mention (`<@id>`, `<#id>`, `@everyone`), a time (`<t:…>`) or an emoji, wherever they stand; those that begin a list
 * or a smaller line, where a text begins; and the colon of addresses and of `:emoji:`, which Discord makes links and pictures of
 * by itself.
 */
function escapeMarkdown(text: string): string {
  return text
    .replace(/[\\*_~`|[\]()<>#@]/g, '\\$&')
    .replace(/:(?=\/\/|[\w+~-]+:)/g, '\\:')
    .replace(/^(\s*)([-+])/, '$1\\$2')
    .replace(/^(\s*\d+)\./, '$1\\.');
}
