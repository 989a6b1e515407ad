import { type Grammar, set } from '../grammar.ts';

/** J. N. Sneddon e.a., Indonesian: A Comprehensive Grammar: pronouns and particles written with the word; all else is derivation. Malay has the same. */
export const MALAY: Grammar = {
  sets: [set('- nya'), set('- ku mu kah', { minBase: 4 }), set('- lah pun', { minBase: 5 })],
};
