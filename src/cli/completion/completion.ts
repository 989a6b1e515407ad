import { Argument, type Command } from 'commander';
import { SCRIPTS, SHELLS, type Shell } from './scripts.ts';

/** `wirewatch completion SHELL`: what a shell has to read. */
export function addCompletionVerb(program: Command): void {
  program
    .command('completion')
    .addArgument(new Argument('<shell>', 'that is to complete').choices(SHELLS))
    .addHelpText(
      'after',
      `
Completes verbs, options and values when the Tab key is pressed, where wirewatch is on the path. Put what is printed where
the shell looks for it, then begin a new shell:
  bash  ~/.local/share/bash-completion/completions/wirewatch  (or ~/.bashrc: eval "$(wirewatch completion bash)")
  zsh   a file _wirewatch in a directory of $fpath             (or ~/.zshrc, behind compinit)
  fish  ~/.config/fish/completions/wirewatch.fish

Examples:
  wirewatch completion bash > ~/.local/share/bash-completion/completions/wirewatch
  wirewatch completion fish > ~/.config/fish/completions/wirewatch.fish`,
    )
    .action((shell: Shell) => console.log(SCRIPTS[shell]));
}
