import { waitFor } from '../../support/process.ts';
import { BACKENDS } from '../backend.ts';
import type { Scenario } from '../scenario.ts';
import type { World } from '../world.ts';
import type { Access } from '../world-config.ts';

/** ms for a notice to operators: it stands 5 s before it is told, and is looked for every 15 s. */
const NOTICE_MS = 60_000;

/** Whether a message for this receiver waits, with the number of those that do and the states they are in. */
async function waiting(world: World, receiver: string): Promise<string[]> {
  const rows = await world.ask((db) =>
    db
      .selectFrom('deliveries')
      .select(['state', 'reason'])
      .where('receiverId', '=', receiver)
      .where('state', '<>', 'sent')
      .execute(),
  );
  return rows.filter(({ reason }) => reason !== null).map(({ state, reason }) => `${state}: ${reason}`);
}

/** Waits for messages that wait for the operator and for the notice of it; then all processes start with what was mended. */
async function mendedBy(world: World, receiver: 'slack' | 'mail', access: Partial<Access>): Promise<string[]> {
  const { hook, press } = world;
  const problems: string[] = [];
  press.publish(2);
  await waitFor(`a message to ${receiver} that waits`, async () => (await waiting(world, receiver)).length > 0);
  const notice = () =>
    hook.has().some(({ words }) => words.includes('"type":"notice"') && words.includes('has to be mended'));
  await waitFor('a notice to operators at the other receiver', notice, NOTICE_MS).catch((error: Error) =>
    problems.push(error.message),
  );
  const given = (await waiting(world, receiver)).filter((words) => words.startsWith('dead'));
  if (given.length > 0) problems.push(`given up instead of held: ${given.join('; ')}`);
  await world.configure(access);
  for (const process of [...world.processes]) {
    await world.stop(process);
    await world.start();
  }
  return problems;
}

const webhookMoved: Scenario = {
  name: '401, mended by a new address',
  backends: BACKENDS,
  async play(world) {
    const { slack } = world;
    const slackUrl = slack.urlAt('/slack-that-is-new');
    slack.refuseAt('/slack', 401);
    return mendedBy(world, 'slack', { slackUrl });
  },
};

const passwordChanged: Scenario = {
  name: 'SMTP password wrong, mended',
  backends: BACKENDS,
  async play(world) {
    world.mail.setPassword('second');
    return mendedBy(world, 'mail', { mailPassword: 'second' });
  },
};

/** What an operator has to mend. */
export const mendedFaults: Scenario[] = [webhookMoved, passwordChanged];
