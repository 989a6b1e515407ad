import { chown, readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { type Binaries, WAY_OUT } from './binaries.ts';
import { runCommand } from './command.ts';

/** How to run Postgres, which refuses to run as root, and who has to own its files. */
export interface Privileges {
  /** Words before a Postgres command. Each of them execs the next, so that the process keeps its pid. */
  prefix: string[];
  /** Null: whoever runs this program, who owns what it makes anyway. */
  owner: { uid: number; gid: number } | null;
}

const NOBODY = 65_534;

/**
 * A user namespace of its own without a mapping: inside, every user is `nobody` and no right of root is left, while
 * files still belong to whoever started it. Nothing has to change hands, and a home of mode 0700 stays reachable.
 */
const USER_NAMESPACE = ['unshare', '--user', '--'];

/** `nobody`, with the one capability that reaches binaries and data below directories only root may enter. */
const UNPRIVILEGED_USER = [
  'setpriv',
  `--reuid=${NOBODY}`,
  `--regid=${NOBODY}`,
  '--clear-groups',
  '--inh-caps=+dac_override',
  '--ambient-caps=+dac_override',
  '--',
];

/** The ways to run Postgres here, the best first. */
function candidates(): Privileges[] {
  if (process.getuid?.() === 0) {
    return [
      { prefix: USER_NAMESPACE, owner: { uid: 0, gid: 0 } },
      // Containers commonly forbid user namespaces but leave root its capabilities.
      { prefix: UNPRIVILEGED_USER, owner: { uid: NOBODY, gid: NOBODY } },
    ];
  }
  return [
    { prefix: [], owner: null },
    // initdb wants a name for its user; a uid without one has one inside the namespace.
    { prefix: USER_NAMESPACE, owner: null },
  ];
}

/**
 * Tries how Postgres can be run here, with `directory` writable for it.
 *
 * @throws Error naming what was tried and why it failed.
 */
export async function choosePrivileges(binaries: Binaries, directory: string): Promise<Privileges> {
  const failures: string[] = [];
  for (const candidate of candidates()) {
    const { code, output } = await runCommand([...candidate.prefix, ...probe(binaries, directory)]);
    if (code === 0) return candidate;
    failures.push(`${candidate.prefix.join(' ') || 'as this user'}: ${output}`);
  }
  throw new Error(['The embedded Postgres cannot run here.', ...failures, WAY_OUT].join('\n'));
}

/** `initdb --show` changes nothing, but fails where initdb would: as root, without libraries, for a nameless user. */
function probe(binaries: Binaries, directory: string): string[] {
  const script = 'test -w "$1" || { echo "no access to $1" >&2; exit 1; }; exec "$2" --show -D "$1"';
  return ['sh', '-c', script, 'sh', directory, binaries.initdb];
}

/** Words before a server command that make the kernel stop the server when this thread ends; none where that is not known. */
export async function endWithParent(): Promise<string[]> {
  const prefix = ['setpriv', '--pdeathsig', 'INT', '--'];
  const { code } = await runCommand([...prefix, 'true']);
  return code === 0 ? prefix : [];
}

/** Gives a directory and all in it to its owner, unless it is theirs: the way to run Postgres may change between starts. */
export async function giveTo(owner: Privileges['owner'], directory: string): Promise<void> {
  if (owner === null || (await stat(directory)).uid === owner.uid) return;
  for (const name of await readdir(directory, { recursive: true })) {
    await chown(join(directory, name), owner.uid, owner.gid);
  }
  // Last, so that a run cut short is taken up again.
  await chown(directory, owner.uid, owner.gid);
}
