import { setTimeout as sleep } from 'node:timers/promises';
import { waitFor } from '../../support/process.ts';
import { BACKENDS } from '../backend.ts';
import { lasting } from '../parts.ts';
import type { Scenario } from '../scenario.ts';

/** s that a receiver wants to be left alone, and ms in which what was under way by then comes in. */
const REST_S = 20;
const UNDER_WAY_MS = 1_500;

const throttled: Scenario = {
  name: '429 with Retry-After 20',
  backends: BACKENDS,
  async play({ hook, press }) {
    const before = hook.heard().length;
    let refusedAt: number | null = null;
    hook.reply(({ at }) => {
      refusedAt ??= at;
      return at < refusedAt + REST_S * 1_000
        ? { kind: 'refuse', status: 429, headers: { 'retry-after': String(REST_S) } }
        : { kind: 'take' };
    });
    press.publish(5);
    await waitFor('a message that is refused', () => hook.heard().length > before);
    await sleep(REST_S * 1_000 - 500);
    const early = hook.heard().filter((at) => at > refusedAt! + UNDER_WAY_MS && at < refusedAt! + REST_S * 1_000 - 500);
    return early.length > 0 ? [`${early.length} messages came while the receiver wanted to be left alone`] : [];
  },
};

/** ms in which the others have to be told while one receiver hangs. */
const UNHINDERED_MS = 15_000;

const hanging: Scenario = {
  name: 'one receiver hangs',
  backends: BACKENDS,
  async play(world) {
    const { hook, press } = world;
    hook.reply(() => ({ kind: 'hang' }));
    const began = performance.now();
    const problems: string[] = [];
    for (let batch = 0; batch < 2; batch += 1) {
      press.publish(2);
      await waitFor(
        () => `the others to be told: ${[...world.missing('slack'), ...world.missing('mail')].join(', ')}`,
        () => world.missing('slack').length + world.missing('mail').length === 0,
        UNHINDERED_MS,
      ).catch((error: Error) => problems.push(`while one receiver hung: ${error.message}`));
    }
    // Long enough for an attempt to end without an answer, and not for three.
    await sleep(Math.max(0, lasting(world, 18_000, 5_000) - (performance.now() - began)));
    hook.takeAll();
    return problems;
  },
};

const stalled: Scenario = {
  name: '200 and a body that stalls',
  backends: BACKENDS,
  async play(world) {
    const { hook, press } = world;
    const before = hook.heard().length;
    hook.reply(() => ({ kind: 'stall' }));
    press.publish(3);
    await waitFor('the webhook to be told', () => hook.heard().length > before && world.missing('hook').length === 0);
    // A second attempt would come by then.
    await sleep(15_000);
    const stories = hook
      .has()
      .slice(before)
      .map(({ words }) => press.storyIn(words)?.place);
    hook.takeAll();
    return new Set(stories).size < stories.length ? ['what a 200 acknowledged was told again'] : [];
  },
};

/** Receivers that are slow, broken, or want to be left alone. */
export const receiverFaults: Scenario[] = [throttled, hanging, stalled];
