import { globSync, readFileSync } from 'node:fs';

/** A file of the program. */
export interface Source {
  /** From the root of the repository: `src/feed/readers/parse.ts`. */
  path: string;
  text: string;
  /** What it imports, as written: `../model/feed.ts`, `node:fs`, `kysely/migration`. */
  imports: string[];
}

/** Every TypeScript file under src/ and workers/. */
export function readSources(): Source[] {
  return globSync('{src,workers}/**/*.ts').map((path) => {
    const text = readFileSync(path, 'utf8');
    const imports = [
      ...text.matchAll(/^(?:import|export|\})[^;'"]* from '([@\w./:-]+)'|\bimport\(\s*'([^']+)'|^import '([^']+)'/gm),
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

/** Everything a file exports by a declaration of its own that has no docstring directly above, as `path: name`. */
export function undocumented({ path, text }: Source): string[] {
  return [...text.matchAll(/(?<above>^.*\n)?^export (?!\{|\*|type \{)(?<declared>.*)$/gm)]
    .filter(({ groups }) => !/\*\/$/.test(groups!.above?.trim() ?? ''))
    .map(({ groups }) => `${path}: ${/^(?:[a-z]+\*? )*(\w+)/.exec(groups!.declared!)?.[1]}`);
}

/** Calls that change a collection. */
const CHANGES = 'set|add|delete|clear|push|pop|shift|unshift|splice|sort|reverse|fill|copyWithin';

/**
 * What a module remembers from one call to the next, as `path: name`: variables, and constants that are written to anywhere
 * in the module, that are born as an empty collection, or that come from a function `create…`, which makes what has a state.
 * Where a regular expression looks next is set before each use, and no state.
 */
export function stateOf({ path, text }: Source): string[] {
  const declarations = text.matchAll(
    /^(?:export )?(?<keyword>const|let|var) (?<name>\w+)(?<type>: .*?)?(?: =\s+(?<value>.*)|;$)/gm,
  );
  return [...declarations]
    .map(({ groups }) => groups as { keyword: string; name: string; value?: string })
    .filter(({ keyword, name, value = '' }) => {
      if (keyword !== 'const' || /^create\w+(?:<.*>)?\(|^new (?:Weak)?(?:Map|Set)(?:<.*>)?\(\);/.test(value))
        return true;
      const part = String.raw`(?:!?\.get\([^()\n]*\)|!?\??\.(?!lastIndex\b)\w+|!?\[(?:[^[\]\n]|\[[^\]\n]*\])*\])`;
      const changed = String.raw`${part}*!?\??\.(?:${CHANGES})\(|${part}+!?(?: (?:[-+*/%|&^]|\*\*|<<|>>>?|\|\||&&|\?\?)?= |\+\+|--)`;
      const elsewhere = String.raw`(?:Object\.assign\(|\bdelete |(?:\+\+|--))${name}\b`;
      return new RegExp(String.raw`(?<![\w.$])${name}(?:${changed})|${elsewhere}`).test(text);
    })
    .map(({ name }) => `${path}: ${name}`);
}
