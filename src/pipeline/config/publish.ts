import { addressesOf } from '../../alert/addresses.ts';
import { withCanary } from '../../canary/entries.ts';
import type { Config } from '../../config/load.ts';
import type { ConfigFiles } from '../../config/read/files.ts';
import { digestFiles, digestOf } from '../../config/versions/digest.ts';
import { declareAddresses } from '../../store/alerts/addresses.ts';
import type { Database, StoreTransaction } from '../../store/database.ts';
import { syncFeeds } from '../../store/feeds/sync.ts';
import {
  activeNumber,
  type ConfigVersion,
  findActiveVersion,
  insertVersion,
  lockActivation,
} from '../../store/versions/config-versions.ts';

/** A configuration that is to become the active one. */
export interface Publication {
  files: ConfigFiles;
  /** What these files say, with the values of variables. */
  config: Config;
  /** `user@host`. */
  author: string;
  /** By which way: `start`, `file`, `apply`, `rollback`, `feed add`, … */
  source: string;
  message: string | null;
  /** The version whose files these are again; null: it is no rollback. */
  restores: number | null;
  /** Of the files in the directory of whoever asks, where they are others and stay so; else null. */
  diskDigest: string | null;
  /** The version that it began from, 0 for none; null: whatever is active. */
  base: number | null;
  /** Called once nothing is in the way any more; when it throws, nothing is published. */
  beforehand?: () => Promise<void>;
}

/** `same`: the active version has these files already. `outdated`: another became active since the one it began from. */
export type Published = { kind: 'published' | 'same'; version: number } | { kind: 'outdated'; active: ConfigVersion };

/** Makes a configuration the active version, in one transaction: all of it, or nothing. */
export function publish(db: Database, publication: Publication): Promise<Published> {
  const { files, config, base, beforehand, ...about } = publication;
  const digest = digestOf(files);
  return db.transaction().execute(async (trx): Promise<Published> => {
    await lockActivation(trx);
    const active = await findActiveVersion(trx);
    if (active?.digest === digest) {
      await beforehand?.();
      return { kind: 'same', version: active.number };
    }
    if (active && base !== null && base !== active.number) return { kind: 'outdated', active };
    await beforehand?.();
    const version = await insertVersion(trx, {
      digest,
      diskDigest: about.diskDigest,
      author: about.author,
      source: about.source,
      message: about.message,
      restores: about.restores,
      files: digestFiles(files),
    });
    await activate(trx, config);
    return { kind: 'published', version };
  });
}

/**
 * Brings feeds and addresses to what the active version says in this process, whose variables may have other values than
 * those of the one that published it. False, and nothing is changed, when another version is active by now.
 */
export function takeOver(db: Database, version: number, config: Config): Promise<boolean> {
  return db.transaction().execute(async (trx) => {
    await lockActivation(trx);
    if ((await activeNumber(trx)) !== version) return false;
    await activate(trx, config, { sameFiles: true });
    return true;
  });
}

async function activate(trx: StoreTransaction, config: Config, options = { sameFiles: false }): Promise<void> {
  const { feeds, receivers } = withCanary(config);
  await syncFeeds(trx, feeds, options);
  await declareAddresses(trx, receivers.flatMap(addressesOf));
}
