import { waitFor } from '../../support/process.ts';
import { BACKENDS } from '../backend.ts';
import { HALF } from '../parts.ts';
import type { Scenario } from '../scenario.ts';

/** Stories that are told while somebody is killed. */
const STORIES = 2;

type Moment = 'half said' | 'not answered';

/**
 * Process after process is killed with SIGKILL while it tells somebody something: where there are two, the second takes up
 * what the first was at.
 */
function killed(name: string, receiverId: 'slack' | 'mail', moment: Moment, times = 1): Scenario {
  return {
    name,
    backends: BACKENDS,
    async play(world) {
      const { proxy, heard, reply, takeAll } = world.receivers[receiverId];
      const count = world.processes.length;
      const soFar = () => (moment === 'half said' ? proxy.swallowed() : heard().length);
      let before = soFar();
      if (moment === 'half said') proxy.set({ kind: 'half', bytes: HALF[receiverId] });
      else reply(() => ({ kind: 'hang' }));
      world.press.publish(STORIES);
      for (let time = 0; time < times; time += 1) {
        if (world.processes.length === 0) await world.start();
        await waitFor(`a message to ${receiverId} that is ${moment}`, () => soFar() > before);
        const holder = await world.holderOf(receiverId);
        before = soFar();
        await world.crash(holder);
      }
      proxy.set({ kind: 'pass' });
      takeAll();
      while (world.processes.length < count) await world.start();
      return [];
    },
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
