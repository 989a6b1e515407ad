import { combine, type Grammar, set } from '../grammar.ts';

/** Ľ and ť lose their mark before an i, which softens by itself. */
const CARON = /\u030c/g;
const NOT_VOWEL = /[^aeiouy]$/;

/** An e that comes where the ending goes: firma, firem; heslo, hesel. */
const FLEETING_E = [...'bdhlmnrtvc'].flatMap((letter) => [
  set(`${combine(letter, 'a y ě u ou ám ách ami')} e${letter} ie${letter}`, { after: NOT_VOWEL, minBase: 2 }),
  set(`${combine(letter, 'o a u e ě em om ám ům ech ách ami')} e${letter} ie${letter}`, {
    after: NOT_VOWEL,
    minBase: 2,
  }),
]);

/** P. Karlík, M. Nekula, Z. Rusínová, Příruční mluvnice češtiny: declension of nouns (types pán, hrad, žena, město, muž, růže, kost) and adjectives. */
export const CZECH: Grammar = {
  sets: [
    set('- a u ovi ové em e i y ů ům ech ích', { after: NOT_VOWEL }),
    set('- e i em ů ům ích emi ové ovi é', { after: NOT_VOWEL }),
    set('k ka ku kovi kem ci ky ků kům cích', { minBase: 2 }),
    set('a y ě u ou ám ách ami -', { after: NOT_VOWEL }),
    set('ka ky ce ku kou kám kách kami ek k', { minBase: 2 }),
    set('ga gy ze gu gou gám gách gami g'),
    set('ha hy ze hu hou hám hách hami h', { minBase: 2 }),
    ...FLEETING_E,
    set('et tu ty tů tům tem tech', { after: /(?:uc|poc)$/, minBase: 2 }),
    set('e i í ím ích emi', { after: /(?:[cjlržšňťď]|[cszrnlj]|i)$/ }),
    set('- i í em ím ích mi', { after: /st$/, moves: CARON }),
    set('o a u em ě e ům ech -', { after: NOT_VOWEL }),
    set('í ím ích ími', { after: /[nt]$/ }),
    set('a y ovi u o ou é ů ům ech', { after: /(?:st|t|d)$/ }),
    set('ec ce ci cem cové ců cům cích', { minBase: 2 }),
    set('ek ku kem ky ků kům cích', { after: NOT_VOWEL }),
    set('ý á é ého ému ém ým ou ých ými í', { after: NOT_VOWEL }),
    set('ký ká ké kého kému kém kým kou kých kými tí', { minBase: 3 }),
    set('í ího ímu ím ích ími', { after: NOT_VOWEL }),
    set('at á ají al ala ali alo án ána áno', { minBase: 4 }),
    set('ovat uje ují oval ovala ovali ován ována'),
    set('it í il ila ili ilo en ena eno', { minBase: 4 }),
  ],
  irregular: [
    'otec otce otci otcem otcové otců otcům',
    'člověk člověka člověku člověkem lidé lidí lidem lidmi lidech',
    'pes psa psu psovi psem psi psy psů psům psech',
    'dítě dítěte dítěti dítětem děti dětí dětem dětmi dětech',
    'přítel přítele příteli přítelem přátelé přátel přátelům přáteli přátelích',
    'den dne dnu dnem dny dní dnů dnům dnech',
    'kůň koně koni koněm koní koňům',
    'oko oka oku okem oči očí očím očima',
    'dům domu domě domem domy domů domům domech',
    'stůl stolu stole stolem stoly stolů',
  ],
  alone: 'soudce',
};

/** J. Ružička e.a., Morfológia slovenského jazyka: declension of nouns (types chlap, dub, žena, mesto, stroj, ulica, kosť) and adjectives. */
export const SLOVAK: Grammar = {
  sets: [
    set('- a u ovi om e i y ia ov och mi ami', { after: NOT_VOWEL, moves: CARON }),
    set('- a ovi e i om ov och mi ia', { after: NOT_VOWEL }),
    set('a y e u ou ám ách ami -', { after: NOT_VOWEL }),
    set('ka ky ke ku kou kám kách kami iek ok k'),
    ...FLEETING_E,
    set('a e i u ou iam iach ami -', { after: /i$|[cjlnszžčš]$/ }),
    set('o a u e om ám ách ami -', { after: NOT_VOWEL }),
    set('- i í ou iam iach ami', { after: /st$/, moves: CARON }),
    set('er ra rovi rom ri rov roch', { after: /st$/ }),
    set('o a ovi om', { after: NOT_VOWEL }),
    set('ec ca covi com ci cov coch', { minBase: 2 }),
    set('ok ku kom ky kov koch', { after: NOT_VOWEL }),
    set('ý á é ého ému om ým ej ou ú ých ými í', { after: NOT_VOWEL }),
    set('ovať uje ujú oval ovala ovali'),
    set('ať á ajú al ala ali', { minBase: 4 }),
  ],
  irregular: [
    'mesto mesta mestu meste mestom miest mestá mestám mestách',
    'pes psa psovi psom psi psy psov',
    'žena ženy žene ženu ženou žien ženám ženách ženami',
    'dieťa dieťaťa dieťaťu dieťaťom deti detí deťom deťmi deťoch',
    'otec otca otcovi otcom otcovia otcov otcoch',
    'človek človeka človeku človekovi človekom ľudia ľudí ľuďom ľuďmi ľuďoch',
    'deň dňa dňu dni dňom dní dňoch',
    'priateľ priateľa priateľovi priateľom priatelia priateľov',
    'syn syna synovi synom synovia synov',
    'brat brata bratovi bratom bratia bratov',
  ],
};
