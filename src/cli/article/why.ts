import { existsSync } from 'node:fs';
import type { Command } from 'commander';
import type { WhyAnswer } from '../../why/answer.ts';
import { isText } from '../../why/asked.ts';
import type { Watching } from '../../why/gate.ts';
import { type Question, why } from '../../why/why.ts';
import { articleOfText, whyText } from '../../why/why-text.ts';
import { configDirectory } from '../config/config-directory.ts';
import { findWhatRuns, findWhatRunsHere, type WhatRuns } from '../config/what-runs.ts';
import { withDatabase } from '../shared/command-database.ts';
import { withConfigOption, withDataOption } from '../shared/options.ts';
import { createOutput } from '../shared/output.ts';
import { printable } from '../shared/terminal-text.ts';
import { articlesIn, FORMS_OF_FILES, STANDARD_INPUT } from './articles-in.ts';
import { whyAsText } from './why-text.ts';

const HELP = `
What is asked about is an address (with or without tracking, before or after redirects), the id of an article, alert or
delivery as messages and lists show it (the first eight characters will do), a text of more than one word, or a file.
Of a text only the watches of the active version are asked, or where no Wirewatch runs, those of the files.
${FORMS_OF_FILES}

The gates are shown in the order in which news passes them, with ✓ where it came through, ~ where it did and something was
lost, ✗ where it ended, and ? where nobody can tell. With --json: an object {"kind":"answered","gates":[…],"closed":…,"verdict":…}
for what is asked, or {"kind":"refused","reason":…,"hints":[…]}.

Exit codes: 0 answered, 1 nothing is known by that name, or a file or the database could not be read, 2 wrong usage.

Examples:
  wirewatch why https://news.example.org/harbour-closed
  wirewatch why 9c1e44d0
  wirewatch why 203 --watch port
  wirewatch why 'Harbour closed after storm'
  wirewatch why story.txt --watch port --json`;

interface Flags {
  watch?: string;
  json?: true;
  config?: string;
  data?: string;
}

/** `wirewatch why`: at which gate news ended, or how it came through. */
export function addWhyVerb(program: Command): void {
  withDataOption(withConfigOption(program.command('why')))
    .argument('<what>', 'address, id of an article, alert or delivery, text, or file')
    .option('--watch <id>', 'only about this watch')
    .option('--json', 'print a JSON object')
    .addHelpText('after', HELP)
    .action(async (what: string, { watch, json, config, ...flags }: Flags) => {
      const question: Question = { what, watchId: watch ?? null };
      const print = createOutput();
      const show = async (answer: WhyAnswer) => {
        if (answer.kind === 'refused') process.exitCode = 1;
        if (json) await print(JSON.stringify(answer));
        else if (answer.kind === 'answered') await print(whyAsText(answer));
        else for (const line of [answer.reason, ...answer.hints]) console.error(printable(line));
      };
      const watchingHere = async () => {
        const running = await findWhatRunsHere({ ...flags, ...(config !== undefined && { config }) });
        return running.kind === 'known' ? watchingOf(running) : notKnown();
      };
      if (what === STANDARD_INPUT || existsSync(what)) await tellOfFile(question, await watchingHere(), show);
      else if (isText(what)) await show(await whyText(await articleOfText(what), question, await watchingHere()));
      else
        await withDatabase(flags, 'It could not be found out', async (db) => {
          const running = await findWhatRuns(db, configDirectory(config));
          const watching = running.kind === 'known' ? watchingOf(running) : notKnown();
          await show(await why(question, { db, watching, now: new Date() }));
        });
    });
}

function watchingOf({ config: { watches, aliases }, version }: WhatRuns): Watching {
  return { watches, aliases, version };
}

function notKnown(): null {
  console.error('The configuration is wrong, so that what is watched is not known; `wirewatch config check` says why.');
  return null;
}

async function tellOfFile(
  question: Question,
  watching: Watching | null,
  show: (answer: WhyAnswer) => Promise<void>,
): Promise<void> {
  for await (const given of articlesIn([question.what], 'byName')) {
    if (given.kind === 'unreadable') console.error(printable(given.reason));
    else await show(await whyText(given.article, { ...question, what: String(given.id) }, watching));
  }
}
