import type { Message } from '../letter.ts';
import type { MessageAction } from '../links.ts';
import { plainText } from '../segments.ts';
import { shortenTo } from './fit.ts';
import { type Line, linesWithin, plainLines } from './outline.ts';
import { urgencyOf } from './words.ts';

/** What is published to a topic of ntfy as JSON (docs.ntfy.sh/publish/#publish-as-json). */
export interface NtfyMessage {
  topic: string;
  title: string;
  /** Plain text: without `markdown` ntfy reads no markup in it. */
  message: string;
  /** 3 is the default, 4 rings longer, 5 breaks through “do not disturb” (docs.ntfy.sh/publish/#message-priority). */
  priority: 3 | 4 | 5;
  /** Shown as pictures before the title. */
  tags?: string[];
  /** Opened by who touches the message. */
  click?: string;
  /** Buttons that open a page. */
  actions?: { action: 'view'; label: string; url: string }[];
}

/** UTF-8 bytes; a longer message becomes a file that is attached (docs.ntfy.sh/publish/#limitations). */
const MAX_MESSAGE = 4_096;
/** UTF-8 bytes of all that is posted: twice as many as a message has (ntfy's server/server.go, transformBodyJSON), else 41303. */
const MAX_BODY = 8_192;
/** UTF-8 bytes. ntfy names no limit, and shows a few lines. */
const MAX_TITLE = 1_000;
/** Buttons of a message (docs.ntfy.sh/publish/#action-buttons). */
const MAX_ACTIONS = 3;

const PRIORITIES = { critical: 5, high: 4, plain: 3 } as const;
const TAGS = { critical: ['rotating_light'], high: ['warning'], plain: [] };

const SERVICE = 'ntfy';

/**
 * A message as a push message has it: the headline above, the article where it is touched, and what can be done as buttons; links for
 * which there is no button stand in the text.
 */
export function layoutNtfy(message: Message, topic: string): NtfyMessage {
  const urgency = message.kind === 'alert' ? urgencyOf(message) : 'plain';
  const [buttons, rest] = buttonsOf(message);
  const tags = TAGS[urgency];
  const frame = {
    topic,
    title: shortenTo(titleOf(message), (title) => Buffer.byteLength(title) <= MAX_TITLE),
    priority: PRIORITIES[urgency],
    ...(tags.length > 0 && { tags }),
    ...(message.kind === 'alert' && message.link !== null && { click: message.link }),
    ...(buttons.length > 0 && {
      actions: buttons.map(({ label, link }) => ({ action: 'view' as const, label, url: link })),
    }),
  };
  const fits = (lines: readonly Line[]) => {
    const text = plainLines(lines);
    const body = JSON.stringify({ ...frame, message: text });
    return Buffer.byteLength(text) <= MAX_MESSAGE && Buffer.byteLength(body) <= MAX_BODY;
  };
  return { ...frame, message: plainLines(linesWithin(rest, fits, SERVICE)) };
}

/** ntfy decodes what looks like a word of a mail's header (RFC 2047), and what comes of that nobody has looked at. */
function titleOf(message: Message): string {
  const title = message.kind === 'digest' ? message.title : plainText(message.headline);
  return title.replaceAll('=?', '=\u2060?');
}

/** The links that are buttons, what acts before what tells; and the message without these. */
function buttonsOf(message: Message): [buttons: MessageAction[], rest: Message] {
  if (message.kind === 'digest') {
    // Each story has a link of its own to why it came: the message would be full of addresses.
    const entries = message.entries.map((entry) => ({ ...entry, whyLink: null }));
    const { moreLink } = message;
    const all = moreLink === null ? [] : [{ label: 'All of them', link: moreLink }];
    return [all, { ...message, entries, moreLink: null }];
  }
  const buttons = message.actions.slice(0, MAX_ACTIONS);
  const actions = message.actions.slice(MAX_ACTIONS);
  if (message.whyLink === null || buttons.length === MAX_ACTIONS) return [buttons, { ...message, actions }];
  return [[...buttons, { label: 'Why?', link: message.whyLink }], { ...message, actions, whyLink: null }];
}
