import { setTimeout as sleep } from 'node:timers/promises';
import { waitFor } from '../../support/process.ts';
import { BACKENDS } from '../backend.ts';
import { lasting } from '../parts.ts';
import type { Scenario } from '../scenario.ts';

/** A process stands still in the middle of a post, longer than its lease, and goes on as if nothing had been. */
const paused: Scenario = {
  name: 'SIGSTOP, past the lease',
  backends: BACKENDS,
  async play(world) {
    const { slack, press } = world;
    const before = slack.heard().length;
    const asleep = Promise.withResolvers<void>();
    slack.reply(() => ({ kind: 'take', after: asleep.promise }));
    press.publish(2);
    await waitFor('a post to Slack', () => slack.heard().length > before);
    const { running } = await world.holderOf('slack');
    running.signal('SIGSTOP');
    slack.takeAll();
    // It is answered while it sleeps, or never.
    if (world.random.chance(0.5)) asleep.resolve();
    try {
      await sleep(lasting(world, 60_000, 15_000));
    } finally {
      running.signal('SIGCONT');
    }
    return [];
  },
};

/** A process stands still when it has begun an attempt and not said a word yet; another tells the message, and it goes on. */
const pausedBefore: Scenario = {
  name: 'SIGSTOP before a Slack post',
  backends: ['servers'],
  async play(world) {
    const { press } = world;
    // One a second goes there, and they come faster: while one is told, the next has begun and waits for its turn.
    press.publish(12);
    const isUntold = (words: string) => world.missing('slack').includes(press.storyIn(words)?.place ?? '');
    const { running } = await world.holderOf('slack', isUntold);
    running.signal('SIGSTOP');
    try {
      await waitFor('Slack to be told by the other', () => world.missing('slack').length === 0);
    } finally {
      running.signal('SIGCONT');
    }
    // What it was about to say comes now, or never.
    await sleep(3_000);
    return [];
  },
};

/** ms in which a process has to end in order. */
const ORDERLY_MS = 10_000;

/** A process stands still in the middle of a dialogue with a mail server; another tells the mail, and it goes on. */
const pausedWithin: Scenario = {
  name: 'SIGSTOP within a mail dialogue',
  backends: ['servers'],
  async play(world) {
    const { press, mail } = world;
    const asleep = Promise.withResolvers<void>();
    const dialogues = mail.holdRecipients(asleep.promise);
    press.publish(1);
    await waitFor('a mail that has a recipient', () => dialogues() > 0);
    const { running } = await world.holderOf('mail');
    running.signal('SIGSTOP');
    asleep.resolve();
    try {
      await waitFor('the mail to be sent by the other', () => world.missing('mail').length === 0);
    } finally {
      running.signal('SIGCONT');
    }
    // What it was about to say comes now, or never.
    await sleep(3_000);
    return [];
  },
};

/** A process is told to end while a post is under way. */
const stopped: Scenario = {
  name: 'SIGTERM within a Slack post',
  backends: BACKENDS,
  async play(world) {
    const { slack, press } = world;
    const before = slack.heard().length;
    const answersIn = world.random.pick([500, 3_000, 20_000]);
    slack.reply(() => ({ kind: 'take', after: sleep(answersIn) }));
    press.publish(2);
    await waitFor('a post to Slack', () => slack.heard().length > before);
    const told = performance.now();
    const code = await world.stop(await world.holderOf('slack'));
    const took = performance.now() - told;
    slack.takeAll();
    await world.start();
    const problems: string[] = [];
    if (code !== 0) problems.push(`it ended with ${code}`);
    if (took > ORDERLY_MS) problems.push(`it took ${Math.round(took)} ms to end`);
    return problems;
  },
};

/** Processes that stand still, and that are told to end. */
export const pauses: Scenario[] = [paused, pausedBefore, pausedWithin, stopped];
