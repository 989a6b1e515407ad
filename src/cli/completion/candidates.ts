import { type Command, Help, type Option } from 'commander';

/** What may stand at the cursor. */
export interface Candidate {
  value: string;
  /** One line. */
  description: string;
}

/**
 * What may stand in place of the last of `words`, which begins so or is empty: verbs, options, and values of which there are
 * a few to choose from. None where a file may stand, or anything.
 *
 * @param program With the nouns and verbs that the words name.
 * @param words As a shell cuts them; `--state=dead` may come in one piece or, as bash has it, in three.
 */
export function candidatesFor(program: Command, words: readonly string[]): Candidate[] {
  const before = splitValues(words);
  const last = before.pop() ?? '';
  const { command, places, waiting } = walk(program, before);
  const candidates = waiting ? choices(waiting.argChoices) : startsAt(command, places, last);
  return candidates.filter(({ value }) => value.startsWith(last));
}

function splitValues(words: readonly string[]): string[] {
  return words.flatMap((word, index) => {
    if (word === '=' && words[index - 1]?.startsWith('--')) return index === words.length - 1 ? [''] : [];
    const cut = word.startsWith('--') ? word.indexOf('=') : -1;
    return cut < 0 ? [word] : [word.slice(0, cut), word.slice(cut + 1)];
  });
}

/** The verb that words lead to, how many arguments it has got, and the option whose value is to come next. */
function walk(program: Command, words: readonly string[]) {
  let command = program;
  let places = 0;
  let waiting: Option | null = null;
  for (const word of words) {
    if (waiting) waiting = null;
    else if (word.startsWith('-')) waiting = optionWithValue(command, word);
    else {
      const child: Command | undefined = command.commands.find((one) => one.name() === word);
      if (child) command = child;
      else places += 1;
    }
  }
  return { command, places, waiting };
}

function optionWithValue(command: Command, flag: string): Option | null {
  return (
    command.options.find(
      (option) => (option.long === flag || option.short === flag) && (option.required || option.optional),
    ) ?? null
  );
}

function startsAt(command: Command, places: number, last: string): Candidate[] {
  const help = new Help();
  if (last.startsWith('-'))
    return help
      .visibleOptions(command)
      .map(({ long, short, description }) => ({ value: long ?? short ?? '', description }));
  if (command.commands.length > 0)
    return places > 0
      ? []
      : help.visibleCommands(command).map((one) => ({ value: one.name(), description: one.description() }));
  const { registeredArguments } = command;
  const argument = registeredArguments[places] ?? registeredArguments.findLast(({ variadic }) => variadic);
  return choices(argument?.argChoices);
}

function choices(values: readonly string[] | undefined): Candidate[] {
  return (values ?? []).map((value) => ({ value, description: '' }));
}
