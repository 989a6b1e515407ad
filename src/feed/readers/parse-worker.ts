// Runs in a worker thread; see parse.ts.
export { readDocument as default } from './read-document.ts';
