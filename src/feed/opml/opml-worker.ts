// Runs in a worker thread; see opml.ts.
export { readOpmlDocument as default } from './opml-document.ts';
