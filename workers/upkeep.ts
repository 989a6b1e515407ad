import { createArchiveFiller } from '../src/archive/fill.ts';
import { keepCanary } from '../src/pipeline/canary/keep.ts';
import type { Pipeline } from '../src/pipeline/job.ts';
import { tellOperators } from '../src/pipeline/operators.ts';
import { renewSubscriptions } from '../src/pipeline/push.ts';
import { keepRetention } from '../src/pipeline/retention.ts';
import { reviewFeeds, reviewStories } from '../src/pipeline/review.ts';
import { takeBeat } from '../src/store/work/heartbeats.ts';

/** ms between two rounds of a chore, over all workers, and between looks at whether one is due. */
const EVERY_MS = {
  ...{ review: 60_000, stories: 60_000, websub: 60_000, retention: 60_000 },
  ...{ operators: 15_000, archive: 5_000, canary: 5_000 },
};
const LOOK_MS = 5_000;

/** What is done beside the queues, now and then, by whichever worker comes first. */
export interface UpkeepOptions extends Pick<Pipeline, 'db' | 'active' | 'log' | 'stopping'> {}

/** Looks after feeds, stories, subscriptions at hubs and the archive until the function it returns is called, which waits for what is under way. */
export function keepUp(options: UpkeepOptions): () => Promise<void> {
  const archive = createArchiveFiller();
  const walk = { after: 0 };
  const chores = {
    review: () => reviewFeeds(options, new Date()),
    stories: () => reviewStories(options),
    websub: () => renew(options),
    retention: async () => void (await keepRetention({ ...options, running: options.active.running }, walk)),
    operators: () => tellOperators({ ...options, running: options.active.running }),
    archive: () => archive.fill(options.db, options.stopping),
    canary: () => keepCanary({ ...options, running: options.active.running }),
  };
  const underWay = new Map<string, Promise<void>>();

  const look = async (name: keyof typeof chores) => {
    try {
      if (await takeBeat(options.db, name, EVERY_MS[name])) await chores[name]();
    } catch (error) {
      options.log.error({ err: error, chore: name }, 'upkeep failed');
    } finally {
      underWay.delete(name);
    }
  };
  const lookAtAll = () => {
    for (const name of Object.keys(chores) as (keyof typeof chores)[]) {
      if (!underWay.has(name)) underWay.set(name, look(name));
    }
  };
  lookAtAll();
  const timer = setInterval(lookAtAll, LOOK_MS);
  return async () => {
    clearInterval(timer);
    await Promise.all(underWay.values());
  };
}

async function renew({ db, active, log, stopping }: UpkeepOptions): Promise<void> {
  const { http, publicUrl } = active.running;
  for (const { feedId, hub, outcome, reason } of await renewSubscriptions({ db, http, publicUrl, stopping })) {
    log[outcome === 'failed' ? 'warn' : 'info']({ feedId, hub, outcome, reason }, 'hub asked');
  }
}
