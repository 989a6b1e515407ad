import { languageMeant } from '../../language/names.ts';

/** Tags that name no language: undetermined, multiple, no linguistic content. */
const NO_LANGUAGE = new Set(['und', 'mul', 'zxx']);

/** `de_DE` → `de-de`: a declared language as a BCP 47 tag in lower case, or null if it is none. */
export function languageTag(declared: string): string | null {
  try {
    const meant = languageMeant(declared);
    if (meant === null) return null;
    const tag = Intl.getCanonicalLocales(meant)[0]?.toLowerCase();
    // CLDR knows no script of what is no language.
    return tag && !NO_LANGUAGE.has(tag) && new Intl.Locale(tag).maximize().script ? tag : null;
  } catch {
    return null;
  }
}
