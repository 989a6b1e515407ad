import type { SyntaxFault } from './syntax-fault.ts';

/** What tells that a text is no YAML at all, or null. Asked before YAML is, or where YAML finds a fault. */
export function findForeignText(text: string, hasFaults: boolean): SyntaxFault | null {
  const nul = text.indexOf('\0');
  if (nul !== -1)
    return { offset: nul, reason: 'A NUL character stands here, so this is no plain text. Save the file as UTF-8.' };
  const cr = text.includes('\n') ? -1 : text.search(/\r./);
  if (cr !== -1)
    return { offset: cr, reason: 'Lines end in CR alone here. Save the file with LF at the end of lines.' };
  const format = hasFaults ? FORMATS.find(([beginning]) => beginning.test(text)) : undefined;
  return format ? { offset: 0, reason: `This looks like ${format[1]}, not like YAML.` } : null;
}

/** How files of other formats begin. */
const FORMATS: [beginning: RegExp, name: string][] = [
  [/^\s*<[!?/A-Za-z]/, 'XML or HTML'],
  [/^\s*\[[\w.-]+\][ \t]*\r?\n/, 'TOML or INI'],
  [/^\s*\{[%{]/, 'a template'],
];
