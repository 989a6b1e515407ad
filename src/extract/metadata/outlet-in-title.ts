/** Names by which a page may call its outlet beside a headline. */
export interface OutletNames {
  /** As the page tells them. */
  told: readonly string[];
  /** Host of the page, without `www.`; empty where there is none. */
  host: string;
  /** What stands in the places where sites write their name: link to the front page, footer, name of the feed. */
  isWrittenOnPage(name: string): boolean;
  /** Sections the article is filed under, in letters only. */
  sections: ReadonlySet<string>;
}

/** Between a headline and the outlet's name; signs of Chinese and Japanese titles stand without spaces. */
const SEPARATOR =
  /\s+(?:[|¦\-–—―‒−:»«›‹·•∙⋅~<>/\\]|::|--|\|\|)\s+|\s*(?:[｜丨︱＿_－–—|»·•：]|::)\s*|(?<=[\p{Lo}）」』》？！])-(?=\p{L})/gu;
/** Behind an outlet's name that stands first. */
const COLON = /\s?[:：]\s*/u;

/** What stands in brackets at either end. */
const IN_FRONT = /^\s?[[【［(（〔《]([^[\]【】()（）]{2,60})[\]】］)）〕》]\s*(.+)$/su;
const AT_END = /^(.{2,500}?)\s*[[【［(（〔]([^[\]【】()（）]{2,60})[\]】］)）〕]\s?$/su;

/** Separators looked at from each end. */
const MAX_PARTS = 4;
/** UTF-16 code units of an outlet's name. */
const MAX_NAME = 60;
/** Letters that make a headline of what is left. */
const MIN_LETTERS = 2;

/**
 * "Headline | Section | Outlet" → "Headline", "Outlet: Headline" → "Headline"; null for a title that is nothing but the
 * outlet's name. What stands there is cut off only where it is surely the outlet: "Ferry - Train: who is faster?" stays.
 */
export function withoutOutlet(title: string, names: OutletNames): string | null {
  if (isExactName(title, names)) return null;
  const behind = cutBehind(withoutBracket(title, names), names);
  return cutBefore(behind, names);
}

/** "[Outlet] Headline", "Headline (Outlet)". */
function withoutBracket(title: string, names: OutletNames): string {
  const [, first = '', behind = ''] = IN_FRONT.exec(title) ?? [];
  if (isHeadline(behind) && isNameInFront(first, names)) return behind;
  const [, before = '', last = ''] = AT_END.exec(title) ?? [];
  return isHeadline(before) && isNameInFront(last, names) ? before : title;
}

function cutBehind(title: string, names: OutletNames): string {
  const found = [...title.matchAll(SEPARATOR)].slice(-MAX_PARTS);
  for (const separator of found) {
    const head = title.slice(0, separator.index).trim();
    const tail = title.slice(separator.index + separator[0].length);
    const [first = ''] = tail.split(SEPARATOR);
    if (!isHeadline(head) || !(isName(tail.trim(), names) || isName(first.trim(), names))) continue;
    return withoutSections(head, names);
  }
  return title;
}

/** What is left when the outlet is gone may end in the section. */
function withoutSections(title: string, { sections }: OutletNames): string {
  const last = [...title.matchAll(SEPARATOR)].at(-1);
  if (!last) return title;
  const head = title.slice(0, last.index).trim();
  // No headline holds a low line; what stands between two of them and the outlet is where the article is filed.
  const isFiled = /[_＿]/.test(last[0]) && /\p{sc=Han}/u.test(title);
  const isSection = isFiled || sections.has(lettersOf(title.slice(last.index + last[0].length)));
  return isSection && isHeadline(head) ? head : title;
}

