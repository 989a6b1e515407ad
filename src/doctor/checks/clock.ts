import { databaseFacts } from '../../store/doctor/database-facts.ts';
import { clockSetBackMs } from '../../store/doctor/signs-of-life.ts';
import { type Check, failed, ok, warning } from '../check.ts';
import { spanOf } from '../words.ts';

/** ms that two clocks may differ by: more makes "two minutes ago" wrong. */
const APART_MS = 2_000;
/** ms from which dates of articles lie in the future, and signatures of webhooks are refused (Standard Webhooks allows five minutes). */
const FAR_APART_MS = 60_000;
/** ms by which the database's clock may seem to be set back: signs of life come every second. */
const BACK_MS = 5_000;

const SET_THEM = 'Let both machines set their clocks by NTP (timedatectl set-ntp true)';

/** Whether this machine's clock and the database's agree, and whether the latter was set back. */
export const clockCheck: Check = {
  name: 'clock',
  needs: 'database',
  async look(_ground, db) {
    const [{ aheadMs, aheadWithinMs, timeZone }, backMs] = await Promise.all([databaseFacts(db), clockSetBackMs(db)]);
    const zones = `time zone ${Intl.DateTimeFormat().resolvedOptions().timeZone} here, ${timeZone} there`;
    if (backMs > BACK_MS)
      return [
        failed(
          `the database's clock was set back by ${spanOf(backMs)}`,
          'A Wirewatch that runs sets what it has planned back as far within a second; if this stays, start it, and see why the clock was set',
        ),
      ];
    const apartMs = Math.max(0, Math.abs(aheadMs) - aheadWithinMs);
    const found = `the database's clock is ${spanOf(Math.abs(aheadMs))} ${aheadMs > 0 ? 'ahead of' : 'behind'} this machine's, ${zones}`;
    if (apartMs > FAR_APART_MS) return [failed(found, SET_THEM)];
    if (apartMs > APART_MS) return [warning(found, SET_THEM)];
    return [ok(`this machine's clock and the database's agree, ${zones}`)];
  },
};
