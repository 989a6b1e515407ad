/** An article of a story, as far as it matters to where the story comes from. */
export interface Telling {
  outlet: string | null;
  publishedAt: Date | null;
  /** How it begins: credits stand there. */
  text: string;
  /** It was read from its page, as a whole. */
  isWhole: boolean;
}

/** Letters of an outlet's name from which on it is no word like others. */
const MIN_NAME = 4;
/** A name is quoted with or without its article: "the Spiegel reports", "as Spiegel reported". */
const ARTICLE = /^ (?:the|der|die|das|le|la|les|el|los|il|lo|o|a|de|het) (?=.)/u;

/**
 * The article that was published first, and the one that looks most like the source of the others: that of the outlet which
 * most others name, else one that names none of them; of several the whole one, then the earliest.
 *
 * @param tellings Not empty.
 */
export function originOf<Article extends Telling>(
  tellings: readonly Article[],
): { earliest: Article; original: Article } {
  const prepared = tellings
    .toSorted((a, b) => timeOf(a) - timeOf(b))
    .map((telling) => ({ telling, name: nameOf(telling), words: wordsOf(telling.text) }));
  const ranked = prepared.map(({ telling, name, words }) => {
    const others = prepared.filter((other) => other.telling.outlet !== telling.outlet);
    const namedBy = name === null ? [] : others.filter((other) => other.words.includes(name));
    const namesOther = others.some((other) => other.name !== null && words.includes(other.name));
    return {
      telling,
      named: new Set(namedBy.map((other) => other.telling.outlet)).size,
      isFirstHand: namesOther ? 0 : 1,
      isWhole: telling.isWhole ? 1 : 0,
    };
  });
  const [first] = ranked.toSorted(
    (a, b) => b.named - a.named || b.isFirstHand - a.isFirstHand || b.isWhole - a.isWhole,
  );
  return { earliest: prepared[0]!.telling, original: first!.telling };
}

/** What has no time comes last. */
function timeOf({ publishedAt }: Telling): number {
  return publishedAt?.getTime() ?? Number.MAX_SAFE_INTEGER;
}

function nameOf({ outlet }: Telling): string | null {
  const name = wordsOf(outlet ?? '').replace(ARTICLE, ' ');
  return name.trim().length < MIN_NAME ? null : name;
}

/** Words with one space around each, in lower case: so that a name is found whatever stands around it. */
function wordsOf(text: string): string {
  return ` ${
    text
      .toLowerCase()
      .match(/[\p{L}\p{M}\p{N}]+/gu)
      ?.join(' ') ?? ''
  } `;
}
