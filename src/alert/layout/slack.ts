import type { MessageSource } from '../coverage.ts';
import { type DigestEntry, type DigestMessage, withFewerActions, withoutActions } from '../digest.ts';
import type { Message } from '../letter.ts';
import type { MessageAction } from '../links.ts';
import type { AlertMessage } from '../message.ts';
import { plainText, type Segment, shortenSegments } from '../segments.ts';
import { shorten } from '../text.ts';
import { shortenTo } from './fit.ts';
import { layoutPlainText } from './plain-text.ts';
import { bylineOf, DOT, detailLine, formatInstant, moreLine, urgencyOf, watchLine, whereLine } from './words.ts';

/** What an incoming webhook takes. */
export interface SlackMessage {
  /** For notifications and screen readers, and the whole message where there are no blocks. */
  text: string;
  /** False: `*`, `_`, `~` and backticks in {@link text} are just characters. */
  mrkdwn: false;
  unfurl_links: false;
  unfurl_media: false;
  blocks?: SlackBlock[];
}

/** The blocks a message is made of (docs.slack.dev/reference/block-kit/blocks): none that reads markup. */
export type SlackBlock =
  | { type: 'context'; elements: { type: 'plain_text'; text: string; emoji: false }[] }
  | { type: 'rich_text'; elements: SlackSection[] };

/** A paragraph of a rich_text block. */
export interface SlackSection {
  type: 'rich_text_section' | 'rich_text_quote';
  elements: SlackElement[];
}

/** A piece of a rich_text block. Its strings are shown as they are: there is no markup in them. */
export type SlackElement =
  | { type: 'text'; text: string; style?: SlackStyle }
  | { type: 'link'; url: string; text: string; style?: SlackStyle }
  | { type: 'date'; timestamp: number; format: string; fallback: string };

/** How a piece is set; what is left out is plain. */
export interface SlackStyle {
  bold?: true;
  italic?: true;
}

/** Characters of a text object (docs.slack.dev/reference/block-kit/composition-objects/text-object). */
const MAX_TEXT_OBJECT = 3_000;

/** Characters of a message's text, escaped; Slack cuts what is longer (docs.slack.dev/reference/methods/chat.postMessage). */
const MAX_TEXT = 40_000;

/** Characters of all blocks as JSON. Slack names no number; `msg_blocks_too_long` was seen from 13,200 on. */
const MAX_BLOCKS = 12_800;

/** Characters that the address of the article may take in all; it stands at each piece of the headline. */
const MAX_LINKS = 4_000;

const SHORTENED = 'Shortened: Slack takes no more.';

const MARK = { critical: '🔴 ', high: '🟠 ', plain: '' };

/**
 * A message in Block Kit: the headline as a link, who says it, the passage as a quotation with its hits in bold, which watch it
 * met and why; then the story, and what can be done. Words of others stand in `rich_text` and `plain_text` only, which know no markup and
 * no mentions; {@link SlackMessage.text} does, and is escaped.
 */
export function layoutSlack(message: Message): SlackMessage {
  return message.kind === 'digest' ? digestBlocks(message) : alertBlocks(message);
}

/** Stories of a digest at most: a message has 50 blocks (docs.slack.dev/reference/block-kit/blocks), and others beside them. */
const MAX_STORIES = 44;
/** Stories that are told with the sentence that matched, where those of all do not fit. */
const QUOTED = 8;

/**
 * As many stories as Slack takes: at first the sentences of the later ones go, then those of all, then the later stories. What room
 * is left then is for links that act.
 */
function digestBlocks(message: DigestMessage): SlackMessage {
  const all = message.entries.length;
  const most = Math.min(all, MAX_STORIES);
  const tries = [all, QUOTED, 0].map((quoted) => ({ shown: most, quoted }));
  for (let shown = most - 1; shown > 0; shown -= 1) tries.push({ shown, quoted: 0 });
  const bare = { ...message, entries: withoutActions(message.entries) };
  const { shown, quoted } = tries.find((one) => fits(blocksOf(bare, one.shown, one.quoted))) ?? { shown: 1, quoted: 0 };
  const linked = withFewerActions(message.entries.slice(0, shown)).map((entries) =>
    blocksOf({ ...message, entries: [...entries, ...bare.entries.slice(shown)] }, shown, quoted),
  );
  return { ...layoutSlackText(message), blocks: withinBlocks(linked.find(fits) ?? blocksOf(bare, shown, quoted)) };
}

function fits(blocks: readonly SlackBlock[]): boolean {
  return JSON.stringify(blocks).length <= MAX_BLOCKS;
}

