import { addressesOf } from '../../alert/addresses.ts';
import type { Config } from '../../config/load.ts';
import { whatRuns } from '../../store/doctor/signs-of-life.ts';
import { type Check, ok, skipped, warning } from '../check.ts';
import { isAlone } from '../database-state.ts';
import { counted } from '../words.ts';

/** Whether the feeds and receivers that run are those of the files. Of watches, workers say nothing. */
export const whatRunsCheck: Check = {
  name: 'what runs',
  needs: 'database',
  async look({ config, database }, db) {
    if (config.kind === 'invalid') return [skipped('the files are wrong, so they are not what runs')];
    const runs = (await isAlone(database)) ? null : await whatRuns(db);
    if (runs === null) return [skipped('no worker runs')];
    const differences = [
      ...difference('feed', new Set(config.config.feeds.map(({ id }) => id)), new Set(runs.feedIds)),
      ...difference(
        'address of receivers',
        addressKeys(config.config),
        new Set(runs.addresses),
        'addresses of receivers',
      ),
    ];
    if (differences.length > 0)
      return [
        warning(
          `what runs is not what the files say: ${differences.join('; ')}`,
          'Start Wirewatch again, so that it runs what the files say',
        ),
      ];
    return [ok('the feeds and receivers that run are those of the files')];
  },
};

function difference(one: string, written: Set<string>, running: Set<string>, many?: string): string[] {
  const fresh = written.difference(running).size;
  const old = running.difference(written).size;
  return [
    ...(fresh > 0 ? [`${counted(fresh, one, many)} only in the files`] : []),
    ...(old > 0 ? [`${counted(old, one, many)} only in what runs`] : []),
  ];
}

/** As `whatRuns` writes them. */
function addressKeys({ receivers }: Config): Set<string> {
  const addresses = receivers.flatMap(addressesOf);
  return new Set(
    addresses.map(({ receiverId, recipient, endpoint }) => [receiverId, recipient, endpoint.key].join('\n')),
  );
}
