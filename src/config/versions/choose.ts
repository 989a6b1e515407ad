/** The files in a directory, against the version that is active. */
export interface Choice {
  /** Digest of the files. */
  files: string;
  /** The active version; null: there is none yet. */
  active: { number: number; digest: string; diskDigest: string | null } | null;
  /** The version that the directory had, or came from, when it was looked at last; null: nobody knows. */
  base: number | null;
  /** No other process runs. */
  alone: boolean;
}

/**
 * What is to become of the files in the directory of a process: `same`: they are what runs; `activate`: an operator has
 * changed them; `kept`: they are as they were when another version was made active all the same, by a rollback for instance;
 * `behind`: others have gone on from files that this directory did not have.
 */
export type Chosen = 'same' | 'activate' | 'kept' | 'behind';

/**
 * Decides whether the files in a directory are to be activated. Only an edit counts that began from what is active: one in a
 * directory that is brought up to date later than others would undo what these did. Where nobody knows what the files came
 * from, as when a process starts, they count where it is the only one and they do not stand as they did when something else
 * was made active.
 */
export function chooseFiles({ files, active, base, alone }: Choice): Chosen {
  if (active === null) return 'activate';
  if (files === active.digest) return 'same';
  if (files === active.diskDigest) return 'kept';
  const isEdit = base === null ? alone : base === active.number;
  return isEdit ? 'activate' : 'behind';
}
