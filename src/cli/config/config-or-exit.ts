import { type Config, loadConfig } from '../../config/load.ts';
import { printProblems, printWarnings } from './problem-lines.ts';

/** The configuration, its warnings told; ends the process with code 1 and every problem when it is wrong. */
export async function configOrExit(dir: string): Promise<Config> {
  const checked = await loadConfig(dir, process.env);
  if (checked.kind === 'valid') {
    printWarnings(checked.warnings);
    return checked.config;
  }
  printProblems(checked.problems);
  process.exit(1);
}
