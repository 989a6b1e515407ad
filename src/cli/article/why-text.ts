import type { Answered } from '../../why/answer.ts';
import { printable } from '../shared/terminal-text.ts';

const MARKS: Record<Answered['gates'][number]['state'], string> = { open: '✓', partly: '~', closed: '✗', unknown: '?' };

/** Characters of the column that the gate stands in, its mark included. */
const WIDTH = 12;

/** An answer for people: what was found, a paragraph for each gate, and how it ended. */
export function whyAsText({ asked, article, gates, verdict }: Answered): string {
  const head = article ? [article.title, article.outlet, article.url] : [asked.what];
  return [
    head.flatMap((each) => (each ? [printable(each)] : [])).join(', '),
    ...gates.map(({ gate, state, sentences }) => {
      const [first = '', ...more] = sentences.map(printable);
      return [
        `${`${MARKS[state]} ${gate}`.padEnd(WIDTH)}${first}`,
        ...more.map((each) => `${' '.repeat(WIDTH)}${each}`),
      ].join('\n');
    }),
    `→ ${printable(verdict)}`,
  ].join('\n');
}
