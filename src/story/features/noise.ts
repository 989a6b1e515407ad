/** Words of pages rather than of reports, folded: credits, tails, invitations. */
const NOISE = new Set(
  'copyright reserved newsletter subscribe subscription follow cookies reporting editing newsroom reuters advertisement'.split(
    ' ',
  ),
);

/** True for a word that stands on pages whatever they report. */
export function isNoise(folded: string): boolean {
  return NOISE.has(folded);
}
