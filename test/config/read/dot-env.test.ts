// biome-ignore-all lint/suspicious/noTemplateCurlyInString: that is the syntax under test.
import { join } from 'node:path';
import { loadConfig } from '../../../src/config/load.ts';
import { withFiles } from '../support.ts';

/** The name of the feed that takes it from a variable, with this `.env` beside the configuration. */
function nameWith(dotEnv: string, env: Record<string, string> = {}): Promise<string | null> {
  const files = {
    'wirewatch.yaml': 'feeds: [{url: https://x.org, name: "${NAME}"}]',
    '.env': dotEnv,
    value: 'of file',
  };
  return withFiles(files, async (directory) => {
    const file = env.NAME_FILE && { NAME_FILE: join(directory, env.NAME_FILE) };
    const checked = await loadConfig(directory, { ...env, ...file });
    return checked.kind === 'valid' ? checked.config.feeds[0]!.name : null;
  });
}

describe('.env beside the configuration', () => {
  it('holds values of variables, in quotes or not', async () => {
    expect(await nameWith('# secrets\nNAME=plain\n')).toBe('plain');
    expect(await nameWith("NAME='with # and ${OTHER}'\n")).toBe('with # and ${OTHER}');
  });

  it('comes behind what the environment says, be it by a file', async () => {
    expect(await nameWith('NAME=a', { NAME: 'b' })).toBe('b');
    expect(await nameWith('NAME=a', { NAME: '' })).toBe('a');
    expect(await nameWith('NAME=a', { NAME_FILE: 'value' })).toBe('of file');
  });

  it('names no files', async () => {
    expect(await nameWith('NAME_FILE=/etc/hostname')).toBeNull();
  });

  it('is nothing where it holds nothing that can be read', async () => {
    expect(await nameWith('no lines of that kind')).toBeNull();
  });
});
