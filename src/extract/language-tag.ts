/** Tags that name no language: undetermined, multiple, no linguistic content. */
const NO_LANGUAGE = new Set(['und', 'mul', 'zxx']);

/** `de_DE` → `de-de`: a declared language as a BCP 47 tag in lower case, or null if it is none. */
export function languageTag(declared: string): string | null {
  try {
    const tag = Intl.getCanonicalLocales(declared.trim().replaceAll('_', '-'))[0]?.toLowerCase();
    // "english" is well-formed, and no language that anybody has: CLDR knows no script of it.
    return tag && !NO_LANGUAGE.has(tag) && new Intl.Locale(tag).maximize().script ? tag : null;
  } catch {
    return null;
  }
}
