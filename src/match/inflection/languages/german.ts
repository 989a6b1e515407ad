import { type Grammar, set } from '../grammar.ts';

const UMLAUT = /\u0308/g;
/**
 * Nouns with a plural in -er are a closed class; compounds end in one of them. Without the list, Bürger would be a form of
 * Burg.
 */
const ER_PLURAL =
  /(?:amt|bad|bild|blatt|brett|buch|dach|dorf|fach|fass|feld|geld|geschlecht|gesicht|glas|glied|gott|grab|gut|haupt|haus|holz|huhn|kalb|kind|kleid|kraut|lamm|land|licht|lied|loch|mann|maul|mund|nest|rad|rand|regiment|schild|schloss|schwert|tal|tuch|volk|wald|wort|wurm|tum)$/;
/** Adjectives whose noun has the umlaut too: Stärke is no form of stark. And Burg, for its Bürge. */
const NO_UMLAUT_PLURAL =
  /(?<!alt|blut|breit|burg|dumm|flach|gross|gut|hart|kalt|kurz|lang|nah|rot|scharf|schwach|schwarz|stark|warm)$/;
const CONSONANT_OR_DIPHTHONG = /(?:[^aeiouy]|[aei][iue])$/;
/** Adjectives and participles take -er in the singular: deutscher, politischer. */
const ADJECTIVE =
  /(?:sch|lich|ig|bar|sam|(?<!sc)haft|los|iv|ell|al|end|ert|iert|^(?:geheim|neu|gross|klein|alt|jung|gut|schnell|streng|hoh|stark|sicher|privat|frei|digital))$/;
/** Adjectives and participles that serve as nouns: ein Beamter, der Beamte. */
const ADJECTIVAL_NOUN =
  /(?:beamt|angestellt|abgeordnet|gefangen|verdachtig|vorgesetzt|angeklagt|beschuldigt|verwandt|bekannt|fremd|beauftragt|sachverstandig|geschadigt|betroffen|verletzt|tot|deutsch|gesandt|vertraut|inhaftiert|festgenommen)$/;

/** Duden, Die Grammatik: declension of nouns (plural with umlaut: classes of nouns) and of adjectives, present and weak past of verbs. */
export const GERMAN: Grammar = {
  sets: [
    set('- e s es en', { after: CONSONANT_OR_DIPHTHONG }),
    set('- e s es en', { after: NO_UMLAUT_PLURAL, moves: UMLAUT }),
    set('- s', { after: /[^szx]$/ }),
    set('- n s', { after: /e[lr]$/ }),
    set('- n', { after: /e$/ }),
    set('e en ens', { after: /(?:nam|glaub|will|gedank|buchstab|fried|funk)$/ }),
    set('- se ses sen', { after: /nis$/ }),
    set('- nen', { after: /in$/ }),
    set('um ums en', { after: /(?:i|zentr|muse|dat)$/ }),
    set('o os en', { after: /(?:kont|risik)$/ }),
    set('a as en', { after: /(?:firm|them|dram)$/ }),
    set('- e er ern es s', { after: ER_PLURAL, moves: UMLAUT, minBase: 3 }),
    set('- e en er em es', { after: ADJECTIVE }),
    set('e en er em es', { after: ADJECTIVAL_NOUN }),
    // Markt and Marken, Macht and machen, Fahrt and fahren look like forms of one verb.
    set('e en et ete eten', { after: /[dtmn]$/ }),
    set('e en t te ten', { after: /(?<!mark|mach|fahr|sich)$/ }),
    set('n t te ten', { after: /(?<!konz)e[lr]$/ }),
  ],
  // Plurals by umlaut alone.
  irregular:
    'datum daten datums|mutter mütter müttern|vater väter vätern vaters|bruder brüder brüdern bruders|tochter töchter töchtern|garten gärten gartens|laden läden ladens|hafen häfen hafens häfens|schaden schäden schadens|flughafen flughäfen flughafens|boden böden bodens|mantel mäntel mänteln mantels|vogel vögel vögeln vogels|virus viren|praktikum praktika|komma kommas kommata|rat rats rates räte räten|rate raten|band bands bandes bände bänden bänder bändern|bande banden'.split(
      '|',
    ),
  alone: 'daten als bereits rechts links stets etwas besonders dienstag',
};
