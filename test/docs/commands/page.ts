import type { CommandEntry, Term } from './tree.ts';

const HEAD = `# Commands

Written by \`npm run docs\` from what \`--help\` says; changes belong there.

On a machine where Wirewatch is not installed for good, \`npx wirewatch\` stands for \`wirewatch\`.

## What holds for all

| exit code | means |
| --- | --- |
| 0 | done |
| 1 | refused or failed, or something asked for is not so; the reason is on standard error |
| 2 | wrong usage: an unknown verb or option, a missing or a wrong value |

- Standard output holds the answer and nothing else; what is said about it, and progress, goes to standard error. With \`--json\` the answer is JSON: one object, or an object a line where there may be many.
- Progress bars and colours are for terminals. \`NO_COLOR=1\` takes colours away, \`FORCE_COLOR=1\` brings them where there is no terminal.
- Ids may be cut short, to eight characters, as long as they mean one thing.
- Settings that several verbs share come from flags, else from the environment: [operating](operating.md).
- \`wirewatch completion bash\` (or \`zsh\`, \`fish\`) prints what a shell needs to complete verbs and options at the Tab key.
`;

/** docs/commands.md: everything that can be said to Wirewatch on the command line. */
export function commandsPage(commands: CommandEntry[]): string {
  const list = commands
    .filter(({ isNoun }) => !isNoun)
    .map(({ name, summary }) => `- [\`${name}\`](#${name.replaceAll(' ', '-')}): ${summary}`);
  return [HEAD, '## All verbs', '', ...list, '', ...commands.map(section)].join('\n');
}

function section({ name, summary, usage, isNoun, notes, examples, ...terms }: CommandEntry): string {
  const level = name.split(' ').length < 3 ? '##' : '###';
  return [
    `${level} ${name}`,
    `${capitalised(summary)}${/[.!?]$/.test(summary) ? '' : '.'}`,
    ...(isNoun ? [] : [fence('text', usage)]),
    table('argument', terms.arguments),
    table('option', terms.options),
    ...(notes === '' ? [] : [fence('text', [notes])]),
    ...(examples.length === 0 ? [] : [fence('sh', examples)]),
    '',
  ]
    .filter((part, index, parts) => part !== '' || index === parts.length - 1)
    .join('\n\n')
    .replace(/\n+$/, '\n');
}

function capitalised(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}

function fence(language: string, lines: string[]): string {
  return [`\`\`\`${language}`, ...lines, '```'].join('\n');
}

function table(what: string, terms: Term[]): string {
  if (terms.length === 0) return '';
  const rows = terms.map(({ term, description }) => `| \`${cell(term)}\` | ${cell(description)} |`);
  return [`| ${what} | |`, '| --- | --- |', ...rows].join('\n');
}

/** A bar would end the cell, and an angle bracket begin a tag. */
function cell(text: string): string {
  return text.replaceAll('|', '\\|').replaceAll('\n', ' ');
}
