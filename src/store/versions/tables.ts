import type { Generated } from 'kysely';

/** Every configuration that was ever active, numbered from 1 without a gap. The one with the highest number is active. */
export interface ConfigVersionsTable {
  number: number;
  /** Of its files as written; the same for the same files. */
  digest: string;
  /** Of the files in the directory of whoever made it active, where they are others; null: they are these, or nobody knows. */
  diskDigest: string | null;
  /** Who made it active: `user@host`. */
  author: string;
  /** By which way: `start`, `file`, `apply`, `rollback`, `feed add`, … */
  source: string;
  message: string | null;
  /** The version whose files it has again; null: it is no rollback. */
  restores: number | null;
  createdAt: Generated<Date>;
}

/** Texts of files, each once. */
export interface ConfigTextsTable {
  /** SHA-256 in hex. */
  digest: string;
  /** As written, `${NAME}` and all: the value of a variable is never here. */
  text: string;
}

/** Which files a version has. */
export interface ConfigFilesTable {
  number: number;
  /** Seen from the directory of the configuration. */
  path: string;
  digest: string;
}
