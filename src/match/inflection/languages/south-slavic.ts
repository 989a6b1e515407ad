import { type Grammar, type SetOptions, set } from '../grammar.ts';

/** Р. Ницолова, Българска граматика. Морфология: number and article of nouns and adjectives. */
export const BULGARIAN: Grammar = {
  sets: [
    set('- а ът и ите', { after: /[^аеиоуъюяй]$/ }),
    set('- я ят и ите', { after: /(?:тел|ар)$/ }),
    set('- а ът ове овете', { after: /[^аеиоуъюяй]$/ }),
    set('а ата и ите'),
    set('я ята и ите'),
    set('о ото а ата'),
    set('е ето а ата я ята'),
    set('ане ането ания анията'),
    set('ене ението ения енията ението енето', { minBase: 4 }),
    set('ие ието ия ията'),
    set('ък ъка ъкът ци ците'),
    set('к ка кът ци ците'),
    set('ър ъра ърът ри рите'),
    set('й я ят и ите'),
    set('ин ина инът и ите', { minBase: 4 }),
    set('и ите', { minBase: 2 }),
    set('ен ният ния на ната но ното ни ните'),
    set('ен йният йния йна йната йно йното йни йните', { minBase: 2 }),
    set('- ия ият а ата о ото и ите', { after: /(?:ит|ат|ав|ив|ов)$/ }),
    set('и ия ият а ата о ото ите', { after: /ск$/ }),
  ],
  irregular: [
    'съд съда съдът съдилища съдилищата',
    'мъж мъжа мъжът мъже мъжете',
    'дете детето деца децата',
    'човек човека човекът хора хората души',
    'брат брата братът братя братята',
    'ръка ръката ръце ръцете',
    'крак крака кракът краката',
    'цар царя царят царе царете',
    'крал краля кралят крале кралете',
    'път пътя пътят пътища пътищата',
    'ден деня денят дни дните дена',
    'име името имена имената',
    'време времето времена времената',
    'княз княза князът князе князете',
  ],
};

const NOT_VOWEL = /[^aeiou]$/;
/** In Latin letters; Serbian is printed in both scripts, letter for letter. */
const SHARED: readonly [list: string, rest: SetOptions][] = [
  ['- a u om em e i ima ovi ova ovima ove evi eva evima eve', { after: NOT_VOWEL }],
  ['k ka ku kom ci ke cima če', { minBase: 2 }],
  ['ar ra ru rom ri ara rima re', { after: /(?:st|tar|vet)$/ }],
  ['ac ca cu cem ci aca cima ce', { minBase: 2 }],
  ['tak tka tku tkom tci ci tke taka tcima cima', {}],
  ['a e i u om ama o -', { after: NOT_VOWEL }],
  ['ka ke ki ci ku kom kama ko aka', { minBase: 2 }],
  ['ga ge zi gu gom gama', { minBase: 2 }],
  ['o a u om ima', { after: NOT_VOWEL }],
  ['e a u em ima', { after: /(?:nj|[cšj])$/ }],
  ['i a e o u og oga om omu ome im ih ima oj', { after: NOT_VOWEL }],
  ['- i a e o u og oga om omu im ih ima oj', { after: /(?:an|en|iv|av)$/ }],
  ['ost osti ošću', {}],
];
const SHARED_IRREGULAR = [
  'pas psa psu psom psi pse pasa psima',
  'dijete djeteta djetetu djetetom djeca djece djeci djecu djecom dete deteta detetu detetom deca dece deci decu decom',
  'dan dana danu danom dani danima',
  'brat brata bratu bratom braća braće braći braću braćom',
  'ime imena imenu imenom imenima',
  'vrijeme vremena vremenu vremenom vreme',
  'oko oka oku okom oči očiju očima',
  'žena žene ženi ženu ženom ženama',
  'otac oca ocu ocem očevi',
  'čovjek čovjeka čovjeku čovjekom čovek čoveka čoveku čovekom ljudi ljudima',
];

/** E. Barić e.a., Hrvatska gramatika: declension of nouns (alternations of the stem) and adjectives. */
export const CROATIAN: Grammar = {
  sets: SHARED.map(([list, rest]) => set(list, rest)),
  irregular: SHARED_IRREGULAR,
};

/** П. Пипер, И. Клајн, Нормативна граматика српског језика: declension of nouns and adjectives. */
export const SERBIAN: Grammar = {
  sets: [
    ...CROATIAN.sets,
    ...SHARED.map(([list, { after, ...rest }]) =>
      set(cyrillic(list), { ...rest, ...(after && { after: new RegExp(cyrillic(after.source)) }) }),
    ),
  ],
  irregular: [...SHARED_IRREGULAR, ...SHARED_IRREGULAR.map(cyrillic)],
};

function cyrillic(latin: string): string {
  const single = 'abcčćdđefghijklmnoprsštuvzž';
  const letters = 'абцчћдђефгхијклмнопрсштувзж';
  return latin
    .replaceAll('lj', 'љ')
    .replaceAll('nj', 'њ')
    .replace(/\p{Script=Latin}/gu, (letter) => letters[single.indexOf(letter)]!);
}
