import type { MessageSource } from '../coverage.ts';
import type { DigestEntry, DigestMessage } from '../digest.ts';
import type { Message } from '../letter.ts';
import type { MessageAction } from '../links.ts';
import type { AlertMessage } from '../message.ts';
import { plainText, type Segment, shortenSegments } from '../segments.ts';
import { DOT, detailLine, moreLine, openLabel, urgencyOf, watchLine, whereLine } from './words.ts';

/** What the trigger “When a Teams webhook request is received” takes. */
export interface TeamsMessage {
  type: 'message';
  attachments: [{ contentType: 'application/vnd.microsoft.card.adaptive'; contentUrl: null; content: TeamsCard }];
}

/** An Adaptive Card (adaptivecards.io/explorer). Without `msteams.entities`, nobody is mentioned: `<at>` stays text. */
export interface TeamsCard {
  $schema: 'http://adaptivecards.io/schemas/adaptive-card.json';
  type: 'AdaptiveCard';
  version: '1.4';
  msteams: { width: 'Full' };
  body: TeamsBlock[];
}

/** What a card is made of: only what reads no Markdown, which a TextBlock does. */
export type TeamsBlock =
  | TeamsText
  | { type: 'Container'; style: 'emphasis'; items: TeamsText[] }
  | { type: 'ActionSet'; actions: TeamsLink[] };

/** A paragraph. */
export interface TeamsText {
  type: 'RichTextBlock';
  inlines: TeamsRun[];
  separator?: true;
}

/**
 * A piece of a paragraph. “Markdown is not supported” in its text (adaptivecards.io/explorer/TextRun.html); dates and times in
 * double braces are, see {@link runText}.
 */
export interface TeamsRun {
  type: 'TextRun';
  text: string;
  weight?: 'Bolder';
  size?: 'Medium';
  color?: 'Attention' | 'Warning';
  isSubtle?: true;
  italic?: true;
  highlight?: true;
  selectAction?: TeamsLink;
}

/** What opens a page. */
export interface TeamsLink {
  type: 'Action.OpenUrl';
  title?: string;
  url: string;
}

/**
 * Bytes of a request, as JSON in UTF-8. Teams takes 28 KB (learn.microsoft.com/microsoftteams/platform, “Create Incoming
 * Webhooks”), of what the flow makes of it, with what it puts around.
 */
const MAX_BYTES = 20_000;

/** Pieces that the headline and the passage may each be made of: where each letter is a hit, none is marked. */
const MAX_RUNS = 40;

/** Characters that the address of the article may take in all; it stands at each piece of the headline. */
const MAX_LINKS = 4_000;

/** Stories that are told with the sentence that matched, where those of all do not fit. */
const QUOTED = 8;
/** UTF-16 code units of a story's sentence in a digest. */
const MAX_PASSAGE = 300;

const SHORTENED = 'Shortened: Teams takes no more.';

const COLORS = { critical: 'Attention', high: 'Warning', plain: undefined } as const;

/**
 * A message as an Adaptive Card: the headline as a link, who says it, the passage with its hits highlighted, which watch it met and
 * why; then the story, and what can be done. What does not fit goes, the longest first, and the card says so.
 */
export function layoutTeams(message: Message): TeamsMessage {
  return cardOf(message.kind === 'digest' ? digestBlocks(message) : withinBytes(alertBlocks(message), 3));
}

function cardOf(body: TeamsBlock[]): TeamsMessage {
  const content: TeamsCard = {
    $schema: 'http://adaptivecards.io/schemas/adaptive-card.json',
    type: 'AdaptiveCard',
    version: '1.4',
    msteams: { width: 'Full' },
    body,
  };
  return {
    type: 'message',
    attachments: [{ contentType: 'application/vnd.microsoft.card.adaptive', contentUrl: null, content }],
  };
}

function fits(body: TeamsBlock[]): boolean {
  return bytesOf(cardOf(body)) <= MAX_BYTES;
}

function bytesOf(value: object): number {
  return Buffer.byteLength(JSON.stringify(value));
}

/** The blocks that fit; the longest of those behind the first `kept` go first. */
function withinBytes(body: TeamsBlock[], kept: number): TeamsBlock[] {
  const left = [...body];
  const result = () => (left.length === body.length ? left : [...left, textOf([run(SHORTENED, { italic: true })])]);
  while (!fits(result()) && left.length > kept) {
    const lengths = left.map((block, index) => (index < kept ? 0 : bytesOf(block)));
    left.splice(lengths.indexOf(Math.max(...lengths)), 1);
  }
  return result();
}

function alertBlocks(message: AlertMessage): TeamsBlock[] {
  const { headline, link, outlet, passage, why, coverage, sources, notes, updates, whyLink, actions, timeZone } =
    message;
  const quotation: TeamsText[] = [
    ...(outlet === null ? [] : [textOf([run(outlet, { isSubtle: true })])]),
    ...(passage === null ? [] : [quote(passage)]),
  ];
  const links = [
    ...(link === null ? [] : [{ label: openLabel(link), link }]),
    ...(whyLink === null ? [] : [{ label: 'Why?', link: whyLink }]),
    ...actions,
  ];
  const color = COLORS[urgencyOf(message)];
  return [
    textOf(headlineRuns(headline, link, { size: 'Medium', weight: 'Bolder' })),
    ...(quotation.length > 0 ? [{ type: 'Container' as const, style: 'emphasis' as const, items: quotation }] : []),
    textOf([run(watchLine(message), { weight: 'Bolder', ...(color && { color }) })]),
    ...lines([...why, moreLine(message)], {}, '• '),
    ...lines([coverage]),
    ...sources.map((source) => sourceBlock(source, timeZone)),
    ...lines([detailLine(message)], { isSubtle: true }),
    ...lines([...notes, ...updates], { italic: true }),
    ...(links.length > 0 ? [buttons(links)] : []),
  ];
}

