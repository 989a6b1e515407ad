import type { Command } from 'commander';

/**
 * The words of a command line that name nouns and verbs, or those that are left of them below a noun: `['alert', 'list']`.
 * `all` for the whole tree, which help pages and completion are made of.
 */
export type Asked = readonly string[] | 'all';

/** Adds a verb, or a noun and what is below it, to its parent. Its description is {@link Verb.summary}. */
export type AddVerb = (parent: Command, asked: Asked) => void | Promise<void>;

/** A verb or a noun, as far as it is known without loading it. */
export interface Verb {
  /** What it does, in the help of its parent and in its own. */
  summary: string;
  load: () => Promise<AddVerb>;
}

/** Verbs by name, in the order of the help. */
export type Verbs = Readonly<Record<string, Verb>>;

/**
 * Adds verbs to the program or to a noun. Of them, only the one that is asked for is loaded: help needs no more than names
 * and summaries, and all verbs take seconds.
 */
export async function addVerbs(parent: Command, verbs: Verbs, asked: Asked): Promise<void> {
  // The program has one for all.
  if (parent.parent) parent.helpCommand(false);
  for (const [name, { summary, load }] of Object.entries(verbs)) {
    if (asked === 'all' || asked[0] === name) {
      const add = await load();
      await add(parent, asked === 'all' ? asked : asked.slice(1));
    } else parent.command(name);
    parent.commands.find((command) => command.name() === name)!.description(summary);
  }
}
