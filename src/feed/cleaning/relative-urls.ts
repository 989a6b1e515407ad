import { DomUtils, parseDocument } from 'htmlparser2';

/** Attributes of HTML that hold a URL (HTML Standard, "Attributes"). */
const URL_ATTRIBUTES = ['action', 'background', 'cite', 'data', 'formaction', 'href', 'longdesc', 'poster', 'src'];

/** Whether there may be one of them. */
const HAS_URL = new RegExp(`\\s(?:${URL_ATTRIBUTES.join('|')})\\s*=`, 'i');

/**
 * HTML with its relative URLs made absolute. As it was where there is none, where nothing is known to resolve them
 * against, or where it is nested too deep to be written anew.
 */
export function absoluteUrls(html: string, base: string | null): string {
  if (base === null || !HAS_URL.test(html)) return html;
  try {
    const document = parseDocument(html);
    for (const { attribs } of DomUtils.getElementsByTagName('*', document, true)) {
      for (const name of URL_ATTRIBUTES) {
        const absolute = attribs[name] === undefined ? null : URL.parse(attribs[name].trim(), base);
        if (absolute) attribs[name] = absolute.href;
      }
    }
    return DomUtils.getInnerHTML(document);
  } catch (error) {
    if (error instanceof RangeError) return html;
    throw error;
  }
}
