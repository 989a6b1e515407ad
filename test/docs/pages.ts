import { createProgram } from '../../src/cli/program.ts';
import { faultIn } from './commands/examples.ts';
import { commandsPage } from './commands/page.ts';
import { type CommandEntry, entriesOf } from './commands/tree.ts';

/** Pages that are made of the program, or hold a part that is. */
export interface Generated {
  /** Texts by path. */
  pages: Record<string, string>;
  commands: CommandEntry[];
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
  return { pages: { 'docs/commands.md': commandsPage(commands) }, commands, faults };
}
