import { stat } from 'node:fs/promises';
import { join, relative } from 'node:path';
import { formatProblem, type Problem } from '../../config/load.ts';
import { isInside } from '../../config/problem.ts';
import { DOT_ENV_FILE } from '../../config/read/dot-env.ts';
import { MAIN_FILE } from '../../config/read/files.ts';
import { counted } from '../../language/counted.ts';
import { type Check, failed, ok, warning } from '../check.ts';

/** Whether what stands in the configuration's files can be run. */
export const configCheck: Check = {
  name: 'config',
  needs: 'nothing',
  async look({ config, settings }) {
    const directory = shown(settings.configDir);
    if (config.kind === 'invalid') {
      if (!(await isThere(join(settings.configDir, MAIN_FILE))))
        return [
          failed(
            `there is no configuration in ${directory}`,
            `Write a first one: wirewatch init ${directory}; or name another directory with --config`,
          ),
        ];
      const all = counted(config.problems.length, 'mistake');
      return [
        failed(
          `${all} in the configuration, the first at ${said(config.problems)}`,
          `Run: wirewatch config check ${directory}`,
        ),
      ];
    }
    if (await isReadByOthers(join(settings.configDir, DOT_ENV_FILE)))
      return [
        warning(
          `others on this machine can read the secrets in ${join(directory, DOT_ENV_FILE)}`,
          `Run: chmod 600 ${join(directory, DOT_ENV_FILE)}`,
        ),
      ];
    const { feeds, watches, receivers } = config.config;
    const holds = [
      counted(feeds.length, 'feed'),
      counted(watches.length, 'watch', 'watches'),
      counted(receivers.length, 'receiver'),
    ];
    const { warnings } = config;
    if (warnings.length > 0)
      return [
        warning(
          `${counted(warnings.length, 'warning')} about the configuration, the first at ${said(warnings)}`,
          `Run: wirewatch config check ${directory}`,
        ),
      ];
    if (feeds.length === 0)
      return [
        warning(`the configuration has no feed (${holds.join(', ')})`, 'Add one: wirewatch feed add ADDRESS-OF-A-SITE'),
      ];
    if (watches.length === 0)
      return [
        warning(`the configuration has no watch (${holds.join(', ')})`, 'Write one under watches: in wirewatch.yaml'),
      ];
    return [ok(`the configuration is good: ${holds.join(', ')}`)];
  },
};

function said([first]: Problem[]): string {
  return formatProblem(first!).replace(/\.$/, '');
}

/** As seen from the working directory where it lies below it. */
function shown(directory: string): string {
  return isInside(process.cwd(), directory) ? relative(process.cwd(), directory) || '.' : directory;
}

function isThere(file: string): Promise<boolean> {
  return stat(file).then(
    () => true,
    (error: NodeJS.ErrnoException) => error.code !== 'ENOENT',
  );
}

/** Whether more than its owner may read the file. */
function isReadByOthers(file: string): Promise<boolean> {
  return stat(file).then(
    ({ mode }) => process.platform !== 'win32' && (mode & 0o044) !== 0,
    () => false,
  );
}
