import { counted } from '../../language/counted.ts';
import { feedFacts } from '../../store/doctor/feed-facts.ts';
import { type Check, type Finding, failed, ok, skipped, warning } from '../check.ts';
import { someOf } from '../words.ts';

const LOOK = 'Run: wirewatch feed list --trouble';

/** How the feeds fare that are polled, as the database has it. */
export const feedsCheck: Check = {
  name: 'feeds',
  needs: 'database',
  async look(_ground, db) {
    const { active, paused, unpolled, failing, gone, silent, ...ids } = await feedFacts(db);
    if (active === 0)
      return [skipped('no feed is polled yet', 'Feeds of the configuration are polled once Wirewatch starts')];
    const asked = active - paused - unpolled;
    const findings: Finding[] = [];
    if (failing > 0) {
      const found = `${counted(failing, 'feed')} of ${active} ${failing === 1 ? 'fails' : 'fail'}: ${someOf(ids.failingIds, failing)}`;
      findings.push(
        failing === asked
          ? failed(`${found}; it is all that are polled`, `See network above; then ${LOOK.toLowerCase()}`)
          : warning(found, LOOK),
      );
    }
    if (gone > 0)
      findings.push(
        warning(
          `withdrawn by their publishers: ${someOf(ids.goneIds, gone)}`,
          'Take them out of the configuration, or look for what replaced them: wirewatch feed discover ADDRESS-OF-THE-SITE',
        ),
      );
    if (silent > 0) findings.push(warning(`silent beyond their habit: ${someOf(ids.silentIds, silent)}`, LOOK));
    if (findings.length > 0) return findings;
    const others = [paused > 0 && `${paused} paused`, unpolled > 0 && `${unpolled} not polled yet`].filter(Boolean);
    return [ok(`${counted(active, 'feed')}, none in trouble${others.map((other) => `, ${other}`).join('')}`)];
  },
};
