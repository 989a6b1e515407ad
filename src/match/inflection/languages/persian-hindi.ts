import { type Grammar, set } from '../grammar.ts';

/** S. Mahootian, Persian: plural of nouns, ezafe and pronouns behind it. The half space of the plural is dropped with all that does not show, and ی is folded to ي. */
export const PERSIAN: Grammar = {
  sets: [
    set('- ها های هایی هایش هایشان هایی'),
    set('- ان', { minBase: 4, after: /[^اوي]$/ }),
    set('ه گان', { minBase: 3 }),
    // خانه‌ی, خانه‌ای: behind a vowel, ezafe and the indefinite article are written.
    set('- ی ای', { minBase: 3, after: /ه$/ }),
    set('- ی یی', { minBase: 3, after: /[او]$/ }),
    set('- ات', { minBase: 4, after: /[^اويه]$/ }),
  ],
  irregular: ['مقام مقامات'],
};

/** Y. Kachru, Hindi: nouns (gender, number, case) and adjectives. */
export const HINDI: Grammar = {
  sets: [
    set('- ों', { after: /[^ािीुूेैोौं]$/ }),
    set('- ें ों', { after: /[^ािीुूेैोौं]$/ }),
    set('ा े ों', { minBase: 2 }),
    set('ा े ी', { minBase: 2 }),
    set('ा ाएं ाएँ ाओं', { minBase: 2 }),
    set('ी ियां ियाँ ियों', { minBase: 2 }),
    set('ि ियां ियाँ ियों', { minBase: 2 }),
    set('ू ुओं ुएं ुएँ', { minBase: 2 }),
    set('ु ुओं ुएं', { minBase: 2 }),
  ],
};
