import type { Command } from 'commander';
import { type WriteBack, writeBack } from '../../config/versions/write-back.ts';
import { counted } from '../../language/counted.ts';
import type { Database } from '../../store/database.ts';
import { findActiveVersion, findVersion, wasActive } from '../../store/versions/config-versions.ts';
import { author } from '../shared/author.ts';
import { withDatabase } from '../shared/command-database.ts';
import { withConfigOption, withDataOption } from '../shared/options.ts';
import { printable } from '../shared/terminal-text.ts';
import { configDirectory } from './config-directory.ts';
import { numberArgument } from './number-argument.ts';
import { publishAndTell } from './outcome.ts';
import { problemLines, type Side, sideOfDirectory, sideOfVersion } from './sides.ts';

interface Options {
  message?: string;
  write?: true;
  json?: true;
  config?: string;
  data?: string;
}

/** `wirewatch config rollback N`: exit code 0 when that version's files are active again, 1 when not, with the reason. */
export function addRollbackVerb(config: Command): void {
  withConfigOption(withDataOption(config.command('rollback').argument('<n>', 'number of the version', numberArgument)))
    .option('-m, --message <text>', 'why, for whoever asks later')
    .option('--write', 'write its files to the directory, too')
    .option('--json', 'print one JSON object: {"ok":true,"version":…} or {"ok":false,"reasons":[…]}')
    .addHelpText(
      'after',
      '\nWithout --write the files in the directory stay as they are, and are not active until somebody edits them.' +
        '\nExit code 0: active; 1: not, with the reason.' +
        '\n\nExamples:\n  wirewatch config rollback 3\n  wirewatch config rollback 3 --write -m "the new watch was too noisy"',
    )
    .action(async (number: number, { message, write, json, config: dir, ...flags }: Options) => {
      await withDatabase(flags, 'The version could not be made active', async (db) => {
        const directory = configDirectory(dir);
        const disk = await sideOfDirectory(directory);
        const mine = (await findVersion(db, number)) ? await sideOfVersion(db, number, directory) : null;
        const reasons = await reasonsAgainst(db, { number, mine, disk, write: write ?? false });
        if (reasons.length > 0 || !mine?.config) {
          if (json) console.log(JSON.stringify({ ok: false, reasons }));
          else for (const reason of reasons) console.error(reason);
          process.exitCode = 1;
          return;
        }
        const active = await findActiveVersion(db);
        const isOfActive = disk.digest === active?.digest || disk.digest === active?.diskDigest;
        const publication = {
          ...{ files: mine.files, config: mine.config, author: author(), source: 'rollback', message: message ?? null },
          ...{ restores: number, base: active?.number ?? 0 },
          // With --write, too: should it come to nothing, the files are not to run again at the next start.
          diskDigest: isOfActive && disk.digest !== mine.digest ? disk.digest : null,
        };
        let written: Written | null = null;
        const beforehand = async () => {
          written = write ? await writeFiles(mine, disk) : null;
        };
        const published = await publishAndTell(db, {
          publication: { ...publication, beforehand },
          ...{ mine, directory, json: json ?? false },
        });
        if (published.kind !== 'outdated' && written && !json) tellOfFiles(written, disk);
      });
    });
}

async function reasonsAgainst(
  db: Database,
  { number, mine, disk, write }: { number: number; mine: Side | null; disk: Side; write: boolean },
): Promise<string[]> {
  if (!mine) return [`There is no version ${number}.`];
  if (!mine.config) return problemLines(mine);
  const isEmpty = disk.files.files.length === 0;
  if (write && !isEmpty && disk.digest !== mine.digest && !(await wasActive(db, disk.digest)))
    return [
      `${disk.name} holds edits that were never active, and would be lost. Take them out first, or leave out --write.`,
    ];
  return [];
}

type Written = Extract<WriteBack, { kind: 'written' }>;

/** @throws with a reason for people when they cannot be written: then the version is not made active, either. */
async function writeFiles(mine: Side, disk: Side): Promise<Written> {
  const texts = mine.files.files.flatMap(({ path, content }) =>
    content.kind === 'text' ? [{ path, text: content.text }] : [],
  );
  const done = await writeBack(disk.files, texts);
  if (done.kind === 'refused') throw new Error(`the files in ${disk.name} cannot be written: ${done.reason}`);
  return done;
}

function tellOfFiles({ written, setAside }: Written, disk: Side): void {
  const aside = setAside.map((path) => `; what the version does not have is ${printable(path)} now`).join('');
  console.log(`${counted(written.length, 'file')} written to ${disk.name}${aside}.`);
}
