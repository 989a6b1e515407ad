/// <reference lib="dom" />

/** Class and id each, of elements that were looked at lately: most stand on many of a page, and of the pages of a site. */
const MAX_KNOWN = 5_000;
/** UTF-16 code units of a class, and of an id, that are looked at; no page written for readers has more. */
const MAX_NAMES = 2_000;

/** The class and id of an element, with their words: `article__relatedTeaser` → article, related, teaser. */
interface Names {
  written: string;
  words: string[];
}

/** By class and id as {@link namesOn} joins them. */
const known = new Map<string, Names>();

function namesOn(element: Element): Names {
  if (!element.hasAttributes()) return NO_NAMES;
  const [classes, id] = [nameIn(element, 'class'), nameIn(element, 'id')];
  // Most elements have one of the two, and a class that is not joined is a string whose hash is known.
  const written = id === '' ? classes : `${classes} ${id}`;
  return known.get(written) ?? learn(written);
}

const NO_NAMES: Names = { written: '', words: [] };

/** The class or id of an element, cut off where no page for readers has more; empty where there is none. */
export function nameIn(element: Element, attribute: 'class' | 'id'): string {
  // Where linkedom is asked for a class it puts it together from its words each time; not so for the attribute's node.
  return element.getAttributeNode(attribute)?.value.slice(0, MAX_NAMES) ?? '';
}

function learn(written: string): Names {
  if (known.size >= MAX_KNOWN) known.clear();
  const names = { written: detached(written), words: cutWords(written) };
  known.set(names.written, names);
  return names;
}

/** A piece of a string may keep the whole string in memory: here a page for each name. */
function detached(text: string): string {
  return Buffer.from(text, 'utf16le').toString('utf16le');
}

/** The words in an element's class and id: `article__relatedTeaser` → article, related, teaser. */
export function classWords(element: Element): string[] {
  return namesOn(element).words;
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
export function nameTest<T extends {}>(test: (words: string[], names: string) => T): (element: Element) => T {
  const answers = new WeakMap<Names, T>();
  return (element) => {
    const names = namesOn(element);
    let answer = answers.get(names);
    if (answer === undefined) {
      answer = test(names.words, names.written);
      answers.set(names, answer);
    }
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
