import { type FlushOptions, flushGroups } from '../src/pipeline/flush.ts';
import { followUp } from '../src/pipeline/follow-up.ts';

/** ms between two looks at whether the time of a group has come. */
const LOOK_MS = 1_000;

/** Tells what has waited for its time, and threads what has become of their stories, until the function it returns is called, which waits for what is under way. */
export function keepFlushing(options: () => FlushOptions, leaves: () => boolean): () => Promise<void> {
  let underWay: Promise<void> | null = null;
  const look = () => {
    // By an older configuration than the active one, it would go to others, and at other times.
    if (leaves()) return;
    const { log } = options();
    underWay ??= flushGroups(options())
      .then(() => followUp(options()))
      .then(() => {})
      .catch((error: unknown) => log.error({ err: error }, 'what waited could not be told'))
      .finally(() => {
        underWay = null;
      });
  };
  look();
  const timer = setInterval(look, LOOK_MS);
  return async () => {
    clearInterval(timer);
    await underWay;
  };
}
