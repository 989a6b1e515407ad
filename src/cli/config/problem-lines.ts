import { formatProblem, formatWarning, type Problem } from '../../config/load.ts';

/** Prints a line on standard error for each problem. */
export function printProblems(problems: Problem[]): void {
  for (const problem of problems) console.error(formatProblem(problem));
}

/** Prints a line on standard error for each warning. */
export function printWarnings(warnings: Problem[]): void {
  for (const warning of warnings) console.error(formatWarning(warning));
}
