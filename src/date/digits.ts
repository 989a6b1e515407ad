/** U+0660 and U+06F0: the zeros of Arabic and of Persian and Urdu. */
const ZEROS = [0x660, 0x6f0];

/** Arabic and Persian digits as 0 to 9. */
export function withLatinDigits(text: string): string {
  return text.replace(/[٠-٩۰-۹]/g, (digit) => {
    const code = digit.charCodeAt(0);
    const zero = ZEROS.findLast((start) => code >= start)!;
    return String(code - zero);
  });
}
