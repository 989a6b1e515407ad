import type { Database } from '../store/database.ts';
import type { ProcessReport } from '../store/work/process-report.ts';
import { listProcesses } from '../store/work/reports.ts';

/** Why files that operators have saved do not run, a sentence for each place where that is so. */
export async function configTroubles(db: Database): Promise<string[]> {
  const processes = await listProcesses(db);
  return [...new Set(processes.flatMap(({ report }) => (report ? troubleOf(report) : [])))];
}

function troubleOf({ host, version, disk, stuck }: ProcessReport): string[] {
  if (disk.kind === 'invalid') {
    const more = disk.count > 1 ? ` (and ${disk.count - 1} more)` : '';
    return [
      `The configuration on ${host} is wrong, and version ${version} goes on running: ${disk.problems[0]}${more}`,
    ];
  }
  if (stuck !== null) return [`On ${host} version ${version} goes on running: ${stuck}`];
  return disk.kind === 'behind' ? [`On ${host}: ${disk.reason}.`] : [];
}
