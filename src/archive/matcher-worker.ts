import { type MessagePort, parentPort, workerData } from 'node:worker_threads';
import { createMatcher, type Watching } from './matcher.ts';
import type { MatchAnswer, MatchTask } from './matcher-thread.ts';

// The thread of `matcher-thread.ts`.
serve(parentPort!, workerData as Watching[]);

/** Matches articles as they come, one batch after the other, by watches that are made ready once. */
function serve(port: MessagePort, configurations: readonly Watching[]): void {
  const matcher = createMatcher(configurations);
  const answer = (said: MatchAnswer) => port.postMessage(said);
  let last: Promise<void> = Promise.resolve();

  async function carryOut({ id, articles }: MatchTask): Promise<void> {
    try {
      answer({ kind: 'matched', id, matches: await matcher.match(articles) });
    } catch (error) {
      answer({ kind: 'failed', id, error });
    }
  }

  port.on('message', (task: MatchTask) => {
    last = last.then(() => carryOut(task));
  });
  answer({ kind: 'ready' });
}
