import type { MessageSource } from '../coverage.ts';
import type { DigestEntry, DigestMessage } from '../digest.ts';
import type { Message } from '../letter.ts';
import type { AlertMessage } from '../message.ts';
import { type Segment, shortenSegments } from '../segments.ts';
import { shorten } from '../text.ts';
import { DOT, detailLine, moreLine, urgencyOf, watchLine, whereLine } from './words.ts';

/** A piece of a line, nothing escaped yet. */
export interface Piece {
  text: string;
  /** Set apart: as the headline of a story. */
  strong?: true;
  /** The words that met the watch. */
  hit?: true;
  /** Where it leads. */
  link?: string;
  /** The text of a link is our own word, and no stranger's. */
  own?: true;
}

/** A line of a message, before it takes the form of a service that has lines of text. */
export interface Line {
  pieces: Piece[];
  /** Lines of one paragraph stand together. */
  paragraph: number;
  /** Where there is no room for all, those of the highest rank go first. */
  rank: number;
  /** Quoted from the article. */
  isQuote?: true;
}

const MARK = { critical: '🔴 ', high: '🟠 ', plain: '' };

/** UTF-16 code units of a story's sentence in a digest. */
const MAX_PASSAGE = 300;
/** Stories that are told with the sentence that matched, where those of all do not fit. */
const QUOTED = 8;
/** UTF-16 code units: a line of which less is left says nothing. */
const LEAST_SHORTENED = 24;

/** What a message is about: an alert's headline, which leads to its article, or a digest's title. */
export function headingOf(message: Message): Piece[] {
  if (message.kind === 'digest') return [{ text: message.title, strong: true }];
  return headlinePieces(message);
}

/**
 * The rest of a message as lines: all of them where they fit; of a digest fewer sentences, then fewer stories; then those
 * that are left out or cut which matter least, and a line says so.
 *
 * @param fits Whether the service takes these lines.
 * @param service What it is called.
 */
export function linesWithin(message: Message, fits: (lines: Line[]) => boolean, service: string): Line[] {
  let lines: Line[] = [];
  for (lines of message.kind === 'digest' ? digestVariants(message) : [alertLines(message)])
    if (fits(lines)) return lines;
  return shortenLines(lines, fits, `Shortened: ${service} takes no more.`);
}

/** The lines as a text, with an empty line between paragraphs. */
export function joinLines(lines: readonly Line[], render: (line: Line) => string): string {
  return lines
    .map((line, index) => {
      const before = lines[index - 1];
      if (!before) return render(line);
      return `${before.paragraph === line.paragraph ? '\n' : '\n\n'}${render(line)}`;
    })
    .join('');
}

/** Runs of pieces that share a link, or have none. */
export function runsOf(pieces: readonly Piece[]): { link: string | null; isOwn: boolean; pieces: Piece[] }[] {
  const runs: { link: string | null; isOwn: boolean; pieces: Piece[] }[] = [];
  for (const piece of pieces) {
    const last = runs.at(-1);
    const link = piece.link ?? null;
    if (last && last.link === link) last.pieces.push(piece);
    else runs.push({ link, isOwn: piece.own === true, pieces: [piece] });
  }
  return runs;
}

/**
 * The lines as text without markup: an address stands behind what leads to it, each of several on a line of its own, and what is
 * quoted between quotation marks.
 *
 * @param words What a service does to words.
 */
export function plainLines(lines: readonly Line[], words: (text: string) => string = (text) => text): string {
  return joinLines(lines, ({ pieces, isQuote }) => {
    const runs = runsOf(pieces);
    const links = runs.filter(({ link }) => link !== null);
    const textOf = (some: readonly Piece[]) => some.map((piece) => words(piece.text)).join('');
    if (links.length > 1) return links.map((run) => `${textOf(run.pieces)}: ${run.link}`).join('\n');
    const text = isQuote ? `“${textOf(pieces)}”` : textOf(pieces);
    return links.map(({ link, isOwn }) => `${text}${isOwn ? ' ' : '\n'}${link}`)[0] ?? text;
  });
}

/** At most `maxLength` UTF-16 code units of the pieces, the last one cut with an ellipsis. */
export function shortenPieces(pieces: readonly Piece[], maxLength: number): Piece[] {
  const kept: Piece[] = [];
  let room = maxLength;
  for (const [index, piece] of pieces.entries()) {
    const isLast = index === pieces.length - 1;
    if (piece.text.length < room || (isLast && piece.text.length === room)) {
      kept.push(piece);
      room -= piece.text.length;
      continue;
    }
    // Longer by one, so that it is cut even where what follows it does not fit.
    const text = shorten(isLast ? piece.text : `${piece.text}…`, room);
    return [...kept, { ...piece, text }];
  }
  return kept;
}

/** What is left of the pieces within what fits, the most that does; empty where nothing does. */
export function piecesWithin(pieces: readonly Piece[], fits: (pieces: Piece[]) => boolean): Piece[] {
  if (fits([...pieces])) return [...pieces];
  let longest = 0;
  let tooLong = pieces.reduce((sum, { text }) => sum + text.length, 0);
  while (tooLong - longest > 1) {
    const middle = Math.floor((longest + tooLong) / 2);
    if (fits(shortenPieces(pieces, middle))) longest = middle;
    else tooLong = middle;
  }
  return longest === 0 ? [] : shortenPieces(pieces, longest);
}

