import { type Respelling, replacing, replacingAtStart } from './replacement.ts';

/** Words whose last consonant is doubled before an ending in Britain alone. */
const SINGLED =
  /^((?:un|re)?(?:cancel|channel|counsel|dial|duel|equal|fuel|gravel|initial|jewel|label|level|marshal|marvel|model|panel|pedal|quarrel|rival|shovel|signal|swivel|total|travel|trial|tunnel|worship|kidnap|focus))[lps](?=(?:ed|er|ers|ing|ings|or|ors|ous|ery)$)/;

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
  jew: [[/^jewellery$/, 'jewelry']],
  jud: [[/^judgement/, 'judgment']],
  leu: [[/^leukaem/, 'leukem']],
  lic: [[/^licenc(?=e|ing)/, 'licens']],
  man: [[/^manoeuv(?=r|er)/, 'maneuv']],
  mou: [[/^mould/, 'mold']],
  oes: [[/^oes(?=trogen|ophag)/, 'es']],
  ort: [[/^orthopaed/, 'orthoped']],
  pae: [[/^paed/, 'ped']],
  plo: [[/^plough/, 'plow']],
  pra: [[/^practis(?=e|ing)/, 'practic']],
  pro: [[/^programme(?=s?$)/, 'program']],
  pyj: [[/^pyjama/, 'pajama']],
  sce: [[/^sceptic/, 'skeptic']],
  ski: [[/^skilful/, 'skillful']],
  smo: [[/^smould/, 'smold']],
  sul: [[/^sulph/, 'sulf']],
  whi: [[/^whiskey/, 'whisky']],
  wil: [[/^wilful/, 'willful']],
  yog: [[/^yoghurt/, 'yogurt']],
});

/**
 * British and American English: R. Huddleston, G. K. Pullum, The Cambridge Grammar of the English Language, and
 * Merriam-Webster's and Oxford's entries for the words named. Words that end so by chance (rise, four) are written anew on
 * both sides alike, and stay apart from others.
 */
export const ENGLISH_SPELLING: Respelling = (marked) => byStart(BY_END.test(marked) ? byEnd(marked) : marked);
