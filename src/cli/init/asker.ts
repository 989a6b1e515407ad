import { confirm, isCancel, log, multiselect, password, select, text } from '@clack/prompts';
import type { Terminal } from '../feed/choose-feeds.ts';
import { printable } from '../shared/terminal-text.ts';

/** The person who is asked has left instead (Ctrl-C, Escape, or the terminal is gone). */
export class LeftError extends Error {}

/** One of several answers. */
export interface Choice<T> {
  value: T;
  label: string;
  hint?: string;
}

/** Asks a person, one question at a time. What is asked may hold a stranger's text. @throws LeftError when he leaves. */
export interface Asker {
  /** @param refuse Why an answer does not do, in a sentence; null: it does. */
  text(question: string, refuse: (answer: string) => string | null, example?: string): Promise<string>;
  /** The same, unseen. */
  secret(question: string, refuse: (answer: string) => string | null): Promise<string>;
  yes(question: string): Promise<boolean>;
  choose<T extends string>(question: string, choices: Choice<T>[]): Promise<T>;
  /** One at least; the first is chosen to begin with. */
  several<T extends string>(question: string, choices: Choice<T>[]): Promise<T[]>;
  /** Tells something, over as many lines as it has; these are printed as they are. */
  say(lines: string[]): void;
}

/** Asks at a terminal. */
export function createAsker({ input, output }: Terminal): Asker {
  const at = { input, output };
  const answered = async <T>(asked: Promise<T | symbol>): Promise<T> => {
    const answer = await asked;
    if (isCancel(answer)) throw new LeftError();
    return answer as T;
  };
  const validate = (refuse: (answer: string) => string | null) => (answer: string | undefined) =>
    refuse((answer ?? '').trim()) ?? undefined;
  const shown = <T extends string>({ value, label, hint }: Choice<T>) => ({
    value: value as string,
    label: printable(label),
    ...(hint !== undefined && { hint: printable(hint) }),
  });
  return {
    async text(message, refuse, placeholder) {
      const asked = text({ ...at, message, validate: validate(refuse), ...(placeholder && { placeholder }) });
      // Nothing was typed where nothing will do.
      return ((await answered<string | undefined>(asked)) ?? '').trim();
    },
    async secret(message, refuse) {
      return (await answered<string>(password({ ...at, message, validate: validate(refuse) }))).trim();
    },
    yes: (message) => answered<boolean>(confirm({ ...at, message: printable(message) })),
    choose: async <T extends string>(message: string, choices: Choice<T>[]) =>
      (await answered(select({ ...at, message: printable(message), options: choices.map(shown) }))) as T,
    several: async <T extends string>(message: string, choices: Choice<T>[]) =>
      (await answered(
        multiselect({
          ...at,
          message: printable(message),
          options: choices.map(shown),
          initialValues: choices.slice(0, 1).map(({ value }) => value as string),
          required: true,
        }),
      )) as T[],
    say(lines) {
      log.message(lines.join('\n'), { output });
    },
  };
}
