import { globSync, readFileSync } from 'node:fs';

/** A file of the program. */
export interface Source {
  /** From the root of the repository: `src/feed/readers/parse.ts`. */
  path: string;
  text: string;
  /** What it imports, as written: `../model.ts`, `node:fs`, `kysely/migration`. */
  imports: string[];
}

/** Every TypeScript file under src/ and workers/. */
export function readSources(): Source[] {
  return globSync('{src,workers}/**/*.ts').map((path) => {
    const text = readFileSync(path, 'utf8');
    const imports = [
      ...text.matchAll(/^(?:import|export|\})[^;'"]* from '([^']+)'|\bimport\(\s*'([^']+)'|^import '([^']+)'/gm),
    ];
    return { path, text, imports: imports.map((match) => (match[1] ?? match[2] ?? match[3])!) };
  });
}

/** The package of an import: `@scope/name` of `@scope/name/part.js`, or null for a file or a module of Node. */
export function packageOf(specifier: string): string | null {
  if (specifier.startsWith('.') || specifier.startsWith('node:')) return null;
  return specifier
    .split('/')
    .slice(0, specifier.startsWith('@') ? 2 : 1)
    .join('/');
}
