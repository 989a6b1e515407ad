import type { Answered } from '../../why/answer.ts';
import { printable } from '../shared/terminal-text.ts';
import { type Tone, toned } from '../shared/tone.ts';

const MARKS: Record<Answered['gates'][number]['state'], [mark: string, tone: Tone]> = {
  open: ['✓', 'good'],
  partly: ['~', 'warning'],
  closed: ['✗', 'bad'],
  unknown: ['?', 'warning'],
};

/** Characters of the column that the gate stands in, its mark included. */
const WIDTH = 12;

/** An answer for people: what was found, a paragraph for each gate, and how it ended. */
export function whyAsText({ asked, article, gates, verdict }: Answered): string {
  const head = article ? [article.title, article.outlet, article.url] : [asked.what];
  return [
    head.flatMap((each) => (each ? [printable(each)] : [])).join(', '),
    ...gates.map(({ gate, state, sentences }) => {
      const [first = '', ...more] = sentences.map(printable);
      const [mark, tone] = MARKS[state];
      return [
        `${toned(tone, mark)} ${gate.padEnd(WIDTH - 2)}${first}`,
        ...more.map((each) => `${' '.repeat(WIDTH)}${each}`),
      ].join('\n');
    }),
    `→ ${printable(verdict)}`,
  ].join('\n');
}
