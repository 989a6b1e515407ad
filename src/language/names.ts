/** Codes of ISO 639-2/B, which ICU does not know for those of ISO 639-1, and names beside those of CLDR. */
const OTHER_NAMES: Record<string, string> = {
  ...{ ger: 'de', fre: 'fr', gre: 'el', per: 'fa', chi: 'zh', dut: 'nl', cze: 'cs', slo: 'sk', rum: 'ro', alb: 'sq' },
  ...{ arm: 'hy', baq: 'eu', bur: 'my', geo: 'ka', ice: 'is', mac: 'mk', mao: 'mi', may: 'ms', tib: 'bo', wel: 'cy' },
  ...{ farsi: 'fa', mandarin: 'zh', cantonese: 'yue', flemish: 'nl', castilian: 'es', 'mandarin chinese': 'zh' },
  ...{ bokmål: 'nb', nynorsk: 'nn', tagalog: 'fil', bahasa: 'id', 'bahasa indonesia': 'id', 'bahasa melayu': 'ms' },
  ...{ castellano: 'es', 中文: 'zh', 汉语: 'zh', 漢語: 'zh', valencian: 'ca', moldovan: 'ro' },
};
/** Tags of more than a language that have names. */
const TAGS =
  'zh-Hans zh-Hant pt-BR pt-PT en-US en-GB en-AU en-CA es-MX es-ES es-419 fr-CA fr-CH de-AT de-CH nb nn yue fil ckb ast'.split(
    ' ',
  );
/** Languages whose names for others people write as well. */
const WRITTEN_IN = 'en de fr es it pt ru nl pl tr'.split(' ');
const LETTERS = [...'abcdefghijklmnopqrstuvwxyz'];

/** The names of languages in a language, by its code; ICU takes hundredths of a second to open them. */
const opened = new Map<string, Intl.DisplayNames>();

/** Filled at first use: it takes ICU a tenth of a second. */
const names = new Map<string, string>();

/**
 * The BCP 47 tag, in lower case, of the language that is meant by a tag or by a name: `de`, `de_AT`, `deu`, `ger`,
 * `German`, `Deutsch`, `allemand` (ISO 639, and the names of CLDR in ICU); null where nobody knows such a language.
 */
export function languageMeant(written: string): string | null {
  const text = written.trim().toLowerCase().replaceAll('_', '-').replace(/\s+/g, ' ');
  if (text.length > MAX_NAME || text === '') return null;
  const other = Object.hasOwn(OTHER_NAMES, text) ? OTHER_NAMES[text] : undefined;
  return other ?? tagOf(text) ?? namesOfLanguages().get(text) ?? null;
}

const MAX_NAME = 60;

/** The English names of languages, to say what a slip may mean. */
export function englishNames(): string[] {
  return codes().flatMap((code) => namesIn('en').of(code) ?? []);
}

function tagOf(text: string): string | null {
  if (!/^[a-z]{2,3}(?:-[a-z0-9]{2,8})*$/.test(text)) return null;
  try {
    const [tag = ''] = Intl.getCanonicalLocales(text);
    const language = new Intl.Locale(tag).language;
    return namesIn('en').of(language) === undefined ? null : tag.toLowerCase();
  } catch {
    return null;
  }
}

function namesOfLanguages(): ReadonlyMap<string, string> {
  if (names.size > 0) return names;
  const put = (name: string | undefined, code: string) => {
    if (name && !names.has(name.toLowerCase())) names.set(name.toLowerCase(), code.toLowerCase());
  };
  const all = [...codes(), ...TAGS];
  for (const code of all) put(namesIn('en').of(code), code);
  for (const code of all) put(namesIn(code).of(code), code);
  for (const language of WRITTEN_IN) {
    const inIt = namesIn(language);
    for (const code of all) put(inIt.of(code), code);
  }
  return names;
}

function codes(): string[] {
  return LETTERS.flatMap((first) => LETTERS.map((second) => first + second)).filter(
    (code) => Intl.getCanonicalLocales(code)[0] === code && namesIn('en').of(code) !== undefined,
  );
}

function namesIn(language: string): Intl.DisplayNames {
  const known = opened.get(language);
  if (known) return known;
  const names = new Intl.DisplayNames(language, { type: 'language', fallback: 'none' });
  opened.set(language, names);
  return names;
}
