import { formatPlace, type Problem } from '../../config/problem.ts';
import { toned } from '../shared/tone.ts';

/** Prints a line on standard error for each problem. */
export function printProblems(problems: Problem[]): void {
  for (const problem of problems)
    console.error(`${toned('bad', formatPlace(problem), process.stderr)}: ${problem.reason}`);
}

/** Prints a line on standard error for each warning. */
export function printWarnings(warnings: Problem[]): void {
  for (const warning of warnings)
    console.error(`${toned('warning', `${formatPlace(warning)}: warning`, process.stderr)}: ${warning.reason}`);
}
