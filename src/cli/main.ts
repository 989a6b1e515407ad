import { Command } from 'commander';

/** Adds a verb to the program. */
type AddVerb = (program: Command) => void;

/** The verbs, in the order of the help. */
const VERBS: Record<string, () => Promise<AddVerb>> = {
  init: async () => (await import('./init/init.ts')).addInitVerb,
  start: async () => (await import('./run/start.ts')).addStartVerb,
  worker: async () => (await import('./run/worker.ts')).addWorkerVerb,
  server: async () => (await import('./run/server.ts')).addServerVerb,
  migrate: async () => (await import('./run/migrate.ts')).addMigrateVerb,
  doctor: async () => (await import('./doctor/doctor.ts')).addDoctorVerb,
  config: async () => (await import('./config/config.ts')).addConfigVerb,
  feed: async () => (await import('./feed/feed.ts')).addFeedVerb,
  alert: async () => (await import('./alert/alert.ts')).addAlertVerb,
  delivery: async () => (await import('./delivery/delivery.ts')).addDeliveryVerb,
  receiver: async () => (await import('./receiver/receiver.ts')).addReceiverVerb,
  why: async () => (await import('./article/why.ts')).addWhyVerb,
  match: async () => (await import('./article/match.ts')).addMatchVerb,
  watch: async () => (await import('./watch/watch.ts')).addWatchVerb,
  search: async () => (await import('./archive/search.ts')).addSearchVerb,
  story: async () => (await import('./story/story.ts')).addStoryVerb,
  extract: async () => (await import('./article/extract.ts')).addExtractVerb,
  backup: async () => (await import('./backup/backup.ts')).addBackupVerb,
  restore: async () => (await import('./backup/restore.ts')).addRestoreVerb,
  retention: async () => (await import('./retention/retention.ts')).addRetentionVerb,
  export: async () => (await import('./export/export.ts')).addExportVerb,
  demo: async () => (await import('./run/demo.ts')).addDemoVerb,
};

/**
 * Runs the command line. Exit codes: 0 done, 1 refused or failed with a reason on standard error, 2 wrong usage.
 *
 * Of the verbs, only the one that is asked for is loaded: all of them take a second.
 */
export async function main(argv: string[]): Promise<void> {
  const program = new Command('wirewatch')
    .description('Hears a story once, within minutes, in whatever words the press tells it.')
    .showHelpAfterError('(add --help for the verbs and their options)')
    .exitOverride((error) => process.exit(error.exitCode === 0 ? 0 : 2));
  const asked = argv[2] ?? '';
  const verbs = Object.hasOwn(VERBS, asked) ? [VERBS[asked]!] : Object.values(VERBS);
  for (const load of verbs) (await load())(program);
  await program.parseAsync(argv);
}
