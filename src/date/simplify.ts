import { withChristianYears } from './calendars.ts';
import { withLatinDigits } from './digits.ts';

/** Months of two words, as the Levant and Iraq have them (CLDR, ar-SY), in English. */
const LEVANTINE: [RegExp, string][] = [
  [/تشرين\s+ال[أا]ول/g, 'October'],
  [/تشرين\s+الثاني/g, 'November'],
  [/كانون\s+ال[أا]ول/g, 'December'],
  [/كانون\s+الثاني/g, 'January'],
];

/** One space between words, digits of 0 to 9; dates and times of East Asia, Vietnam and the Arab world as others write them. */
export function simplified(text: string): string {
  return (IS_ASCII.test(text) ? text : withoutOthers(text))
    .replace(/(?<=\d)(?:,)?\s+(?:г|р|ж|j|r|m)\.(?=[\s,]|$)|(?<=\d{4})\s+(?:года?|року|год)(?!\p{L})/gu, ' ')
    .replace(/(\d{4})\. gada (\d{1,2})\. (\p{L}+)/u, '$2 $3 $1')
    .replace(/\s+/g, ' ')
    .trim();
}

/** Most dates need no more than a look. */
const IS_ASCII = /^[\0-\x7f]*$/;

function withoutOthers(text: string): string {
  const plain = withLatinDigits(text.replace(/[\u200b-\u200f\u202a-\u202e\u2066-\u2069\ufeff]/g, '').normalize('NFKC'));
  const words = LEVANTINE.reduce((mended, [name, english]) => mended.replace(name, english), withChristianYears(plain));
  return (
    words
      .replace(
        /(\d{4})\s*[年년]\s*(\d{1,2})\s*[月월]\s*(\d{1,2})\s*[日일号號]?(?:\s*\(?(?:星期|週|周|礼拜)?[月火水木金土日一二三四五六天월화수목금토일](?:曜日?|요일)?\)|\s*(?:星期|週|周|礼拜)[一二三四五六日天]|\s*[月火水木金土日]曜日?|\s*[월화수목금토일]요일)?/u,
        '$1-$2-$3 ',
      )
      .replace(/(\d{1,2})\s?[時时시点點]\s?(\d{1,2})\s?[分분](?:\s?(\d{1,2})\s?[秒초])?/u, (_, hour, minute, second) =>
        [hour, minute, second ?? '00'].join(':'),
      )
      .replace(
        /(?<=\d{4}-\d{1,2}-\d{1,2}\s{1,3}(?:午前|午後|오전|오후|上午|下午)?\s?)(\d{1,2})\s?[時时시点點](?!\d|間|间)/u,
        '$1:00',
      )
      .replace(/(\d{4})\.\s?(\d{1,2})\.\s?(\d{1,2})\.?\s?(?=\(?[월화수목금토일]\)|\D|$)/u, '$1-$2-$3 ')
      .replace(/(\d{1,2})\s+(?:tháng|thg|Tháng)\s+(\d{1,2})(?:,|\s+năm|,\s+năm)?\s+(\d{4})/u, '$1.$2.$3')
      .replace(/(\d{4}) оны (\d{1,2})(?: \p{L}{4,7})? сарын (\d{1,2})/u, '$1-$2-$3 ')
      .replace(/(?<=\d\s)ב-?(?=[א-ת]{3})/u, '')
      // The same month under two names.
      .replace(/(?<=\d\s?)(?:\p{L}|\p{M}){3,}\s?\/\s?(?=\p{L}{3,}\s)/u, ' ')
      .replace(/(?:พ\.?\s?ศ\.?|ค\.?\s?ศ\.?|năm)\s*(?=\d{4})/gu, ' ')
      .replace(/\s+/g, ' ')
      .trim()
  );
}
