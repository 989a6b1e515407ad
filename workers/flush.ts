import type { Routing } from '../src/model/route.ts';
import { type FlushOptions, flushGroups } from '../src/pipeline/flush.ts';
import { followUp } from '../src/pipeline/follow-up.ts';
import { reviseWaits } from '../src/pipeline/hold.ts';

/** ms between two looks at whether the time of a group has come. */
const LOOK_MS = 1_000;

/** Tells what has waited for its time, and threads what has become of their stories, until the function it returns is called, which waits for what is under way. */
export function keepFlushing(options: () => FlushOptions, leaves: () => boolean): () => Promise<void> {
  let underWay: Promise<void> | null = null;
  /** By which what waits was last looked at; null: nobody knows what was edited while this process was not there. */
  let revisedBy: Routing | null = null;
  const tell = async (given: FlushOptions) => {
    const { routing } = given.running;
    if (routing !== revisedBy) await reviseWaits(given.db, routing);
    revisedBy = routing;
    await flushGroups(given);
    await followUp(given);
  };
  const look = () => {
    // By an older configuration than the active one, it would go to others, and at other times.
    if (leaves()) return;
    const { log } = options();
    underWay ??= tell(options())
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
