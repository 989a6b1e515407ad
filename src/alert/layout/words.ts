import type { MessageSource } from '../coverage.ts';
import type { AlertMessage } from '../message.ts';
import { shorten } from '../text.ts';

/** By time zone: ICU takes longer for one than all the rest of a message does. */
const instants = new Map<string, Intl.DateTimeFormat>();

/** `24 Nov 2026, 09:15 UTC`, in a time zone of the IANA database. */
export function formatInstant(date: Date, timeZone = 'UTC'): string {
  const known = instants.get(timeZone);
  if (known) return known.format(date);
  const made = new Intl.DateTimeFormat('en-GB', {
    day: 'numeric',
    month: 'short',
    year: 'numeric',
    hour: '2-digit',
    minute: '2-digit',
    hour12: false,
    timeZone,
    timeZoneName: 'short',
  });
  instants.set(timeZone, made);
  return made.format(date);
}

/** Between the parts of a line. */
export const DOT = ' · ';

/** `Der Spiegel · Ada Muster · German · 24 Nov 2026, 09:15 UTC`, as far as it is known; empty when nothing is. */
export function sourceLine({ outlet, authors, language, publishedAt, timeZone }: AlertMessage): string {
  const time = publishedAt && formatInstant(publishedAt, timeZone);
  return [outlet, authors, language?.name, time].filter((part) => part).join(DOT);
}

/** `Ada Muster · German · 24 Nov 2026, 09:15 UTC`, what {@link sourceLine} has besides the outlet. */
export function detailLine(message: AlertMessage): string {
  return sourceLine({ ...message, outlet: null, authors: bylineOf(message) });
}

/** Who wrote it, where it is not the outlet that is named as its own author. */
export function bylineOf({ authors, outlet }: Pick<AlertMessage, 'authors' | 'outlet'>): string | null {
  return authors === outlet ? null : authors;
}

/** `Der Spiegel · 24 Nov 2026, 09:15 UTC`, as far as it is known. */
export function whereLine(
  { outlet, publishedAt }: Pick<MessageSource, 'outlet' | 'publishedAt'>,
  timeZone: string,
): string {
  return [outlet, publishedAt && formatInstant(publishedAt, timeZone)].filter((part) => part).join(DOT);
}

/** `Telegram and the BKA · critical` */
export function watchLine({ watch, severity }: AlertMessage): string {
  return severity === null ? watch : `${watch}${DOT}${severity}`;
}

/** `2 more passages in the article`, or null. */
export function moreLine({ morePassages }: AlertMessage): string | null {
  if (morePassages === 0) return null;
  return morePassages === 1 ? 'One more passage in the article' : `${morePassages} more passages in the article`;
}

/** How loudly a severity is shown. The labels are the operator's own; these are understood, others are plain. */
export function urgencyOf({ severity }: Pick<AlertMessage, 'severity'>): 'critical' | 'high' | 'plain' {
  return severity === 'critical' || severity === 'high' ? severity : 'plain';
}

/** UTF-16 code units. */
const MAX_LABEL = 60;

/** `Read at harbour-tech.example`, for a link to it. */
export function openLabel(link: string): string {
  return shorten(`Read at ${URL.parse(link)?.host.replace(/^www\./, '')}`, MAX_LABEL);
}
