/// <reference lib="dom" />

/** Names that were cut into words lately: most stand on many elements of a page, and of the pages of a site. */
const known = new Map<string, string[]>();
const MAX_KNOWN = 5_000;
/** UTF-16 code units of a class and id that are looked at; no page written for readers has more. */
const MAX_NAMES = 2_000;

/** The words in an element's class and id: `article__relatedTeaser` → article, related, teaser. */
export function classWords(element: Element): string[] {
  const names = namesOn(element);
  const before = known.get(names);
  if (before) return before;
  if (known.size >= MAX_KNOWN) known.clear();
  const words = cutWords(names);
  known.set(names, words);
  return words;
}

function namesOn(element: Element): string {
  return `${element.getAttribute('class') ?? ''} ${element.getAttribute('id') ?? ''}`.slice(0, MAX_NAMES);
}

/** The words in a name: `relatedArticles` → related, articles. */
export function cutWords(names: string): string[] {
  return (
    names
      // A capital begins a word only if the word goes on, else generated names (`n1AuAdJl`) would hold any word.
      .replace(/([a-z])(?=[A-Z][a-z]{2})/g, '$1 ')
      .toLowerCase()
      .split(/[^a-z]+/)
      .filter(Boolean)
  );
}

/** What the names in an element's class and id tell, by their words or as they stand. The answers are kept. */
export function nameTest<T>(test: (words: string[], names: string) => T): (element: Element) => T {
  const answers = new Map<string, T>();
  return (element) => {
    const names = namesOn(element);
    const before = answers.get(names);
    if (before !== undefined) return before;
    if (answers.size >= MAX_KNOWN) answers.clear();
    const answer = test(cutWords(names), names);
    answers.set(names, answer);
    return answer;
  };
}

/** Whether one of the names is among the words; `read more` means the two side by side. */
export function hasName(words: string[], names: Set<string>): boolean {
  return words.some((word, i) => names.has(word) || names.has(`${words[i - 1]} ${word}`));
}

/** `'a, b c'` → a, b c: lists of names as they stand in the rules. */
export function namesOf(lines: string[]): Set<string> {
  return new Set(lines.flatMap((line) => line.split(', ')));
}
