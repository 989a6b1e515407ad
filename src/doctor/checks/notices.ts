import { counted } from '../../language/counted.ts';
import { listNotices } from '../../store/feeds/notices.ts';
import { type Check, ok, warning } from '../check.ts';

/** Notices that are told one by one. */
const TOLD = 5;

/** What operators have to know and is not over, but for feeds and receivers, which have checks of their own. */
export const noticesCheck: Check = {
  name: 'notices',
  needs: 'database',
  async look(_ground, db) {
    const open = (await listNotices(db, 1_000)).filter(({ about }) => about !== 'feed' && about !== 'endpoint');
    if (open.length === 0) return [ok('nothing else waits for an operator')];
    const told = open
      .slice(0, TOLD)
      .map(({ reason }) =>
        warning(reason, 'It is told to the receivers under operators: in the configuration, and on the first page'),
      );
    const more = open.length - told.length;
    return more > 0 ? [...told, warning(`${counted(more, 'more notice')}`, 'They stand on the first page')] : told;
  },
};
