import { type Grammar, set } from '../grammar.ts';

/** Adjectives and nouns of persons that add -e in the feminine. */
const FEMININE_IN_E = /(?:ais|ois|ain|ant|ent|and|ect|(?:m|pr|qu|cl)is|(?:en|end|ond|att)u|[^i]e)$/;
/** Nouns in -er that are no verbs: a messager is no form of message. */
const NO_VERB = /(?<!messag|etrang|passag|boulang|dang|planch|roch|arch|bouch|horlog|berg|fich)$/;

/** M. Grevisse, A. Goosse, Le Bon Usage: number and gender of nouns and adjectives, conjugations, agreement of participles. */
export const FRENCH: Grammar = {
  sets: [
    set('- s', { after: /[^sxz]$/ }),
    set('- x', { after: /(?:au|eu|ou)$/ }),
    set('al aux als ale ales'),
    set('ail aux ails', { after: /(?:trav|vitr|corr?|ém|soupir)$/ }),
    set('el els elle elles'),
    set('en ens enne ennes', { after: /[ié]$|europe|cor/ }),
    set('on ons onne onnes', { minBase: 4 }),
    set('et ets ète ètes ette ettes', { after: /(?:secr|compl|discr|inqui|concr|muet|mu)$/ }),
    set('f fs ve ves', { after: /(?:i|eu)$/ }),
    set('eux euse euses'),
    set('teur teurs trice trices'),
    set('eur eurs eure eures', {
      after:
        /(?:procur|profess|ingeni|aut|act|sup[eé]ri|inf[eé]ri|ext[eé]ri|int[eé]ri|ant[eé]ri|post[eé]ri|gouvern|maj|min|meill)$/,
      minBase: 2,
    }),
    set('er ers ère ères', { after: /(?:i|etrang|leg|messag|passag)$/ }),
    set('- s e es', { after: FEMININE_IN_E }),
    set('er e es ent ait aient é ée és ées ant era eront èrent ons ez erait', { after: NO_VERB }),
    set('ger ge gent geait geaient gé gée gés gées geant geons gera geront', {
      after: /(?<!messa|etran|passa|boulan|dan|horlo|ber)$/,
    }),
    set('ir it i is issait issaient issent issant ira iront irent'),
    set('re - ent ait aient u ue us ues ant ra ront', { after: /(?:end|ond|ord|erd)$/ }),
  ],
  irregular: [
    'œil yeux',
    'nouveau nouvel nouvelle nouveaux nouvelles',
    'beau bel belle beaux belles',
    'vieux vieil vieille vieilles',
    'avocat avocats avocate avocates',
    'blanc blancs blanche blanches',
    'public publics publique publiques',
    'grec grecs grecque grecques',
    'turc turcs turque turques',
    'fou fol folle fous folles',
    'ciel cieux',
    'monsieur messieurs',
    'madame mesdames',
    'pouvoir peut peuvent pouvait pu',
    'vouloir veut veulent voulait voulu',
    'voir voit voient vu vue vus vues',
    'venir vient viennent venait venu venue venus',
    'tenir tient tiennent tenu tenue tenus',
    'savoir sait savent savait su',
    'être est sont était étaient été',
    'avoir a ont avait avaient eu',
    'faire fait font faisait faite faits',
    'dire dit disent disait dits',
    'mettre met mettent mis mise',
    'prendre prend prennent pris prise',
  ],
  alone: 'puis sans dans plus jamais alors toujours parmi mer merci',
};
