import { waitFor } from '../../support/process.ts';
import { BACKENDS } from '../backend.ts';
import type { Scenario } from '../scenario.ts';
import type { World } from '../world.ts';

/** Stories that are told while somebody is killed. */
const STORIES = 2;

type Moment = 'half said' | 'not answered';

/** Bytes after which a message breaks off: within the body of a post, and within the DATA of a mail. */
const HALF = { slack: 600, mail: 700 };

/** Process after process is killed with SIGKILL while it tells somebody something. */
function killed(name: string, receiverId: 'slack' | 'mail', moment: Moment, times = 1): Scenario {
  return {
    name,
    backends: BACKENDS,
    async play(world) {
      for (let time = 0; time < times; time += 1) {
        const setRight = await bringAbout(world, receiverId, moment, time === 0);
        await world.crash(await world.holderOf(receiverId));
        setRight();
        await world.start();
      }
      return [];
    },
  };
}

/** Waits until a message is so far, and goes no further; returns what lets later ones go through. */
async function bringAbout(
  { receivers, press }: World,
  receiverId: 'slack' | 'mail',
  moment: Moment,
  isFirst: boolean,
): Promise<() => void> {
  const { proxy, heard, reply, takeAll } = receivers[receiverId];
  const before = moment === 'half said' ? proxy.swallowed() : heard().length;
  if (moment === 'half said') proxy.set({ kind: 'half', bytes: HALF[receiverId] });
  else reply(() => ({ kind: 'hang' }));
  if (isFirst) press.publish(STORIES);
  await waitFor(
    `a message to ${receiverId} that is ${moment}`,
    () => (moment === 'half said' ? proxy.swallowed() : heard().length) > before,
  );
  return () => {
    proxy.set({ kind: 'pass' });
    takeAll();
  };
}

/** Processes that are killed. */
export const kills: Scenario[] = [
  killed('kill -9 within a Slack post', 'slack', 'half said'),
  killed("kill -9 before Slack's answer", 'slack', 'not answered'),
  killed("kill -9 within a mail's DATA", 'mail', 'half said'),
  killed('kill -9 before the mail is acknowledged', 'mail', 'not answered'),
  killed('kill -9 twice', 'slack', 'not answered', 2),
];
