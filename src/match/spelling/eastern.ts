import { type Respelling, replacing } from './replacement.ts';

/** Український правопис (2019): є in проєкт and its like, which were written with е. */
export const UKRAINIAN_SPELLING: Respelling = replacing([/(?<=^про)е(?=кт|кц)/, 'є'], [/^(тра|пле)е(?=кт|р)/, '$1є']);

/** Правілы беларускай арфаграфіі (2008): у is ў behind a vowel, the one at the end of the word before, too. */
export const BELARUSIAN_SPELLING: Respelling = replacing([/^у\u0306/, 'у']);

/** Two ways to write one root (Λεξικό της κοινής νεοελληνικής). */
export const GREEK_SPELLING: Respelling = replacing([/^αυγ(?=[οωα])/, 'αβγ'], [/^τραι(?=\u0301?ν)/, 'τρε']);

/** đ coded as the eth of Iceland, whose capital looks the same: Ðoković. */
export const CROATIAN_SPELLING: Respelling = replacing([/ð/g, 'd\u0335']);
