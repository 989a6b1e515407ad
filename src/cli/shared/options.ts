import { type Command, Option } from 'commander';
import { readSettings, type SettingFlags, type Settings } from '../../settings.ts';

/** Adds `--config`, which every verb that reads the configuration has. */
export function withConfigOption(command: Command): Command {
  return command.option('--config <dir>', 'directory with wirewatch.yaml (WIREWATCH_CONFIG, default: config)');
}

/** Adds `--data`. */
export function withDataOption(command: Command): Command {
  return command.option('--data <dir>', 'directory for the embedded Postgres (WIREWATCH_DATA, default: data)');
}

/** Adds `--host` and `--port`. */
export function withAddressOptions(command: Command): Command {
  return command
    .addOption(new Option('--port <n>', 'port of the pages, 0 for any free one (WIREWATCH_PORT, default: 8080)'))
    .addOption(new Option('--host <address>', 'address to listen on (WIREWATCH_HOST, default: 127.0.0.1)'));
}

/** The settings from environment and flags; ends the process with code 1 and the reasons when they are wrong. */
export function settingsOrExit(flags: SettingFlags): Settings {
  const read = readSettings(process.env, flags);
  if (read.kind === 'valid') return read.settings;
  for (const problem of read.problems) console.error(problem);
  process.exit(1);
}
