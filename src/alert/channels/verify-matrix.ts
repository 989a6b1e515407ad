import type { HttpClient } from '../../net/http.ts';
import { createApi, objectOf } from './api.ts';
import { authorizationOf, judgeMatrix, type MatrixConfig, matrixCodeOf, matrixUrl } from './matrix-api.ts';

/** Whether a room can be sent to. The reason is for operators and holds no secret. */
export type MatrixState =
  | { kind: 'ok'; user: string }
  | { kind: 'encrypted' }
  | { kind: 'refused'; reason: string }
  | { kind: 'not joined'; user: string };

/**
 * Asks a homeserver who the token's user is, whether he is in the room, and whether that is encrypted. Nothing is sent to the room.
 */
export async function verifyMatrix(config: MatrixConfig, http: HttpClient): Promise<MatrixState> {
  const api = createApi(http);
  const ask = (...path: string[]) =>
    api({ url: matrixUrl(config, ...path), method: 'GET', headers: authorizationOf(config) });

  const who = await ask('account', 'whoami');
  const user = objectOf(who).user_id;
  if (typeof user !== 'string') {
    const outcome = judgeMatrix(who);
    const reason = 'reason' in outcome && outcome.reason !== undefined ? outcome.reason : 'no homeserver answers there';
    return { kind: 'refused', reason };
  }
  const { joined_rooms: rooms } = objectOf(await ask('joined_rooms'));
  // Too many rooms for an answer are no reason to doubt.
  if (Array.isArray(rooms) && !rooms.includes(config.room)) return { kind: 'not joined', user };
  const state = await ask('rooms', config.room, 'state', 'm.room.encryption');
  const isEncrypted = state.kind === 'response' && state.status === 200 && matrixCodeOf(state) === null;
  return isEncrypted ? { kind: 'encrypted' } : { kind: 'ok', user };
}
