import { parseHTML } from 'linkedom';
import type { MailMessage } from '../../../src/alert/layout/mail.ts';
import type { Shown } from './contract.ts';

/** A mail as a reader with HTML sees it; what is preformatted for others stands behind. */
export function showMail({ subject, text, html }: MailMessage): Shown {
  const { document } = parseHTML(html);
  const body = document.body.textContent.replace(/\s+/g, ' ');
  return {
    text: [subject, body, text].join('\n'),
    links: [...document.querySelectorAll('a[href]')].map((link) => link.getAttribute('href')!),
    live: [
      ...[...document.querySelectorAll('script, img, iframe, object, form, link, [onerror], [onload]')].map(
        ({ tagName }) => tagName,
      ),
      // What only some other header could say.
      ...(subject.match(/[\r\n]/g) ?? []),
    ],
  };
}

/** Gmail cuts off what is longer than 102 KB (support.google.com/mail/answer/6585); a subject is a line of 998 (RFC 5322 §2.1.1). */
export function mailLimits({ subject, html }: MailMessage): { limit: number; found: number }[] {
  return [
    { limit: 102_000, found: Buffer.byteLength(html) },
    { limit: 998, found: Buffer.byteLength(subject) },
  ];
}
