import { type Command, Help } from 'commander';

/** A verb or a noun as its help tells it. */
export interface CommandEntry {
  /** `wirewatch feed add`. */
  name: string;
  summary: string;
  /** A form a line, each a whole command. */
  usage: string[];
  arguments: Term[];
  /** Without --help. */
  options: Term[];
  /** Whether it only holds verbs. */
  isNoun: boolean;
  /** What stands below the options, up to the examples. */
  notes: string;
  examples: string[];
}

/** A word of a command, and what it means. */
export interface Term {
  term: string;
  description: string;
}

/** The program, and everything below it, in the order of the help. */
export function entriesOf(command: Command): CommandEntry[] {
  return [entryOf(command), ...command.commands.flatMap(entriesOf)];
}

function entryOf(command: Command): CommandEntry {
  const help = new Help();
  const name = nameOf(command);
  const { notes, examples } = splitNotes(textBelow(command));
  return {
    name,
    summary: command.description(),
    usage: `${name} ${command.usage()}`.split('\n').map((line) => line.trim()),
    arguments: help
      .visibleArguments(command)
      .map((one) => ({ term: help.argumentTerm(one), description: help.argumentDescription(one) })),
    options: help
      .visibleOptions(command)
      .filter(({ long }) => long !== '--help')
      .map((one) => ({ term: help.optionTerm(one), description: help.optionDescription(one) })),
    isNoun: command.commands.length > 0,
    notes,
    examples,
  };
}

function nameOf(command: Command): string {
  return command.parent ? `${nameOf(command.parent)} ${command.name()}` : command.name();
}

/** What `addHelpText` put behind the rest. */
function textBelow(command: Command): string {
  let printed = '';
  command.configureOutput({
    writeOut: (text) => {
      printed += text;
    },
  });
  command.outputHelp();
  return printed.slice(printed.indexOf(command.helpInformation()) + command.helpInformation().length);
}

function splitNotes(text: string): { notes: string; examples: string[] } {
  const [notes = '', examples = ''] = text.split(/^Examples?:\n/m);
  return {
    notes: notes.trim(),
    examples: examples
      .split('\n')
      .map((line) => line.trim())
      .filter(Boolean),
  };
}
