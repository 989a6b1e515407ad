import { setTimeout as sleep } from 'node:timers/promises';
import { waitFor } from '../../support/process.ts';
import { BACKENDS } from '../backend.ts';
import { HALF, serversOf } from '../parts.ts';
import type { Scenario } from '../scenario.ts';

/** The way to a receiver breaks when it has the message and before it says so. */
function answerLost(name: string, receiverId: 'slack' | 'mail' | 'hook'): Scenario {
  return {
    name,
    backends: BACKENDS,
    async play({ receivers, press }) {
      const { proxy, reply, heard } = receivers[receiverId];
      const before = heard().length;
      let isLost = false;
      reply(() => {
        if (isLost) return { kind: 'take' };
        isLost = true;
        proxy.set({ kind: 'cut' });
        proxy.set({ kind: 'pass' });
        return { kind: 'hang' };
      });
      press.publish(2);
      await waitFor('a message whose answer is lost', () => heard().length > before);
      return [];
    },
  };
}

/** The way to a receiver breaks in the middle of a message: it does not have it, and who sent it cannot know. */
function halfLost(name: string, receiverId: 'slack' | 'mail'): Scenario {
  return {
    name,
    backends: BACKENDS,
    async play({ receivers, press }) {
      const { proxy } = receivers[receiverId];
      const before = proxy.swallowed();
      proxy.set({ kind: 'half', bytes: HALF[receiverId] });
      press.publish(2);
      await waitFor('a message that is half said', () => proxy.swallowed() > before);
      proxy.set({ kind: 'cut' });
      proxy.set({ kind: 'pass' });
      return [];
    },
  };
}

/** ms that the database is away after a receiver has answered: shorter than the lease. */
const AWAY_MS = 10_000;

/** The outcome of an attempt is known, and the way to the database breaks before it is written down. */
const settleLost: Scenario = {
  name: 'outcome known, database away',
  backends: ['servers'],
  // An outage that outlasts a lease is another story: then another may take the message.
  leaseSeconds: 45,
  async play(world) {
    const { hook, press } = world;
    const { postgres } = serversOf(world);
    const answered = Promise.withResolvers<void>();
    const told: string[] = [];
    hook.reply(({ words }) => {
      const place = press.storyIn(words)?.place;
      if (place) told.push(place);
      postgres.proxy.set({ kind: 'cut' });
      return { kind: 'take', after: answered.promise };
    });
    press.publish(1);
    await waitFor('a call of the webhook', () => told.length > 0);
    answered.resolve();
    await sleep(AWAY_MS);
    const before = hook.heard().length;
    hook.takeAll();
    postgres.proxy.set({ kind: 'pass' });
    const outcomes = () =>
      world.ask(async (db) => {
        const rows = await db
          .selectFrom('attempts')
          .innerJoin('deliveries', 'deliveries.id', 'attempts.deliveryId')
          .select(['payload', 'outcome'])
          .where('receiverId', '=', 'hook')
          .execute();
        return rows.flatMap(({ payload, outcome }) =>
          told.some((place) => JSON.stringify(payload).includes(place)) ? [outcome] : [],
        );
      });
    await waitFor('the outcomes to be written down', async () => (await outcomes()).every((one) => one !== null));
    const problems: string[] = [];
    const written = (await outcomes()).join(', ');
    if (written !== told.map(() => 'sent').join(', ')) problems.push(`what was answered stands there as: ${written}`);
    if (hook.heard().length > before) problems.push('a copy came of what had been answered');
    return problems;
  },
};

/** Messages of which Wirewatch does not get to know, or to write down, whether they arrived. */
export const lostAnswers: Scenario[] = [
  answerLost('answer lost: Slack', 'slack'),
  answerLost('answer lost: mail', 'mail'),
  answerLost('answer lost: webhook', 'hook'),
  halfLost('cut within a Slack post', 'slack'),
  halfLost("cut within a mail's DATA", 'mail'),
  settleLost,
];