function shortenLines(lines: readonly Line[], fits: (lines: Line[]) => boolean, says: string): Line[] {
  const note: Line = { pieces: [{ text: says }], paragraph: Number.POSITIVE_INFINITY, rank: 0 };
  const kept: (Line | null)[] = lines.map(() => null);
  const withLine = (at: number, line: Line) =>
    fits([...kept.map((one, index) => (index === at ? line : one)).filter((one) => one !== null), note]);
  const byRank = [...lines.entries()].sort(([, a], [, b]) => a.rank - b.rank);
  for (const [at, line] of byRank) {
    if (withLine(at, line)) {
      kept[at] = line;
      continue;
    }
    const isRoomFor = (pieces: Piece[]) => withLine(at, { ...line, pieces });
    if (!isRoomFor(shortenPieces(line.pieces, LEAST_SHORTENED))) continue;
    kept[at] = { ...line, pieces: piecesWithin(line.pieces, isRoomFor) };
  }
  return [...kept.filter((line) => line !== null), note];
}

function alertLines(message: AlertMessage): Line[] {
  const { outlet, passage, why, coverage, sources, notes, updates, whyLink, actions, timeZone } = message;
  const links = [...(whyLink === null ? [] : [{ label: 'Why?', link: whyLink }]), ...actions];
  return paragraphsOf([
    [
      ...(outlet === null ? [] : [text(1, outlet)]),
      ...(passage === null ? [] : [{ pieces: segmentPieces(passage), rank: 1, isQuote: true as const }]),
    ],
    [
      text(1, `${MARK[urgencyOf(message)]}${watchLine(message)}`),
      ...[...why, moreLine(message)].flatMap((line) => (line === null ? [] : [text(4, line)])),
    ],
    [...(coverage === null ? [] : [text(5, coverage)]), ...sources.map((source) => sourceLine(source, timeZone))],
    [detailLine(message)].flatMap((line) => (line === '' ? [] : [text(6, line)])),
    [...notes.map((note) => text(3, note)), ...updates.map((update) => text(7, update))],
    links.length === 0 ? [] : [{ pieces: linkPieces(links), rank: 2 }],
  ]);
}

/** As many stories as fit: at first the sentences of the later ones go, then those of all, then the later stories. */
function* digestVariants(message: DigestMessage): Generator<Line[]> {
  const all = message.entries.length;
  yield digestLines(message, all, all);
  yield digestLines(message, all, QUOTED);
  for (let shown = all; shown > 1; shown -= 1) yield digestLines(message, shown, 0);
  yield digestLines(message, Math.min(1, all), 0);
}

function digestLines(message: DigestMessage, shown: number, quoted: number): Line[] {
  const { intro, entries, more, moreLink, updates, notes } = message;
  const left = entries.length - shown;
  return paragraphsOf([
    intro.map((line) => text(1, line)),
    ...entries.slice(0, shown).map((entry, index) => entryLines(entry, index < quoted)),
    [
      ...[left > 0 ? `And ${left} that are not shown here` : null, more].flatMap((line) =>
        line === null ? [] : [text(1, line)],
      ),
      ...updates.map((update) => text(7, update)),
      ...notes.map((note) => text(1, note)),
      ...(moreLink === null ? [] : [{ pieces: linkPieces([{ label: 'All of them', link: moreLink }]), rank: 2 }]),
    ],
  ]);
}

function entryLines(entry: DigestEntry, isQuoted: boolean): Omit<Line, 'paragraph'>[] {
  const { severity, watch, where, passage, reach, whyLink } = entry;
  const facts: Piece = { text: [severity, watch, where, reach].filter((part) => part).join(DOT) };
  const why: Piece[] = whyLink === null ? [] : [{ text: DOT }, { text: 'Why?', link: whyLink, own: true }];
  return [
    { pieces: [{ text: MARK[urgencyOf({ severity })] || '• ' }, ...headlinePieces(entry)], rank: 3 },
    { pieces: [facts, ...why], rank: 4 },
    ...(passage !== null && isQuoted
      ? [{ pieces: segmentPieces(shortenSegments(passage, MAX_PASSAGE)), rank: 5, isQuote: true as const }]
      : []),
  ];
}

function headlinePieces({ headline, link }: Pick<AlertMessage, 'headline' | 'link'>): Piece[] {
  return segmentPieces(headline).map((piece) => ({ ...piece, strong: true, ...(link !== null && { link }) }));
}

/** Hits that touch are one: signs that begin and end something may not meet. */
function segmentPieces(segments: readonly Segment[]): Piece[] {
  const pieces: Piece[] = [];
  for (const { text, hit } of segments) {
    const last = pieces.at(-1);
    if (last && (last.hit === true) === hit) last.text += text;
    else pieces.push({ text, ...(hit && { hit: true as const }) });
  }
  return pieces;
}

function sourceLine(source: MessageSource, timeZone: string): Omit<Line, 'paragraph'> {
  const { label, headline, link } = source;
  const named: Piece = link === null ? { text: label } : { text: label, link, own: true };
  const rest = [`“${headline}”`, whereLine(source, timeZone)].filter((part) => part).join(DOT);
  return { pieces: [named, { text: `: ${rest}` }], rank: 6 };
}

function linkPieces(links: readonly { label: string; link: string }[]): Piece[] {
  return links.flatMap(({ label, link }, index): Piece[] => [
    ...(index === 0 ? [] : [{ text: DOT }]),
    { text: label, link, own: true },
  ]);
}

function text(rank: number, words: string): Omit<Line, 'paragraph'> {
  return { pieces: [{ text: words }], rank };
}

function paragraphsOf(paragraphs: Omit<Line, 'paragraph'>[][]): Line[] {
  return paragraphs.flatMap((lines, paragraph) => lines.map((line) => ({ ...line, paragraph })));
}
