/** The worker of the isolate's tests, which loads for longer than the deadline of the test that uses it. */
await new Promise((resolve) => setTimeout(resolve, 1_500));

export { default } from './isolate-worker.ts';
