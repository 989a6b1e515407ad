import { availableParallelism } from 'node:os';
import { z } from 'zod';
import { type Line, linesOf } from './lines.ts';
import { createOutput } from './output.ts';

/** Lines under way for each core: enough for all threads while the first one is waited for. */
const AHEAD = 4;

/** What a line is answered with: an object, or the reason why there is none. */
export type LineAnswer = Record<string, unknown> | { error: string };

/** The name of a task; its answer has it, too. */
export const TaskId = z.union([z.string(), z.number()]);

/** How to answer lines of one kind. */
export interface LineWork<Task> {
  task: z.ZodType<Task>;
  /** The form of a task, for those who got it wrong: `{"id","file"}`. */
  form: string;
  answer(task: Task): Promise<LineAnswer>;
  /** Called with the number of lines answered and of lines read so far. */
  onProgress?(done: number, read: number): void;
}

/**
 * Answers each line of JSON on standard input with a line of JSON on standard output, in order, several at a time. A line
 * that is wrong, or whose task fails, is answered with `{"id","error"}`, and the exit code is 1.
 */
export async function answerLines<Task extends { id: z.infer<typeof TaskId> }>(work: LineWork<Task>): Promise<void> {
  const print = createOutput();
  const underWay: Promise<LineAnswer>[] = [];
  let done = 0;
  const printFirst = async () => {
    const answer = await underWay.shift()!;
    if ('error' in answer) process.exitCode = 1;
    await print(JSON.stringify(answer));
    done += 1;
    work.onProgress?.(done, done + underWay.length);
  };
  for await (const line of linesOf(process.stdin)) {
    if (line.kind === 'line' && line.text.trim() === '') continue;
    underWay.push(answerLine(work, line));
    if (underWay.length > AHEAD * availableParallelism()) await printFirst();
  }
  while (underWay.length > 0) await printFirst();
}

async function answerLine<Task extends { id: unknown }>(
  { task, form, answer }: LineWork<Task>,
  line: Line,
): Promise<LineAnswer> {
  if (line.kind === 'tooLong') return { id: null, error: `line ${line.number}: too long` };
  const read = task.safeParse(parseJson(line.text));
  if (!read.success) return { id: null, error: `line ${line.number}: not ${form}` };
  return { id: read.data.id, ...(await answer(read.data)) };
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
