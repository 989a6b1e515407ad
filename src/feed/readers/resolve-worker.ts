// Runs in a worker thread; see parse.ts.
export { readResolvedDocument as default } from './read-document.ts';