function blocksOf(
  { title, intro, entries, more, moreLink, updates, notes }: DigestMessage,
  shown: number,
  quoted: number,
) {
  const left = entries.length - shown;
  const after = [left > 0 ? `And ${left} that are not shown here` : null, more, ...updates, ...notes].filter(
    (line) => line !== null,
  );
  const heading: SlackSection = {
    type: 'rich_text_section',
    elements: [{ type: 'text', text: title, style: { bold: true } }],
  };
  return [
    { type: 'rich_text', elements: [heading] },
    ...(intro.length > 0 ? [context(intro.join('\n'))] : []),
    ...entries
      .slice(0, shown)
      .map((entry, index): SlackBlock => ({ type: 'rich_text', elements: entrySections(entry, index < quoted) })),
    ...(after.length > 0 ? [context(after.join('\n'))] : []),
    ...(moreLink === null
      ? []
      : [{ type: 'rich_text' as const, elements: [linkLine([{ label: 'All of them', link: moreLink }])] }]),
  ] satisfies SlackBlock[];
}

/** UTF-16 code units of a story's sentence in a digest: with forty of them, all have to fit. */
const MAX_PASSAGE = 300;

function entrySections(entry: DigestEntry, isQuoted: boolean): SlackSection[] {
  const { severity, watch, headline: words, link, where, passage, reach, whyLink, actions } = entry;
  const facts = [severity, watch, where, reach].filter((part) => part).join(DOT);
  const links = [...(whyLink === null ? [] : [{ label: 'Why?', link: whyLink }]), ...actions].flatMap(
    ({ label, link }): SlackElement[] => [
      { type: 'text', text: DOT },
      { type: 'link', url: link, text: label },
    ],
  );
  const heading: SlackSection = {
    type: 'rich_text_section',
    elements: [
      { type: 'text', text: MARK[urgencyOf({ severity })] || '• ' },
      ...headline({ headline: words, link }),
      { type: 'text', text: `\n${facts}` },
      ...links,
    ],
  };
  if (passage === null || !isQuoted) return [heading];
  const quotation = markedText(shortenSegments(passage, MAX_PASSAGE), {}, { bold: true });
  return [heading, { type: 'rich_text_quote', elements: quotation }];
}

function alertBlocks(message: AlertMessage): SlackMessage {
  const { passage, why, coverage, sources, notes, updates, whyLink, actions, timeZone } = message;
  const quotation = passage && { type: 'rich_text_quote' as const, elements: markedText(passage, {}, { bold: true }) };
  const by: SlackElement[] = message.outlet === null ? [] : [{ type: 'text', text: `\n${message.outlet}` }];
  const heading = { type: 'rich_text_section' as const, elements: [...headline(message), ...by] };
  const reasons = [...why, moreLine(message)].filter((line) => line !== null);
  const after = [...notes, ...updates];
  const details = detailElements(message);
  const links = [...(whyLink === null ? [] : [{ label: 'Why?', link: whyLink }]), ...actions];
  const blocks: SlackBlock[] = [
    { type: 'rich_text', elements: quotation ? [heading, quotation] : [heading] },
    context([`${MARK[urgencyOf(message)]}${watchLine(message)}`, ...reasons].join('\n')),
    ...(coverage === null ? [] : [context(coverage)]),
    ...(sources.length > 0 ? [{ type: 'rich_text' as const, elements: [sourceList(sources, timeZone)] }] : []),
    ...(details.length > 0
      ? [{ type: 'rich_text' as const, elements: [{ type: 'rich_text_section' as const, elements: details }] }]
      : []),
    ...(after.length > 0 ? [context(after.join('\n'))] : []),
    ...(links.length > 0 ? [{ type: 'rich_text' as const, elements: [linkLine(links)] }] : []),
  ];
  return { ...layoutSlackText(message), blocks: withinBlocks(blocks) };
}

/** Those that Slack takes; the longest behind the first two go first, and the message says so. */
function withinBlocks(blocks: SlackBlock[]): SlackBlock[] {
  const kept = [...blocks];
  while (!fits(kept) && kept.length > 2) {
    const lengths = kept.map((block, index) => (index < 2 ? 0 : JSON.stringify(block).length));
    kept.splice(lengths.indexOf(Math.max(...lengths)), 1);
  }
  return kept.length === blocks.length ? kept : [...kept, context(SHORTENED)];
}