/** As many stories as fit: at first the sentences of the later ones go, then those of all, then the later stories. */
function digestBlocks(message: DigestMessage): TeamsBlock[] {
  const all = message.entries.length;
  const tries = [all, QUOTED, 0].map((quoted) => ({ shown: all, quoted }));
  for (let shown = all - 1; shown > 0; shown -= 1) tries.push({ shown, quoted: 0 });
  const variants = tries.values().map(({ shown, quoted }) => digestOf(message, shown, quoted));
  return variants.find(fits) ?? withinBytes(digestOf(message, 1, 0), 1);
}

function digestOf(
  { title, intro, entries, more, moreLink, updates, notes }: DigestMessage,
  shown: number,
  quoted: number,
): TeamsBlock[] {
  const left = entries.length - shown;
  return [
    textOf([run(title, { size: 'Medium', weight: 'Bolder' })]),
    ...lines(intro, { isSubtle: true }),
    ...entries.slice(0, shown).flatMap((entry, index) => entryBlocks(entry, index < quoted)),
    ...lines([left > 0 ? `And ${left} that are not shown here` : null, more, ...updates, ...notes], { italic: true }),
    ...(moreLink === null ? [] : [buttons([{ label: 'All of them', link: moreLink }])]),
  ];
}

function entryBlocks(entry: DigestEntry, isQuoted: boolean): TeamsText[] {
  const { headline, link, where, reach, severity, watch, passage, whyLink } = entry;
  const color = COLORS[urgencyOf(entry)];
  const facts = [where, reach, watch].filter((part) => part).join(DOT);
  const why = whyLink === null ? [] : [run(DOT, {}), run('Why?', { selectAction: openUrl(whyLink) })];
  return [
    {
      ...textOf([
        ...(severity === null ? [] : [run(`${severity}${DOT}`, { weight: 'Bolder', ...(color && { color }) })]),
        ...headlineRuns(headline, link, { weight: 'Bolder' }),
      ]),
      separator: true,
    },
    ...(passage === null || !isQuoted ? [] : [quote(shortenSegments(passage, MAX_PASSAGE))]),
    textOf([run(facts, { isSubtle: true }), ...why]),
  ];
}

function headlineRuns(headline: Segment[], link: string | null, style: Partial<TeamsRun>): TeamsRun[] {
  const isLong = link !== null && headline.length * link.length > MAX_LINKS;
  return markedRuns(isLong ? unmarked(headline) : headline, {
    ...style,
    ...(link !== null && { selectAction: openUrl(link) }),
  });
}

function quote(passage: Segment[]): TeamsText {
  return textOf([run('“', {}), ...markedRuns(passage, {}), run('”', {})]);
}

function markedRuns(segments: Segment[], style: Partial<TeamsRun>): TeamsRun[] {
  const shown = segments.length > MAX_RUNS ? unmarked(segments) : segments;
  return shown.map(({ text, hit }) => run(text, { ...style, ...(hit && { highlight: true }) }));
}

function unmarked(segments: Segment[]): Segment[] {
  return [{ text: plainText(segments), hit: false }];
}

function sourceBlock(source: MessageSource, timeZone: string): TeamsText {
  const { label, headline, link } = source;
  const where = whereLine(source, timeZone);
  return textOf([
    run(`${label}: `, {}),
    run(headline, link === null ? {} : { selectAction: openUrl(link) }),
    ...(where === '' ? [] : [run(`${DOT}${where}`, { isSubtle: true })]),
  ]);
}

function lines(texts: readonly (string | null)[], style: Partial<TeamsRun> = {}, before = ''): TeamsText[] {
  return texts.flatMap((text) => (text ? [textOf([run(`${before}${text}`, style)])] : []));
}

function buttons(links: readonly MessageAction[]): TeamsBlock {
  const actions = links.map(({ label, link }) => ({ ...openUrl(link), title: label }));
  return { type: 'ActionSet', actions };
}

function openUrl(url: string): TeamsLink {
  return { type: 'Action.OpenUrl', url };
}

function textOf(inlines: TeamsRun[]): TeamsText {
  return { type: 'RichTextBlock', inlines };
}

function run(text: string, style: Partial<TeamsRun>): TeamsRun {
  return { type: 'TextRun', text: runText(text), ...style };
}

/**
 * `{{DATE(…)}}` and `{{TIME(…)}}` are put into the reader's words anywhere in a card (learn.microsoft.com/adaptive-cards/authoring-cards/text-features):
 * a zero-width space parts the braces.
 */
function runText(text: string): string {
  return text.replace(/\{(?=\{(?:DATE|TIME)\()/g, '{\u200b');
}
