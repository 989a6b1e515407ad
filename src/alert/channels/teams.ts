import type { AttemptOutcome } from '../../model/delivery.ts';
import type { HttpClient, HttpResult } from '../../net/http.ts';
import { layoutTeams } from '../layout/teams.ts';
import { objectOf, recordOf } from './api.ts';
import { ATTEMPT_MS, type Channel } from './channel.ts';
import {
  ANSWER_BOUNDS,
  describeAnswer,
  isPage,
  judgeAnswer,
  judgeUnacknowledged,
  type Response,
} from './http-answer.ts';

/** What a flow is called that is not there any more, in what Power Automate says of its trigger. */
const DELETED = /state '?Deleted/i;

/** Codes of Power Automate, in `error.code` of an answer, by what they mean to a delivery. */
const CODES = {
  /** The address, its signature, or the flow behind it: the operator has to mend it. */
  held: [
    'AuthorizationFailed',
    'DirectApiAuthorizationRequired',
    'DirectApiInvalidAuthorizationScheme',
    'InvalidAuthorization',
    'TriggerInputSchemaMismatch',
    'WorkflowDisabled',
    'WorkflowTriggerIsNotEnabled',
  ],
  /** The flow is gone: one that is made anew has another address. */
  gone: ['WorkflowNotFound'],
};

/** The flow was started, and what became of it is not known (learn.microsoft.com/azure/connectors/connectors-native-reqres). */
const UNKNOWN_STATUSES = [502, 504];

/**
 * Posts an Adaptive Card to a webhook of the Workflows app in Teams. It acknowledges with 202 that the flow has been started; what
 * Teams makes of the card is not told. Codes decide as {@link CODES} has them, for the rest the status as in {@link judgeAnswer}.
 */
export function createTeamsChannel(http: HttpClient): Channel<'teams'> {
  return async ({ webhookUrl }, { message }, mayStart) =>
    judge(
      await http.request({
        url: webhookUrl,
        method: 'POST',
        headers: { 'content-type': 'application/json; charset=utf-8' },
        body: JSON.stringify(layoutTeams(message)),
        deadlineMs: ATTEMPT_MS,
        mayStart,
        ...ANSWER_BOUNDS,
      }),
    );
}

function judge(result: HttpResult): AttemptOutcome {
  if (result.kind !== 'response') return judgeAnswer(result);
  const answer = { ...result, status: statusOf(result) };
  const code = codeOf(answer);
  const reason = describeAnswer(answer, code);
  if (answer.status >= 400 && code !== null) {
    const isGone = CODES.gone.includes(code) || DELETED.test(messageOf(answer));
    if (isGone) return { kind: 'dead', reason, ofEndpoint: true };
    if (CODES.held.includes(code)) return { kind: 'held', reason };
  }
  if (UNKNOWN_STATUSES.includes(answer.status)) return { kind: 'unknown', reason };
  const outcome = judgeAnswer(answer, code);
  return outcome.kind === 'sent' && isPage(answer) ? judgeUnacknowledged(answer, "a flow's answer") : outcome;
}

/**
 * The status that is meant: webhooks of the older kind answer 200 and name in words the one that Teams had for them
 * (learn.microsoft.com/microsoftteams/platform/webhooks-and-connectors/how-to/connectors-using, “Rate limiting for connectors”).
 */
function statusOf({ status, body }: Response): number {
  const said = /^Webhook message delivery failed with error: .{0,200}HTTP error (\d{3})\b/.exec(body.toString());
  return status === 200 && said ? Number(said[1]) : status;
}

/** `WorkflowNotFound`; null for an answer that has no code. */
function codeOf(answer: Response): string | null {
  const { code } = recordOf(objectOf(answer).error);
  return typeof code === 'string' && /^[A-Za-z]{1,80}$/.test(code) ? code : null;
}

function messageOf(answer: Response): string {
  const { message } = recordOf(objectOf(answer).error);
  return typeof message === 'string' ? message : '';
}