/** The same without blocks, for a Slack that refuses them. */
export function layoutSlackText(message: Message): SlackMessage {
  const text = message.kind === 'digest' ? digestText(message) : alertText(message);
  return {
    text: escapeControls(shortenTo(text, (shortened) => escapeControls(shortened).length <= MAX_TEXT)),
    mrkdwn: false,
    unfurl_links: false,
    unfurl_media: false,
  };
}

/** Stories come before links that act. */
function digestText(message: DigestMessage): string {
  const variants = withFewerActions(message.entries).map((entries) => layoutPlainText({ ...message, entries }));
  const bare = { ...message, entries: withoutActions(message.entries) };
  return variants.find((text) => escapeControls(text).length <= MAX_TEXT) ?? layoutPlainText(bare);
}

function alertText(message: AlertMessage): string {
  const { watch, outlet, passage, why, coverage, sources, notes, updates, link, whyLink, actions, timeZone } = message;
  const lines = [
    `${MARK[urgencyOf(message)]}${watch}: ${plainText(message.headline)}`,
    [outlet, passage && `“${plainText(passage)}”`].filter((part) => part).join(': '),
    link,
    ...why,
    moreLine(message),
    coverage,
    ...sources.map((one) =>
      [`${one.label}: “${one.headline}”`, whereLine(one, timeZone), one.link].filter((part) => part).join(', '),
    ),
    detailLine(message),
    ...notes,
    ...updates,
    whyLink && `Why? ${whyLink}`,
    ...actions.map(({ label, link }) => `${label}: ${link}`),
  ];
  return lines.filter((line) => line).join('\n');
}

function headline({ headline, link }: Pick<AlertMessage, 'headline' | 'link'>): SlackElement[] {
  if (link === null) return markedText(headline, { bold: true }, { bold: true, italic: true });
  if (headline.length * link.length > MAX_LINKS)
    return [{ type: 'link', url: link, text: plainText(headline), style: { bold: true } }];
  return headline.map(({ text, hit }) => ({
    type: 'link',
    url: link,
    text,
    style: hit ? { bold: true, italic: true } : { bold: true },
  }));
}

/** Who wrote it, in which language, and when, by the clock of who reads it. */
function detailElements(message: AlertMessage): SlackElement[] {
  const { language, publishedAt, timeZone } = message;
  const names = [bylineOf(message), language?.name].filter((name) => name).join(DOT);
  const date: SlackElement[] = publishedAt
    ? [
        {
          type: 'date',
          timestamp: Math.floor(publishedAt.getTime() / 1000),
          format: '{date_short_pretty} {time}',
          fallback: formatInstant(publishedAt, timeZone),
        },
      ]
    : [];
  const separator = names !== '' && date.length > 0 ? DOT : '';
  return [...(names === '' ? [] : [{ type: 'text' as const, text: `${names}${separator}` }]), ...date];
}

function sourceList(sources: readonly MessageSource[], timeZone: string): SlackSection {
  return {
    type: 'rich_text_section',
    elements: sources.flatMap((one, index): SlackElement[] => {
      const title: SlackElement =
        one.link === null ? { type: 'text', text: one.headline } : { type: 'link', url: one.link, text: one.headline };
      const where = whereLine(one, timeZone);
      return [
        { type: 'text', text: `${index === 0 ? '' : '\n'}${one.label}: ` },
        title,
        ...(where === '' ? [] : [{ type: 'text' as const, text: `${DOT}${where}` }]),
      ];
    }),
  };
}

function linkLine(links: readonly MessageAction[]): SlackSection {
  return {
    type: 'rich_text_section',
    elements: links.flatMap(({ label, link }, index): SlackElement[] => [
      ...(index === 0 ? [] : [{ type: 'text' as const, text: DOT }]),
      { type: 'link', url: link, text: label },
    ]),
  };
}

function markedText(segments: readonly Segment[], plain: SlackStyle, marked: SlackStyle): SlackElement[] {
  return segments.map(({ text, hit }) => {
    const style = hit ? marked : plain;
    return { type: 'text', text, ...(Object.keys(style).length > 0 && { style }) };
  });
}

function context(text: string): SlackBlock {
  return {
    type: 'context',
    elements: [{ type: 'plain_text', text: shorten(text, MAX_TEXT_OBJECT), emoji: false }],
  };
}

/**
 * Slack reads `&`, `<` and `>` as control characters (docs.slack.dev/messaging/formatting-message-text), and a bare
 * `@here` as a mention where names are linked: a zero-width space parts it from its sign.
 */
function escapeControls(text: string): string {
  return text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replace(/@(?=channel|here|everyone|group)/gi, '@\u200b');
}
