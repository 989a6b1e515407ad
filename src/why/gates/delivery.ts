import { deliveriesOf, type WaitingNow, type WhyDelivery, waitingAlerts } from '../../store/views/why-alerts.ts';
import { found, type Gate, type Subject, type Watching } from '../gate.ts';
import { at, clause, instant, listed } from '../words.ts';
import { alertsMeant } from './alert.ts';

/** Attempts at one delivery that are told one by one: the last ones. */
const MAX_ATTEMPTS = 3;

/** What was sent to whom. */
export const deliveryGate: Gate = {
  name: 'delivery',
  question: 'Was everybody told?',
  async look(subject, { db, watching }) {
    const alerts = alertsMeant(subject);
    if (alerts.length === 0) return null;
    const deliveries = await deliveriesOf(
      db,
      alerts.map(({ id }) => id),
    );
    const waiting = await waitingAlerts(
      db,
      alerts.map(({ id }) => id),
    );
    if (deliveries.length + waiting.length === 0)
      return found('closed', [
        'There was nobody to tell: none of the receivers of the watch had an address in the configuration of the worker that read the article.',
        ...later(subject, deliveries, watching),
      ]);
    return found(
      waiting.length === 0 && deliveries.every(({ state }) => state === 'sent') ? 'open' : 'closed',
      [
        ...deliveries.flatMap(deliverySentences),
        ...waiting.map(waitingSentence),
        ...later(subject, deliveries, watching),
      ],
      deliveries.map(({ id }) => ({ kind: 'delivery', id })),
    );
  },
};

function waitingSentence({ receiverId, route, because, flushAt }: WaitingNow): string {
  return `${clause(receiverId)} is not told yet: it waits until ${instant(flushAt)} ${WAITS_FOR[because] ?? 'for its time'} (${clause(route)}).`;
}

/** By why alerts wait. */
const WAITS_FOR: Record<string, string> = {
  schedule: 'for a digest',
  mute: 'for the end of a mute',
  flood: 'for the digest of a flood',
  group: 'for others of its group',
};

function deliverySentences(delivery: WhyDelivery): string[] {
  const { attempts } = delivery;
  const isPlain = delivery.state === 'sent' && attempts.length <= 1;
  return [stateSentence(delivery), ...(isPlain ? [] : attempts.slice(-MAX_ATTEMPTS).map(attemptSentence))];
}

function stateSentence({ receiverId, recipient, state, sentAt, ...rest }: WhyDelivery): string {
  const { diedAt, reason, dueAt, endpoint, heldSince, endpointReason, quietUntil } = rest;
  const whom = clause(recipient === '' ? receiverId : `${receiverId} (${recipient})`);
  const why = reason === null ? '' : `: ${clause(reason)}`;
  switch (state) {
    case 'sent':
      return `${whom} was told ${at(sentAt)}.`;
    case 'dead':
      return `${whom} was not told; it was given up ${at(diedAt)}${why}. \`wirewatch delivery retry ${rest.id.slice(0, 8)}\` sends it again.`;
    case 'suppressed':
      return `${whom} was not told${why}.`;
    case 'sending':
      return `${whom} is being told at this moment.`;
    default: {
      if (heldSince !== null)
        return `${whom} waits until ${clause(endpoint ?? 'its endpoint')} is mended, since ${instant(heldSince)}: ${clause(endpointReason ?? reason ?? '')}.`;
      if (quietUntil !== null)
        return `${whom} waits, since ${clause(endpoint ?? 'its endpoint')} wants to be left alone until ${instant(quietUntil)}.`;
      const doubt = state === 'unknown' ? ', may have been told, and' : '';
      return `${whom}${doubt || ' is not told yet, and'} is in line for ${clause(endpoint ?? 'its endpoint')}; the next attempt is due ${at(dueAt, 'soon')}${why}.`;
    }
  }
}

function attemptSentence(attempt: WhyDelivery['attempts'][number]): string {
  const { number, startedAt, outcome, reason, possibleDuplicate, configVersion } = attempt;
  const version = configVersion === null ? '' : `, version ${configVersion} of the configuration`;
  const copy = possibleDuplicate ? ', as a possible second copy' : '';
  return `Attempt ${number} ${at(startedAt)}${copy}${version}: ${outcome ?? 'under way, or cut off'}${reason === null ? '' : `, ${clause(reason)}`}.`;
}

/** Receivers that the watches have now and that were not told. */
function later(subject: Subject, deliveries: WhyDelivery[], watching: Watching | null): string[] {
  return alertsMeant(subject).flatMap(({ id, watchId }) => {
    const watch = watching?.watches.find((one) => one.id === watchId);
    const told = deliveries.filter(({ alertIds }) => alertIds.includes(id)).map(({ receiverId }) => receiverId);
    const untold = watch?.receivers.filter((receiver) => !told.includes(receiver)) ?? [];
    return untold.length === 0
      ? []
      : [
          `${listed(untold.map(clause))} ${untold.length === 1 ? 'is a receiver' : 'are receivers'} of ${clause(watchId)} now, and had no part in this alert: nobody is told afterwards.`,
        ];
  });
}
