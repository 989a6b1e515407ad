import { createInterface } from 'node:readline/promises';
import type { Readable, Writable } from 'node:stream';
import type { FoundFeed } from '../../feed/discovery/discover.ts';
import { describeFound } from './found-feed-text.ts';

/** The person at the terminal. */
export interface Terminal {
  input: Readable;
  output: Writable;
}

/** The terminal of this process, or null when nobody sits there. Questions go to standard error, results do not. */
export function terminalOfProcess(): Terminal | null {
  return process.stdin.isTTY && process.stderr.isTTY ? { input: process.stdin, output: process.stderr } : null;
}

/** What is to be added: `undecided` when nobody could be asked, with what to do then. */
export type Choice = { kind: 'chosen'; feeds: FoundFeed[] } | { kind: 'undecided'; advice: string };

/**
 * Which of the feeds that a site has are meant. A feed that was given itself is; one that was found is asked about,
 * unless `yes` says so beforehand; of several one is asked which, unless `all` are wanted.
 *
 * @param found One at least, the best first.
 */
export async function chooseFeeds(
  found: FoundFeed[],
  { yes, all }: { yes: boolean; all: boolean },
  terminal: Terminal | null,
): Promise<Choice> {
  const [first, ...more] = found;
  if (all || first?.by === 'given' || (yes && more.length === 0)) return { kind: 'chosen', feeds: found };
  if (!terminal) {
    const advice =
      more.length === 0
        ? 'Add it with --yes, or by its address.'
        : 'Add one by its address, or all of them with --all.';
    return { kind: 'undecided', advice };
  }
  const list = found.map((feed, index) => `${String(index + 1).padStart(3)}  ${describeFound(feed)}`);
  terminal.output.write(`${list.join('\n')}\n`);
  const question =
    more.length === 0 ? 'Add it? [Y/n] ' : `Which? [1-${found.length}, several with commas; none: Enter] `;
  const answer = await ask(question, terminal);
  const chosen = more.length === 0 ? (/^(?:y|yes|)$/i.test(answer ?? 'n') ? found : []) : numbered(found, answer ?? '');
  return chosen.length > 0 ? { kind: 'chosen', feeds: chosen } : { kind: 'undecided', advice: 'Nothing was chosen.' };
}

/** The answer, or null when the person left instead. */
async function ask(question: string, { input, output }: Terminal): Promise<string | null> {
  const lines = createInterface({ input, output });
  const left = new Promise<null>((resolve) => lines.once('close', () => resolve(null)));
  try {
    // Ctrl-C closes, Ctrl-D too; neither settles the question.
    return await Promise.race([lines.question(question).then((answer) => answer.trim()), left]);
  } finally {
    lines.close();
  }
}

/** `2, 1` → the second and the first; nothing when anything else is in it. */
function numbered(found: FoundFeed[], answer: string): FoundFeed[] {
  const chosen = answer.split(/[\s,]+/).map((number) => (/^\d+$/.test(number) ? found[Number(number) - 1] : undefined));
  return chosen.every((feed) => feed !== undefined) ? [...new Set(chosen)] : [];
}
