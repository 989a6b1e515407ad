import { processSigns, SILENT_MS } from '../../store/doctor/signs-of-life.ts';
import { type Check, ok, warning } from '../check.ts';
import { counted, spanOf } from '../words.ts';

/** Which processes are at work. */
export const processesCheck: Check = {
  name: 'processes',
  needs: 'database',
  async look(_ground, db) {
    const signs = await processSigns(db);
    const silent = signs.filter(({ silentMs }) => silentMs > SILENT_MS);
    const alive = signs.length - silent.length;
    if (alive === 0) {
      const [last] = silent;
      const since = last ? `; the last was heard of ${spanOf(last.silentMs)} ago` : '';
      return [warning(`no process is at work${since}`, 'Start Wirewatch: wirewatch start')];
    }
    return [ok(`${counted(alive, 'process is', 'processes are')} at work, heard of in the last ${spanOf(SILENT_MS)}`)];
  },
};