function cutBefore(title: string, names: OutletNames): string {
  for (const separator of [...title.matchAll(SEPARATOR)].slice(0, 2)) {
    const rest = title.slice(separator.index + separator[0].length).trim();
    if (isHeadline(rest) && isNameInFront(title.slice(0, separator.index).trim(), names)) return rest;
  }
  const colon = COLON.exec(title);
  const head = title.slice(0, colon?.index ?? 0);
  const rest = title.slice((colon?.index ?? 0) + (colon?.[0].length ?? 0));
  if (colon && isHeadline(rest) && isSurelyName(head, names)) return rest;
  const [, before = '', last = ''] = /^(.+)\s?[:：]\s*([^:：]{2,60})$/su.exec(title) ?? [];
  return isHeadline(before) && isSurelyName(last, names) ? before : title;
}

/** What stands first may be what the headline is about: only the whole name counts. */
function isNameInFront(text: string, names: OutletNames): boolean {
  return isExactName(text, names) || isHost(text, names.host);
}

function isHeadline(text: string): boolean {
  return lettersOf(text).length >= MIN_LETTERS;
}

/** Before a colon stands what a headline speaks of: `Berlin: …` on berlin.example is no outlet's name. */
function isSurelyName(text: string, names: OutletNames): boolean {
  const isOneWord = /^\p{Lu}?[\p{Ll}\p{Lo}\p{M}]+$/u.test(text.trim());
  return isHost(text, names.host) || (!isOneWord && isExactName(text, names));
}

function isName(text: string, names: OutletNames): boolean {
  if (text.length > MAX_NAME || text === '') return false;
  return (
    isToldName(text, names) || isHost(text, names.host) || isLikeHost(text, names.host) || names.isWrittenOnPage(text)
  );
}

const ARTICLE = /^(?:the|die|der|das|le|la|les|el|los|las|il|lo|de|het|o|a)\s+/iu;

/** One of the names, perhaps without its article. */
function isExactName(text: string, { told }: OutletNames): boolean {
  const letters = lettersOf(text.replace(ARTICLE, ''));
  return letters !== '' && told.some((name) => lettersOf(name.replace(ARTICLE, '')) === letters);
}

/** One of the names, one that is cut short, or one with a little behind it ("Post Online", "Post.example"). */
function isToldName(text: string, names: OutletNames): boolean {
  if (isExactName(text, names)) return true;
  const letters = lettersOf(text);
  return names.told.some((name) => {
    if (letters.length >= 8 && lettersOf(name).startsWith(letters)) return true;
    const isBegun = name.length >= 3 && text.toLowerCase().startsWith(name.toLowerCase());
    return (
      isBegun &&
      /^(?:[^\p{L}\p{N}]+(?:\p{Lu}|\p{Lo}|\d|online|news)[^.!?]{0,20}|\.\p{L}{2,20}|[^\p{L}]{0,3})$/u.test(
        text.slice(name.length),
      )
    );
  });
}

/** The host itself: `post.example`, `www.post.example`, `Post.Example`. */
function isHost(text: string, host: string): boolean {
  const name = text
    .toLowerCase()
    .replace(/^(?:https?:\/\/)?(?:www\.)?/, '')
    .replace(/\/$/, '');
  return (
    /^[\p{L}\d-]+(?:\.[\p{L}\d-]+)+$/u.test(name) &&
    (host === name || host.endsWith(`.${name}`) || name.endsWith(`.${host}`))
  );
}

/** Words that the host is made of: `The Tarnholm Post` at tarnholmpost.example, tarnholm-post.example and post.example. */
function isLikeHost(text: string, host: string): boolean {
  const labels = host
    .split('.')
    .slice(0, -1)
    .map(lettersOf)
    .filter((label) => label.length >= 3 && label !== 'www');
  const words = text.split(/\s+/);
  const letters = lettersOf(text);
  if (labels.includes(letters) || labels.includes(lettersOf(text.replace(ARTICLE, '')))) return true;
  const isProper =
    words.length <= 4 &&
    words.length > 1 &&
    words.every((word) => /^(?:\p{Lu}|\p{N}|the$|of$|&$|de$|du$|y$|und$|and$)/u.test(word));
  return isProper && words.some((word) => labels.includes(lettersOf(word)));
}

/** Letters and digits in lower case, whatever their Unicode form. */
export function lettersOf(text: string): string {
  return text
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[^\p{L}\p{M}\p{N}]/gu, '');
}
