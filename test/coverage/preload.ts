/**
 * Loaded by jest and its workers. Makes the processes and threads that a worker starts write their coverage to
 * `WIREWATCH_COVERAGE`; the worker itself has been started without, as jest counts what runs in it.
 */
if (process.env.JEST_WORKER_ID) process.env.NODE_V8_COVERAGE = process.env.WIREWATCH_COVERAGE;
