import { hasQueueTables } from '../../store/doctor/signs-of-life.ts';
import { type Check, type Finding, failed, ok, skipped, warning } from '../check.ts';
import { reasonOf } from '../database-state.ts';
import { type RedisFacts, redisFacts } from '../redis.ts';
import { spanOf } from '../words.ts';

/** The oldest Redis that BullMQ works with (docs.bullmq.io, "Redis Compatibility"). */
const OLDEST = [6, 2] as const;

/** Whether the queues have a place to be kept in. */
export const queueCheck: Check = {
  name: 'queue',
  needs: 'nothing',
  async look({ settings, database }) {
    if (settings.redisUrl !== null) return lookAtRedis(settings.redisUrl);
    const state = await database;
    if (state.kind !== 'open') return [skipped('the queues are kept in the database, see there')];
    if (await hasQueueTables(state.db)) return [ok('the queues are kept in the database')];
    return [
      skipped(
        'the queues are to be kept in the database, and have no tables there yet',
        'They are made by wirewatch start, or by wirewatch migrate',
      ),
    ];
  },
};

async function lookAtRedis(url: string): Promise<Finding[]> {
  const where = URL.parse(url)?.host ?? 'an unknown host';
  let facts: RedisFacts;
  try {
    facts = await redisFacts(url);
  } catch (error) {
    return [
      failed(
        `the Redis of REDIS_URL at ${where} cannot be reached: ${reasonOf(error)}`,
        'See whether it runs, and whether host, user and password in REDIS_URL are right; nothing is lost meanwhile',
      ),
    ];
  }
  const { version, evictionPolicy, appendOnly, answersInMs } = facts;
  const found = `Redis ${version} at ${where} answers in ${spanOf(answersInMs)}, append-only file ${appendOnly ? 'on' : 'off'}`;
  if (isOlder(version)) return [failed(`${found}, and is too old`, `Use Redis ${OLDEST.join('.')} or newer`)];
  if (evictionPolicy !== 'noeviction')
    return [
      warning(
        `${found}; when its memory is full it throws away jobs (maxmemory-policy ${evictionPolicy})`,
        'Set maxmemory-policy to noeviction',
      ),
    ];
  return [ok(`${found}, and throws nothing away when it is full`)];
}

function isOlder(version: string): boolean {
  const [major = 0, minor = 0] = version.split('.').map(Number);
  return major < OLDEST[0] || (major === OLDEST[0] && minor < OLDEST[1]);
}
