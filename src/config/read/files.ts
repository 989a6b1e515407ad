import type { FileText } from './read-text.ts';

/** The files of a configuration as they are written, plain data without the values of variables. */
export interface ConfigFiles {
  /** The directory as people know it: problems name files by it. */
  directory: string;
  /** Those that can be read, and those that are there and cannot; each once. */
  files: WrittenFile[];
}

/** One file of a configuration. */
export interface WrittenFile {
  /** Seen from the directory. */
  path: string;
  content: FileText;
}

/** The file that every configuration begins with. */
export const MAIN_FILE = 'wirewatch.yaml';

/** How many files a configuration has at most. */
export const MAX_FILES = 1_000;
