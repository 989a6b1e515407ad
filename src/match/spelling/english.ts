import { type Respelling, replacing, replacingAtStart } from './replacement.ts';

/** Words whose last consonant is doubled before an ending in Britain alone. */
const SINGLED =
  /^((?:un|re)?(?:cancel|channel|council|counsel|dial|duel|equal|fuel|gravel|initial|jewel|label|level|marshal|marvel|model|panel|pedal|quarrel|rival|shovel|signal|swivel|total|travel|trial|tunnel|worship|kidnap|focus))[lps](?=(?:ed|er|ers|ing|ings|or|ors|ous|ery)$)/;

/** No word without one of these is spelled anew by its end. */
const BY_END = /[iy]s[eia]|our|re[sd]?$|ogue|ence|(?:ll|pp|ss)[eio]/;

const byEnd = replacing(
  [/(?<=.{3})is(?=(?:e|es|ed|ing|er|ers|ation|ations|ational|able)$)/, 'iz'],
  [/(?<=anal|paral|catal|electrol|hydrol|dial)ys(?=(?:e|ed|ing|er|ers)$)/, 'yz'],
  [/(?<=.{3}|^od)our(?=(?:s|ed|ing|er|ers|able|al|ist|ists|ite|ites|hood|hoods|less|ful|y|ism)?$)/, 'or'],
  [/(?<=(?:cent|theat|[iou]met|lit|fib|calib|lust|spect|sab|somb|meag|maneuv|manoeuv|och))re(?=(?:s|d)?$)/, 'er'],
  [/(?<=(?:catal|dial|anal|monol|epil|prol|synag|demag))ogue(?=s?$)/, 'og'],
  [/(?<=(?:def|off|pret))ence(?=(?:s|less)?$)/, 'ense'],
  [SINGLED, '$1'],
);

const byStart = replacingAtStart({
  abr: [[/^abridgement/, 'abridgment']],
  aes: [[/^aesthet/, 'esthet']],
  ack: [[/^acknowledgement/, 'acknowledgment']],
  adv: [[/^adviser/, 'advisor']],
  age: [[/^ageing$/, 'aging']],
  alu: [[/^aluminium/, 'aluminum']],
  ana: [
    [/^anaem/, 'anem'],
    [/^anaesth/, 'anesth'],
  ],
  app: [[/^appal(?=s?$)/, 'appall']],
  arc: [[/^archaeo/, 'archeo']],
  art: [[/^artefact/, 'artifact']],
  cos: [[/^cosy$/, 'cozy']],
  dia: [[/^diarrhoea/, 'diarrhea']],
  dis: [[/^distil(?=s?$)/, 'distill']],
  enc: [[/^encyclopaed/, 'encycloped']],
  enq: [[/^enquir/, 'inquir']],
  enr: [[/^enrol(?=s?$|ments?$)/, 'enroll']],
  foe: [[/^foet(?=us|al)/, 'fet']],
  ful: [[/^fulfil(?=s?$|ments?$)/, 'fulfill']],
  gre: [[/^gre(?=y(?:s|er|ish)?$)/, 'gra']],
  gyn: [[/^gynaec/, 'gynec']],
  hae: [[/^haem(?=[oa])/, 'hem']],
  ins: [
    [/^instil(?=s?$|ments?$)/, 'instill'],
    [/^instalment/, 'installment'],
  ],
  jew: [[/^jewell?ery$/, 'jewelry']],
  jud: [[/^judgement/, 'judgment']],
  leu: [[/^leukaem/, 'leukem']],
  lic: [[/^licenc(?=e|ing)/, 'licens']],
  man: [[/^manoeuv(?=r|er)/, 'maneuv']],
  med: [[/^mediaeval/, 'medieval']],
  mou: [
    [/^mould/, 'mold'],
    [/^moustache/, 'mustache'],
  ],
  oed: [[/^oedema/, 'edema']],
  oes: [[/^oes(?=trogen|ophag)/, 'es']],
  ort: [[/^orthopaed/, 'orthoped']],
  pae: [[/^paed/, 'ped']],
  plo: [[/^plough/, 'plow']],
  pra: [[/^practis(?=e|ing)/, 'practic']],
  pro: [[/^programme(?=s?$)/, 'program']],
  pyj: [[/^pyjama/, 'pajama']],
  sce: [[/^sceptic/, 'skeptic']],
  siz: [[/^sizeable$/, 'sizable']],
  ski: [[/^skilful/, 'skillful']],
  smo: [[/^smould/, 'smold']],
  sul: [[/^sulph/, 'sulf']],
  tsa: [[/^tsar(?=s?$|ist)/, 'czar']],
  whi: [[/^whiskey/, 'whisky']],
  wil: [[/^wilful/, 'willful']],
  yog: [[/^yoghurt/, 'yogurt']],
});

/** Foreign words that English writes with their accents or without; not résumé, rosé or pâté, which are others without. */
const NATURALISED = new Set(
  `attache blase brulee cafe chateau cliche communique cortege creche creme debacle debris debut decor deja denouement
  doppelganger eclair elan elite emigre entree facade fete fiance fiancee garcon jalapeno manana matinee melee menage naive
  naively naivete noel papier pinata premiere protege protegee puree regime risque role seance senor senora smorgasbord
  soiree soupcon souffle voila cooperate cooperation coordinate coordination reelect reelection`.split(/\s+/),
);

function naturalised(marked: string): string {
  if (!/[\u0300-\u036f]/.test(marked)) return marked;
  const plain = marked.replace(/[\u0300-\u036f]/g, '');
  return NATURALISED.has(plain.replace(/s$/, '')) ? plain : marked;
}

/**
 * British and American English: R. Huddleston, G. K. Pullum, The Cambridge Grammar of the English Language, and
 * Merriam-Webster's and Oxford's entries for the words named. Words that end so by chance (rise, four) are written anew on
 * both sides alike, and stay apart from others.
 */
export const ENGLISH_SPELLING: Respelling = (marked) => {
  const plain = naturalised(marked);
  return byStart(BY_END.test(plain) ? byEnd(plain) : plain);
};
