import { type Grammar, set } from '../grammar.ts';

const HARD_MASCULINE = '- a u owi em y ów om ami ach owie';
/** The locative and the nominative of men soften the last consonant: sąd, sądzie; policjant, policjanci. */
const softens = (hard: string, soft: string) => [
  set(`${withBase(hard, '- a u owi em y i ów om ami ach owie')} ${soft}`, { minBase: 2 }),
  set(`${withBase(hard, 'a y ę ą o om ami ach -')} ${soft}`, { minBase: 2 }),
  set(`${withBase(hard, 'o a u em om ami ach -')} ${soft}`, { minBase: 2 }),
];

function withBase(base: string, endings: string): string {
  return endings
    .split(' ')
    .map((ending) => base + (ending === '-' ? '' : ending))
    .join(' ');
}

/** A. Nagórko, Podręczna gramatyka języka polskiego: declension of nouns (alternations of the stem) and adjectives. */
export const POLISH: Grammar = {
  sets: [
    set(`${HARD_MASCULINE} ie i e`, { after: /[^aeiouy]$/ }),
    set('- a owi owie em e y u i ów om ami ach', { after: /(?:[cs]z|rz|c|l|[^aeiouy]j)$/ }),
    set("- 'a 'u 'em 'owi 'ie"),
    ...softens('t', 'cie ci'),
    ...softens('d', 'dzie dzi'),
    ...softens('r', 'rze rzy'),
    ...softens('ł', 'le li'),
    ...softens('st', 'ście ści'),
    set('k ka ku kowi kiem ki cy ków kom kami kach', { minBase: 2 }),
    set('g ga gu gowi giem gi dzy gów gom gami gach', { minBase: 2 }),
    set('ka ki ce kę ką ko kom kami kach ek k'),
    set('ga gi dze gę gą go gom gami gach g'),
    set('a y ie ę ą o om ami ach -', { after: /[^aeiouyj]$/ }),
    set('a i y ę ą o e om ami ach', { after: /(?:j|c|cz|sz|rz|ż|l|n|i|dz)$/ }),
    set('o a u em ie om ami ach -', { after: /[^aeiouy]$/ }),
    set('ie ia iu iem iom iami iach', { minBase: 4 }),
    set('ść ści ścią ściom ściami ściach'),
    ...[...'łnrw'].flatMap((letter) => [
      set(`${withBase(letter, 'o a u em om ami ach')} ${letter}ie le rze e${letter}`, {
        after: /[^aeiouy]$/,
        minBase: 2,
      }),
      set(`${withBase(letter, 'a y ę ą o om ami ach')} ${letter}ie le rze e${letter} ie${letter}`, {
        after: /[^aeiouy]$/,
        minBase: 2,
      }),
    ]),
    set('ec ca cowi cem cy ce ców com cami cach', { minBase: 2 }),
    set('iec ca cowi cem cy ce ców com cami cach', { minBase: 2 }),
    set('ek ka ku kowi kiem ki ków kom kami kach', { after: /[^aeiouy]$/ }),
    set('er ra rowi rem rze rowie rów rom rami rach ry', { after: /(?:st|et|lid)$/ }),
    set('ąd ędu ędowi ędem ędzie ędy ędów ędom ędami ędach', { after: /rz$/ }),
    set('ów owa owie owem owowi', { minBase: 3 }),
    set('y a e ego emu ym ej ą ych ymi', { after: /[^aeiouy]$/ }),
    set('i a ie iego iemu im iej ą ich imi', { after: /[kg]$/ }),
    set('ki ka kie kiego kiemu kim kiej ką kich kimi cy'),
    set('ny na ne nego nemu nym nej ną nych nymi ni'),
    set('ać a ają ał ała ali ało ano any ana', { minBase: 4 }),
    set('ować uje ują ował owała owali owano owany owana'),
    set('ić i ią ił iła ili iono iony iona', { minBase: 4 }),
  ],
  irregular: [
    'pies psa psu psem psie psy psów psom psami psach',
    'ręka ręki ręce rękę ręką rąk rękom rękami rękach',
    'noga nogi nodze nogę nogą nóg nogom nogami nogach',
    'dziecko dziecka dziecku dzieckiem dzieci dzieciom dziećmi dzieciach',
    'brat brata bratu bratem bracie bracia braci braciom braćmi braciach',
    'ksiądz księdza księdzu księdzem księża księży księżom księżmi',
    'droga drogi drodze drogę drogą dróg drogom drogami drogach',
    'książę księcia księciu księciem książęta książąt',
    'tydzień tygodnia tygodniu tygodniem tygodnie tygodni tygodniom tygodniach',
    'oko oka oku okiem oczy oczu oczom oczami oczach',
    'brzeg brzegu brzegiem brzegi brzegów',
    'wiedzieć wie wiedzą wiedział wiedziała wiedzieli',
    'iść idzie idą szedł szła szli',
    'miasto miasta miastu miastem mieście miast miastom miastami miastach',
    'ojciec ojca ojcu ojcem ojcowie ojców',
    'żądać żąda żądają żądał żądała żądali żądało żądano',
    'człowiek człowieka człowiekowi człowiekiem człowieku ludzie ludzi ludziom ludźmi ludziach',
    'sędzia sędziego sędziemu sędzią sędzim sędziowie sędziów sędziom sędziami sędziach',
    'niemcy niemiec niemcom niemcami niemczech',
    'rok roku rokiem lata lat latach latami',
    'dzień dnia dniu dniem dni dniom dniach',
    'śledztwo śledztwa śledztwu śledztwem śledztwie śledztw',
  ],
};
