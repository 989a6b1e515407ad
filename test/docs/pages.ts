import { readFile } from 'node:fs/promises';
import { createProgram } from '../../src/cli/program.ts';
import { configJsonSchema } from '../../src/config/check/json-schema.ts';
import { faultIn } from './commands/examples.ts';
import { commandsPage } from './commands/page.ts';
import { type CommandEntry, entriesOf } from './commands/tree.ts';
import { type Key, keysOf } from './configuration/keys.ts';
import { withKeys } from './configuration/part.ts';

const CONFIGURATION = 'docs/configuration.md';

/** Pages that are made of the program, or hold a part that is. */
export interface Generated {
  /** Texts by path. */
  pages: Record<string, string>;
  commands: CommandEntry[];
  /** Keys of the configuration. */
  keys: Key[];
  /** Examples in help that the command line would refuse, with the reason. */
  faults: string[];
}

/** Makes them; loads all of Wirewatch, and runs nothing. */
export async function generate(): Promise<Generated> {
  const program = await createProgram('all', (code) => {
    throw code;
  });
  const commands = entriesOf(program);
  const faults: string[] = [];
  for (const { examples } of commands) {
    for (const example of examples) {
      const fault = await faultIn(program, example);
      if (fault !== null) faults.push(`${example}: ${fault}`);
    }
  }
  const keys = keysOf(configJsonSchema());
  const pages = {
    'docs/commands.md': commandsPage(commands),
    [CONFIGURATION]: withKeys(await readFile(CONFIGURATION, 'utf8'), keys),
  };
  return { pages, commands, keys, faults };
}
