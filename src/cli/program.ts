import { readFileSync } from 'node:fs';
import { Command } from 'commander';
import { headline, toned } from './shared/tone.ts';
import { type Asked, addVerbs, type Verbs } from './shared/verbs.ts';

/** The verbs, in the order of the help. */
const VERBS: Verbs = {
  init: {
    summary: 'write a first configuration: feeds, a watch, who is told',
    load: async () => (await import('./init/init.ts')).addInitVerb,
  },
  start: {
    summary: 'run everything: scheduler, workers and pages',
    load: async () => (await import('./run/start.ts')).addStartVerb,
  },
  worker: {
    summary: 'run the scheduler and the workers only',
    load: async () => (await import('./run/worker.ts')).addWorkerVerb,
  },
  server: {
    summary: 'run the pages only: overview, inbox, job dashboard, health',
    load: async () => (await import('./run/server.ts')).addServerVerb,
  },
  migrate: {
    summary: 'bring the database schema up to date, and end',
    load: async () => (await import('./run/migrate.ts')).addMigrateVerb,
  },
  doctor: {
    summary: 'look whether everything works, and say what to do about what does not',
    load: async () => (await import('./doctor/doctor.ts')).addDoctorVerb,
  },
  config: {
    summary: 'check the configuration, tell what an edit changes, and go back',
    load: async () => (await import('./config/config.ts')).addConfigVerb,
  },
  feed: {
    summary: 'find, add, read and look after feeds',
    load: async () => (await import('./feed/feed.ts')).addFeedVerb,
  },
  article: {
    summary: 'see what was read, what it met, and what became of it',
    load: async () => (await import('./article/article.ts')).addArticleVerb,
  },
  alert: {
    summary: 'see what was found, why, and who was told of it',
    load: async () => (await import('./alert/alert.ts')).addAlertVerb,
  },
  delivery: {
    summary: 'see what went to whom, why something did not, and send it again',
    load: async () => (await import('./delivery/delivery.ts')).addDeliveryVerb,
  },
  receiver: {
    summary: 'list who is told, and try whether it works',
    load: async () => (await import('./receiver/receiver.ts')).addReceiverVerb,
  },
  route: {
    summary: 'see who is told of what, and when',
    load: async () => (await import('./route/route.ts')).addRouteVerb,
  },
  silence: {
    summary: 'keep alerts back for a while, and tell of what was kept back',
    load: async () => (await import('./silence/silence.ts')).addSilenceVerb,
  },
  why: {
    summary: 'say why an article raised an alert, or where it ended on its way',
    load: async () => (await import('./article/why.ts')).addWhyVerb,
  },
  match: {
    summary: 'say which watches articles satisfy, a line of JSON in, a line of JSON out',
    load: async () => (await import('./article/match.ts')).addMatchVerb,
  },
  watch: {
    summary: 'list watches, try a query or an edit, and see why an article matches or not',
    load: async () => (await import('./watch/watch.ts')).addWatchVerb,
  },
  search: {
    summary: 'search the articles that were read, by the watch language',
    load: async () => (await import('./archive/search.ts')).addSearchVerb,
  },
  story: {
    summary: 'see which articles tell one story, and say so where it is seen wrong',
    load: async () => (await import('./story/story.ts')).addStoryVerb,
  },
  extract: {
    summary: 'show what would be read of an article page: the address of one, or a file',
    load: async () => (await import('./article/extract.ts')).addExtractVerb,
  },
  backup: {
    summary: 'write all that stands in the database into one file, while Wirewatch runs or while it does not',
    load: async () => (await import('./backup/backup.ts')).addBackupVerb,
  },
  restore: {
    summary: 'fill an empty database with what a backup holds',
    load: async () => (await import('./backup/restore.ts')).addRestoreVerb,
  },
  retention: {
    summary: 'forget the articles that `retention` in the configuration does not want kept',
    load: async () => (await import('./retention/retention.ts')).addRetentionVerb,
  },
  export: {
    summary: 'print all alerts, stories or articles, the oldest first, for other programs',
    load: async () => (await import('./export/export.ts')).addExportVerb,
  },
  demo: {
    summary: 'see a story break in a little newsroom on this machine, and be delivered',
    load: async () => (await import('./run/demo.ts')).addDemoVerb,
  },
  completion: {
    summary: 'print what a shell needs to complete verbs and options',
    load: async () => (await import('./completion/completion.ts')).addCompletionVerb,
  },
};

/**
 * The command tree: all of it, or as much as the words of a command line ask for, the rest being there by name.
 *
 * @param end Called with the exit code when help was printed, or the usage was wrong.
 */
export async function createProgram(asked: Asked, end: (code: 0 | 2) => never): Promise<Command> {
  const program = new Command('wirewatch')
    .description('Hears a story once, within minutes, in whatever words the press tells it.')
    .version(readVersion(), '-V, --version', 'print the version')
    .helpOption('-h, --help', 'print this help')
    .helpCommand('help [words...]', 'print the help of a verb')
    // Commander takes colours off again where nobody sees them, and heeds NO_COLOR and FORCE_COLOR.
    .configureHelp({
      subcommandTerm: (command) => command.name(),
      styleTitle: headline,
    })
    .configureOutput({ outputError: (text, write) => write(toned('bad', text, process.stderr)) })
    .showHelpAfterError('(add --help for the verbs and their options)')
    .addHelpText('after', HELP)
    // Before there are verbs, which take it over.
    .exitOverride(({ exitCode }) => end(exitCode === 0 ? 0 : 2));
  await addVerbs(program, VERBS, asked);
  return program;
}

const HELP = `
Exit codes: 0 done, 1 refused or failed with the reason on standard error, 2 wrong usage.

Examples:
  wirewatch config check
  wirewatch feed add https://www.spiegel.de
  wirewatch watch test 'Telegram NEAR/25 @bka' articles.jsonl
  wirewatch help feed add`;

function readVersion(): string {
  return JSON.parse(readFileSync(new URL('../../package.json', import.meta.url), 'utf8')).version;
}
