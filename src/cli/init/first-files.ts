import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { stringify } from 'yaml';
import { DOT_ENV_FILE } from '../../config/read/dot-env.ts';
import { MAIN_FILE } from '../../config/read/files.ts';

/** The configuration that ships: its packs of names are taken along. */
const SHIPPED = fileURLToPath(new URL('../../../config/', import.meta.url));
const SCHEMA_FILE = 'wirewatch.schema.json';
const ALIASES = 'aliases';

/** Files of a configuration. */
export const FEEDS_FILE = 'feeds.yaml';
/** See {@link FEEDS_FILE}. */
export const WATCHES_FILE = 'watches.yaml';
/** See {@link FEEDS_FILE}. */
export const RECEIVERS_FILE = 'receivers.yaml';

/** A file to be written: where, seen from the configuration's directory, and what. */
export interface FirstFile {
  path: string;
  text: string;
}

const SCHEMA_LINE = `# yaml-language-server: $schema=./${SCHEMA_FILE}\n`;

/**
 * What every first configuration holds: the main file, lists with nothing in them yet, the packs of names, the schema for
 * editors.
 *
 * @param allow Blocks of addresses that may be talked to besides public ones.
 */
export async function baseFiles(allow: string[]): Promise<FirstFile[]> {
  const packs = (await readdir(join(SHIPPED, ALIASES))).filter((name) => name.endsWith('.yaml'));
  const shipped = [SCHEMA_FILE, ...packs.map((name) => `${ALIASES}/${name}`)];
  return [
    { path: MAIN_FILE, text: mainText(allow) },
    { path: FEEDS_FILE, text: FEEDS_TEXT },
    { path: WATCHES_FILE, text: WATCHES_TEXT },
    { path: RECEIVERS_FILE, text: RECEIVERS_TEXT },
    { path: '.gitignore', text: `${DOT_ENV_FILE}\n` },
    ...(await Promise.all(shipped.map(async (path) => ({ path, text: await readFile(join(SHIPPED, path), 'utf8') })))),
  ];
}

function mainText(allow: string[]): string {
  const network =
    allow.length > 0
      ? `\n# Only public addresses are talked to, and these.\n${stringify({ network: { allow } })}`
      : `
# Only public addresses are talked to. Add the blocks of your own network that hold feeds or receivers.
# network:
#   allow: [10.20.0.0/16]
`;
  return `${SCHEMA_LINE}#
# What Wirewatch watches, and whom it tells. Every key is explained in docs/configuration.md. After an edit:
#
#   npx wirewatch config check DIR        tells what is wrong, with file, line and column
#   npx wirewatch doctor --config DIR     tells what does not work

# Read as if they stood here. Files that match a pattern are read in the order of their names.
include:
  - ${FEEDS_FILE}
  - ${WATCHES_FILE}
  - ${RECEIVERS_FILE}
  - ${ALIASES}/*.yaml   # packs of names: @telegram in a query stands for all names of Telegram
${network}
# Who is told of Wirewatch itself: feeds that fail, receivers that cannot be reached. Two that are reached by different ways
# are best.
# operators:
#   receivers: [slack, mail]
`;
}

const FEEDS_TEXT = `${SCHEMA_LINE}#
# Feeds to poll. More of them: npx wirewatch feed add ADDRESS-OF-A-SITE, npx wirewatch feed import LIST.opml
# What a feed held before it was added is its baseline, and alerts nobody.
`;

const WATCHES_TEXT = `${SCHEMA_LINE}#
# What to hear of, in the watch language (docs/watch-language.md): words with their inflections, "phrases", wildcard*, AND, OR,
# NOT, NEAR/10, title:, {EXACT}, @alias. Try one before it stands here: npx wirewatch watch test 'QUERY'
# severity: high puts its messages before others.
`;

const RECEIVERS_TEXT = `${SCHEMA_LINE}#
# Who is told. While there is nobody here, alerts go to the inbox on Wirewatch's own pages. A watch without \`receivers\` goes
# to all of them. \${NAME} stands for a variable of the environment, or of the file .env beside this one.
# Try one: npx wirewatch receiver test ID
`;
