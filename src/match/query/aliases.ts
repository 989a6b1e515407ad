import type { Aliases } from '../../model/watch.ts';
import { createReporter, shown } from './error.ts';
import { readLexemes } from './lexer.ts';
import { NATIVE } from './native.ts';
import { closest, didYouMean } from './suggest.ts';
import { checkTerm, holdsWord } from './term-text.ts';
import type { Spelling } from './tree.ts';

/** One name of an alias group: a word or a phrase. */
export interface Name {
  text: string;
  /** `{BKA}` is exact, `=word` as spelled, `~word` by its stem. */
  spelling: Spelling;
}

/** What is wrong with an alias group. */
export interface AliasError {
  /** Without the `@`. */
  alias: string;
  /** Index of the member in the group, or null when the group as a whole is meant. */
  member: number | null;
  message: string;
  suggestions: string[];
}

/** Alias groups with the groups inside them opened. */
export interface ResolvedAliases {
  /** Every group without an error; each name once, in order. */
  groups: ReadonlyMap<string, readonly Name[]>;
  /** Every name of a group, faulty ones included. */
  known: ReadonlySet<string>;
  errors: AliasError[];
}

/** Groups within groups, at most. */
const MAX_NESTING = 20;

/** Every fault of every group: syntax, unknown groups, groups that hold themselves. */
export function checkAliases(aliases: Aliases): AliasError[] {
  return resolveAliases(aliases).errors;
}

/**
 * Opens groups within groups. A member is a word, a phrase (with or without quotation marks), `{exact}` or `@group`.
 * A group that names a faulty one is faulty too, and says so.
 */
export function resolveAliases(aliases: Aliases): ResolvedAliases {
  const known = new Set(Object.keys(aliases));
  const errors: AliasError[] = [];
  const groups = new Map<string, Name[]>();
  const faulty = new Set<string>();

  function resolve(alias: string, path: readonly string[]): Name[] | null {
    const done = groups.get(alias);
    if (done) return done;
    if (faulty.has(alias)) return null;

    const names = new Map<string, Name>();
    const fail = (member: number | null, message: string, suggestions: string[] = []) => {
      faulty.add(alias);
      errors.push({ alias, member, message, suggestions });
    };
    const members = aliases[alias]!;
    if (!/^[\p{L}\p{N}_-]+$/u.test(alias)) fail(null, 'The name of an alias has letters, digits, - and _ only.');
    if (members.length === 0) fail(null, 'This alias has no members.');
    for (const [index, text] of members.entries()) {
      const member = readMember(text);
      if (member.kind === 'invalid') {
        fail(index, member.message);
      } else if (member.kind === 'name') {
        names.set(`${member.name.spelling} ${member.name.text}`, member.name);
      } else if (!known.has(member.alias)) {
        const suggestions = closest(member.alias, known).map((name) => `@${name}`);
        fail(index, `There is no alias @${member.alias}.${didYouMean(suggestions)}`, suggestions);
      } else if (member.alias === alias || path.includes(member.alias)) {
        const loop = [...path.slice(path.indexOf(member.alias)), alias, member.alias];
        fail(
          index,
          `This alias holds itself: ${(member.alias === alias ? [alias, alias] : loop).map((name) => `@${name}`).join(' → ')}.`,
        );
      } else if (path.length >= MAX_NESTING) {
        fail(index, `More than ${MAX_NESTING} aliases within each other.`);
      } else {
        const inner = resolve(member.alias, [...path, alias]);
        if (!inner) fail(index, `The alias @${member.alias} is faulty.`);
        for (const name of inner ?? []) names.set(`${name.spelling} ${name.text}`, name);
      }
    }
    if (faulty.has(alias)) return null;
    const resolved = [...names.values()];
    groups.set(alias, resolved);
    return resolved;
  }

  for (const alias of known) resolve(alias, []);
  return { groups, known, errors };
}

type Member = { kind: 'name'; name: Name } | { kind: 'alias'; alias: string } | { kind: 'invalid'; message: string };

/** Quoted, in braces, with a sign before it, or an alias: as in a query. Anything else is a phrase, as names are written in a list. */
function readMember(written: string): Member {
  const text = written.trim();
  if (!/^[@{=~"“”„‟«»＂「『]/.test(text)) {
    if (/[(){}]/.test(text)) return { kind: 'invalid', message: `A name holds no parentheses: ${shown(text)}.` };
    if (!holdsWord(text)) return { kind: 'invalid', message: 'There is no word in this name.' };
    const checked = checkTerm(text, 'inflected', true);
    if (checked.kind === 'wrong') return { kind: 'invalid', message: checked.message };
    return { kind: 'name', name: { text: checked.text, spelling: 'inflected' } };
  }
  const report = createReporter(text);
  const [lexeme, ...more] = readLexemes(text, NATIVE, report);
  const [error] = report.errors;
  if (error) return { kind: 'invalid', message: error.message };
  if (lexeme?.kind === 'alias' && more.length === 0) return { kind: 'alias', alias: lexeme.name };
  if (lexeme?.kind === 'term' && more.length === 0)
    return { kind: 'name', name: { text: lexeme.text, spelling: lexeme.spelling } };
  return { kind: 'invalid', message: `A member is one word, phrase, {exact} or @alias: ${shown(text)}.` };
}
