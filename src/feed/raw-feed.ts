/** A text as a feed gives it: HTML, or plain. Not yet safe to store. */
export interface RawText {
  value: string;
  isMarkup: boolean;
}

/** An item as a reader found it: nothing resolved, bounded or cleaned. */
export interface RawItem {
  id: string | null;
  link: string | null;
  /** `xml:base`, itself perhaps relative. */
  base: string | null;
  title: RawText | null;
  summary: RawText | null;
  content: RawText | null;
  published: string | null;
  updated: string | null;
  authors: string[];
  categories: string[];
}

/** A feed document as a reader found it, the same for every format. */
export interface RawFeed {
  title: RawText | null;
  link: string | null;
  /** `xml:base`, itself perhaps relative. */
  base: string | null;
  language: string | null;
  items: RawItem[];
}

/** HTML, or null when there is none. */
export function markup(value: string | undefined): RawText | null {
  return value ? { value, isMarkup: true } : null;
}

/** Plain text, or null when there is none. */
export function plain(value: string | undefined): RawText | null {
  return value ? { value, isMarkup: false } : null;
}
