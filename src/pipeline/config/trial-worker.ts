// Runs in a worker thread; see trials.ts.
import { marksOf } from '../../config/expect/marks.ts';
import type { Problem } from '../../config/load.ts';
import { understand } from '../../config/open.ts';
import { unmetByEdit } from './expected.ts';
import type { TrialTask } from './trials.ts';

/** What watches expect and do not do, as far as that is another than before. */
export default function tryExamples({ now, before }: TrialTask): Promise<Problem[]> {
  const marks = before ? marksOf(understand(before.files, before.variables)) : new Map<string, string>();
  return unmetByEdit(understand(now.files, now.variables), marks);
}
