import { type Grammar, set } from '../grammar.ts';

/** The accent moves towards the end with long endings: κατάσκοπος, κατασκόπου. */
const moves = /\u0301/g;
const ADJECTIVE = /(?:[ια]κ|αν|ιν|ερ|ησ|ιμ|εν|στ|ωτ|μεν|νε)$/;

/** D. Holton, P. Mackridge, I. Philippaki-Warburton, Greek: A Comprehensive Grammar: the morphology of nouns, adjectives and verbs; movement of the stress. */
export const GREEK: Grammar = {
  sets: [
    set('ος ου ο ον οι ων ους ε', { moves }),
    set('ης η ες ων', { moves }),
    set('ας α ες ων', { moves }),
    set('έας έα είς έων', { moves }),
    set('η ης εις εων εως', { moves }),
    set('ο ου α ων', { moves }),
    set('ι ιου ια ιων', { moves }),
    set('μα ματος ματα ματων', { moves, minBase: 2 }),
    set('ος ου ο οι ων ους η ης ες α ας', { moves, after: ADJECTIVE }),
    set('ω ει ουν ουμε ουσε ουσαν', { moves, minBase: 4 }),
  ],
};
