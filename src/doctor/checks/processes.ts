import { counted } from '../../language/counted.ts';
import { connectedProcesses, processSigns, SILENT_MS } from '../../store/doctor/signs-of-life.ts';
import type { SessionName } from '../../store/session-name.ts';
import { type Check, type Finding, ok, warning } from '../check.ts';
import { isAlone } from '../database-state.ts';
import { someOf, spanOf } from '../words.ts';

/** Processes of a version that are told by name. */
const TOLD = 3;

/** Which processes are at work, and whether all that are connected to the database are of one version. */
export const processesCheck: Check = {
  name: 'processes',
  needs: 'database',
  async look({ database }, db) {
    const [signs, connected, alone] = await Promise.all([processSigns(db), connectedProcesses(db), isAlone(database)]);
    const silent = signs.filter(({ silentMs }) => alone || silentMs > SILENT_MS);
    const alive = signs.length - silent.length;
    const versions = Map.groupBy(connected, ({ version }) => version);
    const told = [...versions].map(([version, processes]) => `${version} on ${placesOf(processes)}`);
    const findings: Finding[] = [];
    if (alive === 0) {
      const [last] = silent;
      const since = last ? `; the last was heard of ${spanOf(last.silentMs)} ago` : '';
      findings.push(warning(`no process is at work${since}`, 'Start Wirewatch: wirewatch start'));
    }
    if (versions.size > 1)
      findings.push(
        warning(
          `processes of different versions run: ${told.join('; ')}`,
          'Bring all of them to the newest: what one writes, an older one may not understand',
        ),
      );
    if (findings.length > 0) return findings;
    const of = told.length > 0 ? `; version ${told.join('; ')}` : '';
    return [
      ok(`${counted(alive, 'process is', 'processes are')} at work, heard of in the last ${spanOf(SILENT_MS)}${of}`),
    ];
  },
};

function placesOf(processes: SessionName[]): string {
  return someOf(
    processes.slice(0, TOLD).map(({ host, pid }) => `${host} (process ${pid})`),
    processes.length,
  );
}
