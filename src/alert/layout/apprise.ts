import type { DigestMessage } from '../digest.ts';
import type { Message } from '../letter.ts';
import type { AlertMessage } from '../message.ts';
import { plainText } from '../segments.ts';
import { shorten } from '../text.ts';
import { layoutPlainText } from './plain-text.ts';
import { urgencyOf } from './words.ts';

/** What `/notify` of the Apprise API takes (github.com/caronc/apprise-api, “API Details”). */
export interface AppriseMessage {
  title: string;
  body: string;
  type: 'info' | 'warning' | 'failure';
  /** Apprise escapes text for services that read HTML; what it is given as Markdown or HTML would be believed. */
  format: 'text';
}

/**
 * UTF-16 code units. Apprise lets titles be 250 long where a service says nothing else (`title_maxlen` of its NotifyBase). For
 * bodies each service has a number of its own, which Apprise by itself does not keep: this is below Telegram's 4,096.
 */
const MAX = { title: 250, body: 3_800 };

/** Reasons that are told where all of them do not fit. */
const FEW_REASONS = 3;
/** Stories of a digest that are told with the sentence that matched, where those of all do not fit. */
const QUOTED = 3;

const SHORTENED = 'Shortened: few services take more.';

const TYPES = { critical: 'failure', high: 'warning', plain: 'info' } as const;

/**
 * A message as plain text with a title: what is behind Apprise is not known, so that there is nothing marked up in it. What does
 * not fit goes, the least needed first, and the message says so.
 */
export function layoutApprise(message: Message): AppriseMessage {
  const title = message.kind === 'digest' ? message.title : plainText(message.headline);
  const texts = (message.kind === 'digest' ? digestVariants(message) : alertVariants(message)).map((shown) =>
    withoutTitle(parted(layoutPlainText(shown)), parted(title)),
  );
  return {
    title: shorten(parted(title), MAX.title),
    body: firstThatFits(texts),
    type: message.kind === 'digest' ? 'info' : TYPES[urgencyOf(message)],
    format: 'text',
  };
}

/** The last one cut where none fits. */
function firstThatFits(texts: Iterable<string>): string {
  let last = '';
  for (const text of texts) {
    if (text.length <= MAX.body) return text;
    last = text;
  }
  return `${shorten(last, MAX.body - SHORTENED.length - 1)}\n${SHORTENED}`;
}

/** The first line is the title once more, unless that is cut. */
function withoutTitle(text: string, title: string): string {
  const isWhole = title.length <= MAX.title && text.startsWith(`${title}\n`);
  return (isWhole ? text.slice(title.length) : text).trim();
}

function* alertVariants(message: AlertMessage): Generator<AlertMessage> {
  yield message;
  const notes = [...message.notes, SHORTENED];
  const fewer = { ...message, why: message.why.slice(0, FEW_REASONS), updates: [], footer: 'Wirewatch.', notes };
  yield fewer;
  yield { ...fewer, sources: [] };
  yield { ...fewer, sources: [], passage: null };
}

/** At first the sentences of the later stories go, then those of all, then the later stories. */
function* digestVariants(message: DigestMessage): Generator<DigestMessage> {
  const all = message.entries.length;
  yield message;
  for (const quoted of [QUOTED, 0]) yield fewerOf(message, all, quoted);
  for (let shown = all - 1; shown > 0; shown -= 1) yield fewerOf(message, shown, 0);
}

function fewerOf(message: DigestMessage, shown: number, quoted: number): DigestMessage {
  const left = message.entries.length - shown;
  const more = [left > 0 ? `And ${left} that are not shown here` : null, message.more]
    .filter((part) => part)
    .join('. ');
  return {
    ...message,
    entries: message.entries
      .slice(0, shown)
      .map((entry, index) => (index < quoted ? entry : { ...entry, passage: null })),
    more: more === '' ? null : more,
  };
}

/** A zero-width space parts what calls everybody in one service or another from its sign. */
function parted(text: string): string {
  return text.replace(/@(?=all|channel|everyone|group|here|room)/gi, '@\u200b');
}
