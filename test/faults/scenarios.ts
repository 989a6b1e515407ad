import type { Backend } from './backend.ts';
import type { Scenario } from './scenario.ts';
import { kills } from './scenarios/kill.ts';
import { lostAnswers } from './scenarios/lost-answers.ts';
import { mendedFaults } from './scenarios/mended.ts';
import { pauses } from './scenarios/paused.ts';
import { postgresFaults } from './scenarios/postgres.ts';
import { receiverFaults } from './scenarios/receivers.ts';
import { redisFaults } from './scenarios/redis.ts';

/** All kinds of faults. */
export const SCENARIOS: readonly Scenario[] = [
  ...kills,
  ...lostAnswers,
  ...pauses,
  ...postgresFaults,
  ...redisFaults,
  ...receiverFaults,
  ...mendedFaults,
];

/** The rows of the short form: those that tell most. */
const SHORT: readonly [string, Backend][] = [
  ['kill -9 within a Slack post', 'servers'],
  ['kill -9 before the mail is acknowledged', 'embedded'],
  ['answer lost: webhook', 'embedded'],
  ['cut within a Slack post', 'embedded'],
  ['outcome known, database away', 'servers'],
  ['SIGSTOP, past the lease', 'servers'],
  ['SIGSTOP before a Slack post', 'servers'],
  ['Redis flushed', 'servers'],
  ['401, mended by a new address', 'embedded'],
];

/** A scenario and what it is played on. */
export interface Cell {
  scenario: Scenario;
  backend: Backend;
}

/** Which rows there are, in order. `only`: of scenarios whose name has these words. */
export function cells({ isShort, only, backend }: { isShort: boolean; only?: string; backend?: Backend }): Cell[] {
  const wanted = ({ name }: Scenario) => only === undefined || name.toLowerCase().includes(only.toLowerCase());
  return SCENARIOS.filter(wanted).flatMap((scenario) =>
    scenario.backends
      .filter((one) => backend === undefined || one === backend)
      .filter(
        (one) => !isShort || only !== undefined || SHORT.some(([name, on]) => name === scenario.name && on === one),
      )
      .map((one) => ({ scenario, backend: one })),
  );
}
