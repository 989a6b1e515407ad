import { spawnSync } from 'node:child_process';
import { chmod, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { delimiter, join, resolve } from 'node:path';
import { SCRIPTS, type Shell } from '../../../src/cli/completion/scripts.ts';
import { ask } from '../support.ts';

let directory: string;
beforeAll(async () => {
  directory = await mkdtemp(join(tmpdir(), 'wirewatch-completion-'));
  const program = join(directory, 'wirewatch');
  await writeFile(program, `#!/bin/sh\nexec '${process.execPath}' '${resolve('src/cli/wirewatch.js')}' "$@"\n`);
  await chmod(program, 0o755);
  await writeFile(join(directory, 'page.html'), '');
});
afterAll(() => rm(directory, { recursive: true }));

/** Lines that a shell prints which has read its script, in a directory with one file; `wirewatch` is on its path. */
function linesOf(shell: Shell, commands: string): string[] {
  const { stdout, stderr } = spawnSync(shell, ['-c', `${READS[shell]}\n${commands}`], {
    cwd: directory,
    encoding: 'utf8',
    env: { ...process.env, NODE_OPTIONS: '', PATH: `${directory}${delimiter}${process.env.PATH}`, HOME: directory },
  });
  expect(stderr).toBe('');
  return stdout.split('\n').filter(Boolean);
}

const READS: Record<Shell, string> = {
  bash: 'eval "$(wirewatch completion bash)"',
  fish: 'wirewatch completion fish | source',
  // What zsh's completion offers to functions like ours.
  zsh: `compdef() { }; _describe() { print -l -- \${(P@)2}; }; _files() { print files; }; eval "$(wirewatch completion zsh)"`,
};

/** Runs where the shell is installed; elsewhere the test is shown as skipped. */
function itIn(shell: Shell) {
  return spawnSync(shell, ['-c', 'true']).status === 0 ? it : it.skip;
}

describe('wirewatch completion', () => {
  itIn('bash')('completes in bash', () => {
    const at = (...words: string[]) =>
      linesOf(
        'bash',
        `COMP_WORDS=(wirewatch ${words.join(' ')}); COMP_CWORD=${words.length}; _wirewatch; printf '%s\\n' "\${COMPREPLY[@]}"`,
      );
    expect(at('deliv')).toEqual(['delivery']);
    expect(at('delivery', "''")).toEqual(expect.arrayContaining(['list', 'show', 'retry']));
    expect(at('delivery', 'list', '--state', '=', 'de')).toEqual(['dead']);
    expect(at('extract', 'pa')).toEqual([]);
    expect(linesOf('bash', 'complete -p wirewatch')).toEqual(['complete -o default -F _wirewatch wirewatch']);
  });

  itIn('zsh')('completes in zsh', () => {
    const at = (...words: string[]) =>
      linesOf('zsh', `words=(wirewatch ${words.join(' ')}); CURRENT=${words.length + 1}; _wirewatch`);
    expect(at('deliv')).toEqual([expect.stringMatching(/^delivery:\w/)]);
    expect(at('delivery', 'list', '--state', 'de')).toEqual(['dead:']);
    expect(at('extract', "''")).toEqual(['files']);
  });

  itIn('fish')('completes in fish', () => {
    const at = (line: string) => linesOf('fish', `complete --do-complete '${line}'`).map((each) => each.split('\t')[0]);
    expect(at('wirewatch deliv')).toEqual(['delivery']);
    expect(at('wirewatch delivery list --state de')).toEqual(['dead']);
    expect(at('wirewatch extract pa')).toEqual(['page.html']);
  });

  it('runs nothing of what is typed', () => {
    linesOf('bash', `COMP_WORDS=(wirewatch '$(touch run)' "'"); COMP_CWORD=2; _wirewatch`);
    expect(linesOf('bash', 'ls')).toEqual(['page.html', 'wirewatch']);
  });

  it('prints the script, and names the shells there are to one that asks for another', async () => {
    expect(await ask(['completion', 'bash'])).toEqual({ code: 0, stdout: `${SCRIPTS.bash}\n`, stderr: '' });
    const { code, stderr } = await ask(['completion', 'tcsh']);
    expect(code).toBe(2);
    expect(stderr).toContain('bash, zsh, fish');
  });
});
