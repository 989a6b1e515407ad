import type { CanaryProgress } from '../../store/canary/runs.ts';

/** True when all that the article of a run had to lead to was sent. */
export function isThere({ deliveries, sent }: CanaryProgress): boolean {
  return deliveries > 0 && sent === deliveries;
}

/** Where the article of a run that has not arrived stands, as the end of a sentence. */
export function stageOf(progress: CanaryProgress): string {
  const { polled, item, read, matched, alerted, deliveries, reason } = progress;
  if (item === null) return polled ? 'its feed was polled, and it was not found there' : 'its feed has not been polled';
  if (!read) return item === 'failed' ? 'its page was given up' : 'its page has not been read';
  if (!matched) return 'it was read, and its watch did not match';
  if (!alerted) return 'it matched, and did not alert';
  if (deliveries === 0) return 'it alerted, and nobody was to be told';
  return `it alerted, and its message has not been sent${reason ? `: ${reason}` : ''}`;
}
