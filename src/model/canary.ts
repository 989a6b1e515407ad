/** Id of the canary's feed, watch and receiver, which no operator can give to his own. */
export const CANARY_ID = 'wirewatch-canary';

/** Host of the canary's feed and pages. No such host can exist (RFC 6761 §6.4): whoever asks for it is answered in this process. */
export const CANARY_HOST = 'canary.wirewatch.invalid';

/** An article made by Wirewatch itself, which is sent through everything an article of a feed goes through. */
export interface CanaryRun {
  /** Counted from 1; never given twice. */
  number: number;
  publishedAt: Date;
}

/** Where the canary's feed is said to be. */
export const CANARY_FEED_URL = `http://${CANARY_HOST}/feed.xml`;

/** Where the article of a run is said to be. */
export function canaryUrl(number: number): string {
  return `http://${CANARY_HOST}/articles/${number}`;
}
