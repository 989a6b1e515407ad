/** Digits in groups of three behind a sign: 1,000,000 or 1.000.000,50 or 1'000. */
const GROUPED =
  /^([1-9]\p{Nd}{0,2}|\p{Nd}{1,3})([.,'\u066c])(\p{Nd}{3})((?:\2\p{Nd}{3})*)(?:[.,\u066b](\p{Nd}{1,2}))?$/u;
/** Lakhs and crores, in groups of two: 1,00,000. */
const INDIAN = /^(\p{Nd}{1,2}(?:,\p{Nd}{2})+,\p{Nd}{3})(?:\.(\p{Nd}+))?$/u;
/** A year, and the sign of its era: ۲۰۲۶ء, 2026م, ١٤٤٧هـ. */
const YEAR_OF_ERA = /^(\p{Nd}{3,4})(?:ء|م|ه|ھ)$/u;
/** A fraction behind a dot or a comma. */
const FRACTION = /^(\p{Nd}+)[.,\u066b](\p{Nd}+)$/u;

/**
 * A number without signs that group its digits, and with a dot before its fraction; other words as they are. Where a dot
 * and three digits may be either (1.234), they are a thousand, as in most languages.
 */
export function asPlainNumber(word: string): string {
  if (!/^\p{Nd}/u.test(word)) return word;
  const grouped = GROUPED.exec(word);
  if (grouped && !word.startsWith('0')) {
    const [, first, sign, second, more, fraction] = grouped as unknown as [
      string,
      string,
      string,
      string,
      string,
      string?,
    ];
    const whole = first + second + more.replaceAll(sign, '');
    return fraction === undefined ? whole : `${whole}.${fraction}`;
  }
  const indian = INDIAN.exec(word);
  if (indian) return indian[1]!.replaceAll(',', '') + (indian[2] === undefined ? '' : `.${indian[2]}`);
  return word.replace(YEAR_OF_ERA, '$1').replace(FRACTION, '$1.$2');
}
