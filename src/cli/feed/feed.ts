import type { Command } from 'commander';
import { type Asked, addVerbs, type Verbs } from '../shared/verbs.ts';

const VERBS: Verbs = {
  discover: {
    summary: 'find the feeds of a site',
    load: async () => (await import('./discover.ts')).addDiscoverVerb,
  },
  check: {
    summary: 'show what would be read of a feed, and what is odd about it',
    load: async () => (await import('./check.ts')).addCheckVerb,
  },
  add: {
    summary: 'add a feed to the configuration',
    load: async () => (await import('./add.ts')).addAddVerb,
  },
  list: {
    summary: 'list the feeds and how they fare, those in trouble first',
    load: async () => (await import('./list.ts')).addListVerb,
  },
  pause: {
    summary: 'stop polling a feed until it is resumed; a restart does not end the pause',
    load: async () => (await import('./pause.ts')).addPauseVerb,
  },
  resume: {
    summary:
      'poll a feed again, at once, that was paused or said it was gone; after a pause of more than three days it sets a new baseline',
    load: async () => (await import('./resume.ts')).addResumeVerb,
  },
  retry: {
    summary: 'read the articles of a feed again that were given up',
    load: async () => (await import('./retry.ts')).addRetryVerb,
  },
  import: {
    summary: 'add the feeds of an OPML file to the configuration',
    load: async () => (await import('./import.ts')).addImportVerb,
  },
  export: {
    summary: 'print the feeds of the configuration as OPML',
    load: async () => (await import('./export.ts')).addExportVerb,
  },
  parse: {
    summary: 'read a feed document from a file, whatever its format, and print what it says as JSON',
    load: async () => (await import('./parse.ts')).addParseVerb,
  },
};

/** `wirewatch feed`: everything about feeds. */
export async function addFeedVerb(program: Command, asked: Asked): Promise<void> {
  const feed = program.command('feed').addHelpText('after', '\nExample:\n  wirewatch feed add https://www.spiegel.de');
  await addVerbs(feed, VERBS, asked);
}
