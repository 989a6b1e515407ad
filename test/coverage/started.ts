import { glob, readFile } from 'node:fs/promises';
import type { Profiler } from 'node:inspector';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import coverage, { type CoverageMap } from 'istanbul-lib-coverage';
import v8ToIstanbul from 'v8-to-istanbul';

/** What each process and thread writes into `NODE_V8_COVERAGE`. */
interface Written {
  result: Profiler.ScriptCoverage[];
}

/** The lines of the program that ran in the processes and threads whose coverage is in the directory. */
export async function coverageOfStarted(directory: string, root: string): Promise<CoverageMap> {
  const map = coverage.createCoverageMap({});
  const inside = ['src', 'workers'].map((name) => pathToFileURL(join(root, name, '/')).href);
  for await (const name of glob('*.json', { cwd: directory })) {
    const { result }: Written = JSON.parse(await readFile(join(directory, name), 'utf8'));
    for (const { url, functions } of result) {
      if (!url.endsWith('.ts') || !inside.some((start) => url.startsWith(start))) continue;
      // Stripping types leaves everything else in its place, so that the file is its own source map.
      const path = fileURLToPath(url);
      const converter = v8ToIstanbul(path, 0, { source: await readFile(path, 'utf8') });
      await converter.load();
      converter.applyCoverage(functions);
      map.merge(converter.toIstanbul());
    }
  }
  return map;
}
