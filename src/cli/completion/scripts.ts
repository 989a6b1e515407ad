/** Shells that can complete what Wirewatch is asked. */
export const SHELLS = ['bash', 'zsh', 'fish'] as const;

/** One of {@link SHELLS}. */
export type Shell = (typeof SHELLS)[number];

/**
 * What a shell has to read so that it completes `wirewatch`. It asks `wirewatch complete` at each Tab, so that it need not
 * be made anew for another version. Words go there as they are: nothing that is typed is run.
 */
export const SCRIPTS: Record<Shell, string> = {
  bash: `# bash completion for wirewatch
_wirewatch() {
  local IFS=$'\\n'
  COMPREPLY=($(wirewatch complete -- "\${COMP_WORDS[@]:1:COMP_CWORD}" 2>/dev/null | cut -f 1))
}
complete -o default -F _wirewatch wirewatch`,
  zsh: `#compdef wirewatch
_wirewatch() {
  local line
  local -a found
  for line in "\${(@f)$(wirewatch complete -- "\${(@)words[2,CURRENT]}" 2>/dev/null)}"; do
    [[ -n $line ]] && found+=("\${\${line//:/\\\\:}/$'\\t'/:}")
  done
  if (( \${#found} )); then _describe wirewatch found; else _files; fi
}
if [[ \${funcstack[1]} == _wirewatch ]]; then _wirewatch "$@"; else compdef _wirewatch wirewatch; fi`,
  fish: `# fish completion for wirewatch
function __wirewatch_complete
  set -l words (commandline -opc) (commandline -ct)
  set -l found (wirewatch complete -- $words[2..] 2>/dev/null)
  if test (count $found) -gt 0
    printf '%s\\n' $found
  else
    __fish_complete_path (commandline -ct)
  end
end
complete -c wirewatch -f -a '(__wirewatch_complete)'`,
};
