import type { Logger } from '../../log.ts';
import { toned } from './tone.ts';

/** Says on one line of standard error why Wirewatch stops here; the stack is for those who log, at `debug`. */
export function reportFailure(what: string, error: unknown, log?: Logger): void {
  console.error(`${toned('bad', what, process.stderr)}: ${reasonsOf(error).join(': ')}`);
  log?.debug({ err: error }, what);
}

/** A chain of causes may run in a circle. */
const MAX_DEPTH = 8;

/** An error's message and those of its causes, the outermost first, each said once. */
function reasonsOf(error: unknown): string[] {
  const reasons = new Set<string>();
  let current = error;
  for (let depth = 0; depth < MAX_DEPTH && current != null; depth += 1) {
    reasons.add(current instanceof Error ? current.message : String(current));
    current = causeOf(current);
  }
  // Node's AggregateError, for a host none of whose addresses answers, has no message of its own.
  reasons.delete('');
  return [...reasons];
}

function causeOf(error: unknown): unknown {
  if (error instanceof AggregateError) return error.errors[0];
  return error instanceof Error ? error.cause : undefined;
}
