import { Parser } from 'htmlparser2';
import type { RawText } from './raw-feed.ts';

/** Markup read at most, in characters: more than any text that is kept, with its tags. */
const MAX_MARKUP = 2_000_000;

/** Elements within each other: the parser takes time that grows with the depth for each of them, so no more are read. */
const MAX_DEPTH = 1_000;

/** Elements whose text is not for readers. */
const SKIPPED = new Set('script style template iframe noscript svg object video audio select'.split(' '));

/** Elements that begin and end a paragraph (HTML Standard, 15.3.3, and table rows). */
const BLOCKS = new Set(
  `address article aside blockquote body center dd details dialog dir div dl dt fieldset figcaption figure footer form h1
  h2 h3 h4 h5 h6 header hgroup hr html legend li listing main menu nav ol optgroup option p plaintext pre search section
  summary table tbody tfoot thead tr ul xmp`.split(/\s+/),
);

/**
 * The text people would read: entities decoded, scripts and tags gone, paragraphs separated by a blank line, spaces
 * within a paragraph single. Two line breaks (`<br><br>`) separate paragraphs, one is a space.
 */
export function toPlainText(text: Pick<RawText, 'value' | 'isMarkup'>): string {
  // Most titles and names: nothing in them is markup.
  if (!text.isMarkup || !/[<&]/.test(text.value)) return paragraphs([text.value]);
  return paragraphs(textBlocks(withoutCdata(text.value.slice(0, MAX_MARKUP))));
}

/** Marks of CDATA that were escaped are none any more, but would make a comment of what follows. */
export function withoutCdata(markup: string): string {
  return markup.includes('<![CDATA[') ? markup.replaceAll('<![CDATA[', '').replaceAll(']]>', '') : markup;
}

function textBlocks(markup: string): string[] {
  // Where there are no tags, line breaks are all that tells paragraphs apart.
  const hasTags = /<[a-z!/]/i.test(markup);
  const blocks: string[] = [];
  let block = '';
  let skipping = 0;
  let depth = 0;
  const endBlock = () => {
    blocks.push(block);
    block = '';
  };
  const parser = new Parser({
    ontext(data) {
      if (skipping === 0) block += hasTags ? data.replace(/\s/g, ' ') : data;
    },
    onopentagname(name) {
      depth += 1;
      if (depth > MAX_DEPTH) parser.pause();
      if (SKIPPED.has(name)) skipping += 1;
      else if (BLOCKS.has(name)) endBlock();
      else if (name === 'br') block += '\n';
      else if (name === 'td' || name === 'th') block += ' ';
    },
    onclosetag(name) {
      depth -= 1;
      if (SKIPPED.has(name)) skipping -= 1;
      else if (BLOCKS.has(name)) endBlock();
    },
  });
  parser.end(markup);
  endBlock();
  return blocks;
}

/** Splits at blank lines, makes spaces single, drops what is empty. */
function paragraphs(blocks: string[]): string {
  return blocks
    .flatMap((block) => {
      const lines = block.split(/\r?\n/).map((line) => line.replace(/\s+/g, ' ').trim());
      return joinLines(lines);
    })
    .join('\n\n');
}

/** Lines → paragraphs: an empty line ends one. */
function joinLines(lines: string[]): string[] {
  const joined: string[][] = [[]];
  for (const line of lines) {
    if (line === '') joined.push([]);
    else joined.at(-1)?.push(line);
  }
  return joined.filter((paragraph) => paragraph.length > 0).map((paragraph) => paragraph.join(' '));
}
