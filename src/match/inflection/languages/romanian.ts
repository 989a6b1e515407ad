import { exactSet, type Grammar, set } from '../grammar.ts';

/** The ă of a base may be an a in its other forms: bancă, bănci. */
const BREVE = /\u0306/g;

/** Gramatica de bază a limbii române (Academia Română): the noun (number, case, definite article) and the adjective. */
export const ROMANIAN: Grammar = {
  sets: [
    set('- ul ului i ii ilor ule', { after: /[^aeiou]$/, moves: BREVE }),
    set('- ul ului e ele elor', { after: /[^aeiou]$/, moves: BREVE }),
    set('- ul ului uri urile urilor', { after: /[^aeiou]$/ }),
    set('- ă i e ul ului a ei ii ele ilor elor', { after: /(?:an|al|el|[ae]sc|ic|iv|os|ret|ent|ant|at|it|ut|us)$/ }),
    set('on oane oanele oanelor onul onului'),
    set('or oare oarele oarelor orul orului'),
    set('ean eni enii enilor eanul eanului', { minBase: 2 }),
    set('d z zi zii zilor dul dului'),
    set('u ul ului i ii ilor', { after: /[^aeiou]r$/ }),
    set('u ul ului i ile ilor', { after: /i$/ }),
    exactSet('ă a e ei ele elor', { moves: BREVE }),
    exactSet('ă a i ii ile ilor', { moves: BREVE }),
    set('e a i ei ii ile ilor', { after: /i$/ }),
    set('e ea i ii ile ilor'),
  ],
  irregular: [
    'om oameni omul omului oamenii oamenilor',
    'femeie femeia femei femeii femeile femeilor',
    'copil copilul copilului copii copiii copiilor',
    'stradă strada străzi străzii străzile străzilor',
    'fată fata fete fetei fetele fetelor',
    'mână mâna mâini mâinii mâinile mâinilor',
    'cal calul cai caii cailor',
    'cetățean cetățeanul cetățeni cetățenii cetățenilor',
    'noapte noaptea nopți nopții nopțile',
    'soră sora surori surorii surorile',
    'zi ziua zile zilei zilele zilelor',
    'ou oul ouă ouăle',
    'carte cartea cărți cărții cărțile cărților',
    'țară țara țări țării țările țărilor',
    'general generalul generali generalii generalilor generalului',
  ],
};
