import type { Command } from 'commander';
import { shortTime } from '../../server/time.ts';
import { type ConfigVersion, listVersions } from '../../store/versions/config-versions.ts';
import type { ProcessReport } from '../../store/work/process-report.ts';
import { listProcesses } from '../../store/work/reports.ts';
import { withDatabase } from '../shared/command-database.ts';
import { withDataOption, withLimitOption } from '../shared/options.ts';
import { printable } from '../shared/terminal-text.ts';

/** Versions listed unless told otherwise. */
const LIMIT = 20;

/** `wirewatch config versions`: the latest first, and which process runs which. */
export function addVersionsVerb(config: Command): void {
  withLimitOption(withDataOption(config.command('versions')), LIMIT)
    .option('--json', 'print one JSON object: {"versions":[…],"processes":[…]}')
    .addHelpText(
      'after',
      '\nExamples:\n  wirewatch config versions\n  wirewatch config versions --json | jq ".versions[0]"',
    )
    .action(async ({ limit, json, ...flags }: { limit: number; json?: true; data?: string }) => {
      await withDatabase(flags, 'The versions could not be listed', async (db) => {
        const versions = await listVersions(db, limit);
        const processes = (await listProcesses(db)).flatMap(({ report }) => report ?? []);
        if (json) {
          console.log(JSON.stringify({ versions, processes }));
          return;
        }
        if (versions.length === 0) console.log('No configuration has ever been active here.');
        const now = new Date();
        for (const [index, one] of versions.entries()) console.log(describeVersion(one, index === 0, now));
        for (const one of processes) console.log(describeProcess(one));
      });
    });
}

function describeVersion(version: ConfigVersion, isActive: boolean, now: Date): string {
  const { number, createdAt, author, source, restores, message } = version;
  const how = restores === null ? source : `${source} to ${restores}`;
  const words = [String(number).padEnd(6), shortTime(createdAt, now).padEnd(14), isActive ? 'active ' : '       '];
  return `${words.join('')}${printable(author)}  ${printable(how)}${message === null ? '' : `  ${printable(message)}`}`;
}

function describeProcess({ role, host, pid, version, disk, stuck }: ProcessReport): string {
  const what = role === 'server' ? 'shows pages' : `runs version ${version}`;
  return `${role} on ${printable(host)}, process ${pid}: ${what}${stuck ? `; ${printable(stuck)}` : ''}${diskWords(disk)}`;
}

function diskWords(disk: ProcessReport['disk']): string {
  switch (disk.kind) {
    case 'none':
    case 'active':
      return '';
    case 'behind':
      return `; ${printable(disk.reason)}`;
    case 'invalid':
      return `; its files are wrong: ${printable(disk.problems[0]!)}`;
  }
}
