import { Parser } from 'htmlparser2';

/** What a page keeps for its scripts. */
export interface ScriptSources {
  /** Texts of scripts, and attributes and templates that hold data. */
  data: string[];
  /** Markup that is shown when scripts do not run, or once they have. */
  markup: string[];
}

/** UTF-16 code units. Less holds no article; more of all is not read. */
const MIN_LENGTH = 150;
const MAX_LENGTH = 8_000_000;
const BEGINS_DATA = /^\s*[[{]/;
const CODE_ONLY = /ld\+json|importmap|speculationrules|text\/css/i;
/** Scripts that no browser runs, since they hold markup. */
const MARKUP_TYPE = /template|handlebars|text\/html/i;
/** Elements whose content waits. */
const WAITING = new Set(['noscript', 'template']);

/** Collects what a page gives to its scripts, in the order of the page. JSON-LD is not among it. */
export function scriptSources(html: string): ScriptSources {
  const found: ScriptSources = { data: [], markup: [] };
  let script: string[] | null = null;
  let kept = found.data;
  let waitsFrom = -1;
  let waiting = 0;
  let length = 0;
  const add = (list: string[], text: string) => {
    if (text.trim().length < MIN_LENGTH || length + text.length > MAX_LENGTH) return;
    length += text.length;
    list.push(text);
  };
  const parser = new Parser({
    onopentag(name, attributes) {
      if (name === 'script' && !CODE_ONLY.test(attributes.type ?? '')) {
        script = [];
        kept = MARKUP_TYPE.test(attributes.type ?? '') ? found.markup : found.data;
      }
      if (WAITING.has(name)) {
        if (waiting === 0) waitsFrom = parser.endIndex + 1;
        waiting += 1;
      }
      for (const value of Object.values(attributes)) if (BEGINS_DATA.test(value)) add(found.data, value);
    },
    ontext(piece) {
      script?.push(piece);
    },
    onclosetag(name) {
      if (name === 'script' && script) {
        add(kept, script.join(''));
        script = null;
      }
      if (!WAITING.has(name) || waiting === 0) return;
      waiting -= 1;
      if (waiting === 0) add(found.markup, html.slice(waitsFrom, parser.startIndex));
    },
  });
  parser.end(html);
  return found;
}
