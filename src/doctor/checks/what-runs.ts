import { loadFiles } from '../../config/load.ts';
import { digestOf } from '../../config/versions/digest.ts';
import { counted } from '../../language/counted.ts';
import { findActiveVersion } from '../../store/versions/config-versions.ts';
import type { ProcessReport } from '../../store/work/process-report.ts';
import { listProcesses } from '../../store/work/reports.ts';
import { type Check, type Finding, ok, skipped, warning } from '../check.ts';
import { isAlone } from '../database-state.ts';

const DIFF = 'See what differs: wirewatch config diff';

/** Whether all processes run the version that is active, and whether that is what the files say. */
export const whatRunsCheck: Check = {
  name: 'what runs',
  needs: 'database',
  async look({ settings, database }, db) {
    // What has just ended left its word behind.
    const reports = ((await isAlone(database)) ? [] : await listProcesses(db)).flatMap(({ report }) =>
      report && report.role !== 'server' ? [report] : [],
    );
    const active = await findActiveVersion(db);
    if (reports.length === 0 || !active) return [skipped('no worker runs')];
    const troubles = reports.flatMap((report) => troubleOf(report, active.number));
    if (troubles.length > 0) return troubles;
    const { files } = await loadFiles(settings.configDir, process.env);
    const digest = digestOf(files);
    if (digest !== active.digest && digest !== active.diskDigest)
      return [warning(`the files in ${settings.configDir} are not version ${active.number}, which runs`, DIFF)];
    return [ok(`${counted(reports.length, 'process runs', 'processes run')} version ${active.number}`)];
  },
};

function troubleOf({ host, pid, version, disk, stuck }: ProcessReport, active: number): Finding[] {
  const who = `process ${pid} on ${host}`;
  if (stuck !== null) return [warning(`${who} runs version ${version}: ${stuck}`, 'Mend what is wrong there')];
  if (version !== active)
    return [warning(`${who} runs version ${version}, and version ${active} is active`, 'Look at its log')];
  if (disk.kind === 'invalid')
    return [warning(`${who} has wrong files, and runs version ${version}: ${disk.problems[0]}`, 'Mend them')];
  return disk.kind === 'behind' ? [warning(`${who}: ${disk.reason}`, DIFF)] : [];
}
