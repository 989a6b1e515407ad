import type { Command } from 'commander';
import { type Asked, addVerbs, type Verbs } from '../shared/verbs.ts';

const VERBS: Verbs = {
  list: {
    summary: 'list the stories that alerted somebody, the latest first',
    load: async () => (await import('./list.ts')).addListVerb,
  },
  show: {
    summary: 'show the articles of a story, and why each is one of them',
    load: async () => (await import('./show.ts')).addShowVerb,
  },
  split: {
    summary: 'tell articles of a story apart from it, for good: they get a story of their own',
    load: async () => (await import('./split.ts')).addSplitVerb,
  },
  merge: {
    summary: 'make one story of several, for good',
    load: async () => (await import('./merge.ts')).addMergeVerb,
  },
  group: {
    summary: 'group articles into stories, a line of JSON in, a line of JSON out',
    load: async () => (await import('./group.ts')).addGroupVerb,
  },
};

/** `wirewatch story`: which articles tell one story. */
export async function addStoryVerb(program: Command, asked: Asked): Promise<void> {
  const story = program
    .command('story')
    .addHelpText(
      'after',
      '\nExamples:\n  wirewatch story list --since 24h\n  wirewatch story group --jsonl < articles.jsonl',
    );
  await addVerbs(story, VERBS, asked);
}
