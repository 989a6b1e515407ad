import { styleText } from 'node:util';

/** What a piece of text means to its reader. */
export type Tone = keyof typeof STYLES;

const STYLES = {
  good: 'green',
  warning: 'yellow',
  bad: 'red',
  added: 'green',
  removed: 'red',
  /** Where in a file. */
  place: 'cyan',
  hit: ['bold', 'yellow'],
} as const satisfies Record<string, Parameters<typeof styleText>[0]>;

/**
 * The text in the colour of what it means, where the stream shows colours: it is a terminal that can, and NO_COLOR is not
 * set, or FORCE_COLOR is. Text from strangers has to be made printable before.
 *
 * @param stream That it is written to; standard output when not given.
 */
export function toned(tone: Tone, text: string, stream: NodeJS.WriteStream = process.stdout): string {
  return styleText(STYLES[tone] as Parameters<typeof styleText>[0], text, { stream });
}

/** The title of a part of the help, whatever the stream: who prints it takes the style away where it is not shown. */
export function headline(text: string): string {
  return styleText('bold', text, { validateStream: false });
}

/** Whether {@link toned} makes a difference on standard output. */
export function showsTones(): boolean {
  return toned('good', '-') !== '-';
}

/** The lines of a patch, what is added and what is removed toned. */
export function tonedPatch(lines: readonly string[], stream?: NodeJS.WriteStream): string[] {
  return lines.map((line) => {
    const tone = PATCH_TONES[line[0] ?? ''];
    return tone === undefined || /^(?:---|\+\+\+) /.test(line) ? line : toned(tone, line, stream);
  });
}

const PATCH_TONES: Record<string, Tone> = { '+': 'added', '-': 'removed', '@': 'place' };
