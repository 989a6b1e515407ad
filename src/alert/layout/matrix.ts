import { fileURLToPath } from 'node:url';
import { Eta } from 'eta';
import type { DigestMessage } from '../digest.ts';
import type { Message } from '../letter.ts';
import type { AlertMessage } from '../message.ts';
import { plainText, type Segment, shortenSegments } from '../segments.ts';
import { shortenTo } from './fit.ts';
import { layoutPlainText } from './plain-text.ts';
import { DOT, detailLine, moreLine, openLabel, urgencyOf, watchLine, whereLine } from './words.ts';

/**
 * The content of an `m.room.message` (spec.matrix.org/v1.11/client-server-api/#instant-messaging). `m.text`: an `m.notice` is shown,
 * but notifies nobody (#default-override-rules, `.m.rule.suppress_notices`). With `m.mentions` that is empty, nobody is called
 * whatever the text says (#user-and-room-mentions).
 */
export interface MatrixMessage {
  msgtype: 'm.text';
  body: string;
  format?: 'org.matrix.custom.html';
  formatted_body?: string;
  'm.mentions': Record<string, never>;
}

/**
 * Bytes of text and of HTML, as JSON. An event has 65,536 at most (#size-limits), with what the homeserver puts around: senders,
 * hashes, signatures, events before it.
 */
const MAX_BYTES = { text: 16_000, html: 32_000 };

/** Stories of a digest that are told with the sentence that matched, where those of all do not fit. */
const QUOTED = 8;
/** UTF-16 code units of a story's sentence in a digest. */
const MAX_PASSAGE = 300;
/** Reasons that are told where all of them do not fit. */
const FEW_REASONS = 5;

const SHORTENED = 'Shortened: an event of Matrix takes no more.';

/** The colour of an urgency (`data-mx-color`). */
const ACCENTS = { critical: '#c4281c', high: '#c2650a', plain: null };

const eta = new Eta({
  views: fileURLToPath(new URL('views', import.meta.url)),
  cache: true,
  autoEscape: true,
  useWith: false,
});

/**
 * A message as text, and as HTML of the elements that the specification permits: the headline as a link, who says it, the passage
 * with its hits marked, which watch it met and why; then the story, and what can be done. The templates escape every value. What
 * does not fit goes, and the message says so; at last all of the HTML.
 */
export function layoutMatrix(message: Message): MatrixMessage {
  const html = (message.kind === 'digest' ? digestVariants(message) : alertVariants(message)).find(
    (each) => bytesOf(each) <= MAX_BYTES.html,
  );
  return {
    msgtype: 'm.text',
    body: shortenTo(layoutPlainText(message).trimEnd(), (text) => bytesOf(text) <= MAX_BYTES.text),
    ...(html !== undefined && { format: 'org.matrix.custom.html', formatted_body: html }),
    'm.mentions': {},
  };
}

function bytesOf(text: string): number {
  return Buffer.byteLength(JSON.stringify(text));
}

function* alertVariants(message: AlertMessage): Generator<string> {
  yield alertHtml(message);
  const bare = {
    ...message,
    headline: unmarked(message.headline),
    passage: message.passage && unmarked(message.passage),
    why: message.why.slice(0, FEW_REASONS),
    notes: [...message.notes, SHORTENED],
  };
  yield alertHtml(bare);
  yield alertHtml({ ...bare, sources: [], updates: [] });
}

function alertHtml(message: AlertMessage): string {
  const { link, whyLink, why, sources, notes, updates, actions, timeZone } = message;
  return render('./matrix', {
    message,
    accent: ACCENTS[urgencyOf(message)],
    watch: watchLine(message),
    why: [...why, moreLine(message)].filter((line) => line !== null),
    sources: sources.map((source) => ({ ...source, where: whereLine(source, timeZone) })),
    details: detailLine(message),
    notes: [...notes, ...updates],
    links: [
      ...(link === null ? [] : [{ label: openLabel(link), link }]),
      ...(whyLink === null ? [] : [{ label: 'Why?', link: whyLink }]),
      ...actions,
    ],
  });
}

/** At first the sentences of the later stories go, then those of all, then the later stories. */
function* digestVariants(message: DigestMessage): Generator<string> {
  const all = message.entries.length;
  for (const quoted of [all, QUOTED, 0]) yield digestHtml(message, all, quoted);
  for (let shown = all - 1; shown > 0; shown -= 1) yield digestHtml(message, shown, 0);
}

function digestHtml(message: DigestMessage, shown: number, quoted: number): string {
  const left = message.entries.length - shown;
  return render('./matrix-digest', {
    message,
    entries: message.entries.slice(0, shown).map((entry, index) => ({
      ...entry,
      accent: ACCENTS[urgencyOf(entry)],
      facts: [entry.where, entry.reach, entry.watch].filter((part) => part).join(DOT),
      passage: entry.passage && index < quoted ? shortenSegments(entry.passage, MAX_PASSAGE) : null,
    })),
    notes: [
      left > 0 ? `And ${left} that are not shown here` : null,
      message.more,
      ...message.updates,
      ...message.notes,
    ].filter((line) => line !== null),
  });
}

/** No line breaks: some programs show them. None is in a value, each of which is one line. */
function render(template: string, values: object): string {
  return eta.render(template, values).replace(/\n\s*/g, '');
}

function unmarked(segments: Segment[]): Segment[] {
  return [{ text: plainText(segments), hit: false }];
}
