import { type Command, InvalidArgumentError, Option } from 'commander';
import { parseInterval } from '../../config/check/interval.ts';
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

/** Adds `--since`, which is given to the verb in ms. */
export function withSinceOption(command: Command, what: string): Command {
  return command.option('--since <duration>', `only ${what} of so long: 30m, 24h, 7d`, (text: string) => {
    const ms = parseInterval(text);
    if (ms === null) throw new InvalidArgumentError('a duration is written 30m, 24h or 7d');
    return ms;
  });
}

/** Adds `--limit`. */
export function withLimitOption(command: Command, fallback: number): Command {
  return command.option(
    '--limit <n>',
    'list so many at most',
    (text: string) => {
      if (!/^[1-9]\d{0,6}$/.test(text)) throw new InvalidArgumentError('a whole number from 1 on');
      return Number(text);
    },
    fallback,
  );
}

/** The settings from environment and flags; ends the process with code 1 and the reasons when they are wrong. */
export function settingsOrExit(flags: SettingFlags): Settings {
  const read = readSettings(process.env, flags);
  if (read.kind === 'valid') return read.settings;
  for (const problem of read.problems) console.error(problem);
  process.exit(1);
}
