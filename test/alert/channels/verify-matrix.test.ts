import { verifyMatrix } from '../../../src/alert/channels/verify-matrix.ts';
import { createHttpClient } from '../../../src/net/client.ts';
import { type HttpAnswer, type HttpReceiver, startHttpReceiver } from '../support/http-receiver.ts';

const room = '!AbCdEf:matrix.example';
const json = (body: object, status = 200): HttpAnswer => ({ status, body: JSON.stringify(body) });
const who = json({ user_id: '@news:matrix.example' });
const joined = json({ joined_rooms: ['!other:matrix.example', room] });
const none = json({ errcode: 'M_NOT_FOUND' }, 404);

let homeserver: HttpReceiver;
let http: ReturnType<typeof createHttpClient>;
beforeEach(async () => {
  homeserver = await startHttpReceiver();
  http = createHttpClient({ allow: ['127.0.0.0/8'], userAgent: 'Wirewatch test' });
});
afterEach(async () => {
  await http.close();
  await homeserver.close();
});

const verify = (...answers: HttpAnswer[]) => {
  homeserver.answerWith(...answers);
  const config = { kind: 'matrix' as const, homeserverUrl: homeserver.origin, token: 'very-secret', room };
  return verifyMatrix(config, http);
};

it('asks a homeserver, and says nothing to the room', async () => {
  expect(await verify(who, joined, none)).toEqual({ kind: 'ok', user: '@news:matrix.example' });
  expect(homeserver.posts.map(({ method, path }) => `${method} ${path}`)).toEqual([
    'GET /_matrix/client/v3/account/whoami',
    'GET /_matrix/client/v3/joined_rooms',
    'GET /_matrix/client/v3/rooms/!AbCdEf%3Amatrix.example/state/m.room.encryption',
  ]);
});

it('knows a token that is none, a room that is not joined, and one that is encrypted', async () => {
  expect(await verify(json({ errcode: 'M_UNKNOWN_TOKEN', error: 'very-secret' }, 401))).toEqual({
    kind: 'refused',
    reason: '127.0.0.1 answered 401 (M_UNKNOWN_TOKEN)',
  });
  expect(await verify(who, json({ joined_rooms: [] }))).toMatchObject({ kind: 'not joined' });
  expect(await verify(who, joined, json({ algorithm: 'm.megolm.v1.aes-sha2' }))).toEqual({ kind: 'encrypted' });
});

it('takes no other server for a homeserver', async () => {
  expect(await verify({ status: 200, body: 'hello' })).toEqual({
    kind: 'refused',
    reason: 'no homeserver answers there',
  });
});
