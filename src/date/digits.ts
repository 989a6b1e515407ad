/** Decimal digits of every script as 0 to 9 (Unicode: each script has its ten in a row, the zero first), in a text in NFKC. */
export function withLatinDigits(text: string): string {
  return text.replace(/(?![0-9])\p{Nd}/gu, (digit) => String(digitAt(digit.codePointAt(0)!)));
}

function digitAt(code: number): number {
  let value = 0;
  while (value < 9 && /\p{Nd}/u.test(String.fromCodePoint(code - value - 1))) value += 1;
  return value;
}
