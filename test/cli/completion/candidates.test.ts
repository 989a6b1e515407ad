import { Argument, Command, Option } from 'commander';
import { candidatesFor } from '../../../src/cli/completion/candidates.ts';

const program = new Command('tool').helpCommand(false);
const feed = program.command('feed').description('feeds').helpCommand(false);
feed
  .command('add <url>')
  .description('add one')
  .option('--file <file>')
  .option('--yes')
  .addOption(new Option('-s, --state <state>').choices(['dead', 'done']));
feed.command('pause <id...>').description('stop one');
feed.command('secret', { hidden: true });
program
  .command('print')
  .addArgument(new Argument('<form>').choices(['text', 'html']))
  .argument('[file]');

function values(...words: string[]) {
  return candidatesFor(program, words).map(({ value }) => value);
}

describe('at the cursor', () => {
  it('a verb that begins so, with what it does', () => {
    expect(candidatesFor(program, ['fe'])).toEqual([{ value: 'feed', description: 'feeds' }]);
    expect(values('')).toEqual(['feed', 'print']);
    expect(values('feed', '')).toEqual(['add', 'pause']);
    expect(values('feed', 'x')).toEqual([]);
  });

  it('an option of the verb', () => {
    expect(values('feed', 'add', '--')).toEqual(['--file', '--yes', '--state', '--help']);
    expect(values('feed', 'add', 'https://a.example', '--f')).toEqual(['--file']);
  });

  it.each([
    [['--state', 'd']],
    [['-s', 'd']],
    [['--yes', '--state', '']],
    [['--state=d']],
    [['--state', '=', 'd']],
    [['--state', '=']],
  ])('a value to choose for an option, in each form a shell hands it over: %j', (words) => {
    expect(values('feed', 'add', ...words)).toEqual(['dead', 'done']);
  });

  it('a value to choose for an argument', () => {
    expect(values('print', 'h')).toEqual(['html']);
  });

  it.each([
    [['feed', 'add', '--file', '']],
    [['feed', 'add', '']],
    [['feed', 'pause', 'one', '']],
    [['print', 'html', '']],
  ])('nothing where a file or anything else may stand: %j', (words) => {
    expect(values(...words)).toEqual([]);
  });
});
