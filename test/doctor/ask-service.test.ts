import { askDiscord, askNtfy, askTelegram } from '../../src/doctor/checks/ask-service.ts';
import { createHttpClient } from '../../src/net/client.ts';
import { type HttpReceiver, startHttpReceiver } from '../alert/support/http-receiver.ts';

describe('a service that doctor asks', () => {
  let service: HttpReceiver;
  let http: ReturnType<typeof createHttpClient>;

  beforeEach(async () => {
    service = await startHttpReceiver();
    http = createHttpClient({ allow: ['127.0.0.0/8'], userAgent: 'Wirewatch test' });
  });
  afterEach(async () => {
    await http.close();
    await service.close();
  });
  const json = (status: number, body: object) => ({ status, body: JSON.stringify(body) });
  const asked = () => ({ label: 'It', subject: 'desk', http });
  const calls = () => service.posts.map(({ method, path }) => `${method} ${path}`);

  it('is Discord, whether the webhook is there', async () => {
    const webhookUrl = `${service.origin}/api/webhooks/1/very-secret?wait=true`;
    const ask = () => askDiscord({ kind: 'discord', webhookUrl, thread: null }, asked());
    service.answerWith(json(200, { id: '1', token: 'very-secret' }), json(404, { code: 10015 }), 'hang up');
    expect(await ask()).toMatchObject({
      status: 'ok',
      subject: 'desk',
      found: 'It has the webhook; no message was sent',
    });
    expect(await ask()).toMatchObject({ status: 'failed', found: '127.0.0.1 answered 404' });
    const lost = await ask();
    expect(lost).toMatchObject({ status: 'failed', advice: expect.stringContaining('webhook_url') });
    expect(JSON.stringify(lost)).not.toContain('very-secret');
    expect(new Set(calls())).toEqual(new Set(['GET /api/webhooks/1/very-secret']));
  });

  it('is ntfy, whether it is well', async () => {
    const ask = () => askNtfy({ kind: 'ntfy', url: service.origin, topic: 'very-secret', token: null }, asked());
    service.answerWith(json(200, { healthy: true }), json(200, { healthy: false }), { status: 404, body: '<html>' });
    expect(await ask()).toMatchObject({ status: 'ok', found: 'It is well; no message was sent' });
    expect([await ask(), await ask()]).toMatchObject([
      { status: 'failed', found: '127.0.0.1 answered 200' },
      { status: 'failed', found: '127.0.0.1 answered 404' },
    ]);
    expect(new Set(calls())).toEqual(new Set(['GET /v1/health']));
  });

  it('is Telegram, whether there is such a bot, and it knows the chat', async () => {
    const token = '123456:very-secret';
    const ask = () =>
      askTelegram({ kind: 'telegram', token, chat: '@news', topic: null, apiUrl: service.origin }, asked());
    const me = json(200, { ok: true, result: { username: 'a_bot' } });
    const unknown = json(400, { ok: false, description: 'Bad Request: chat not found' });
    const moved = json(400, { ok: false, description: 'upgraded', parameters: { migrate_to_chat_id: -1001 } });
    service.answerWith(
      me,
      json(200, { ok: true, result: { id: 1 } }),
      json(401, { ok: false }),
      me,
      unknown,
      me,
      moved,
    );
    expect(await ask()).toMatchObject({ status: 'ok', found: 'It knows the bot; no message was sent' });
    expect(calls()).toEqual([`GET /bot${token}/getMe`, `GET /bot${token}/getChat?chat_id=%40news`]);
    const findings = [await ask(), await ask(), await ask()];
    expect(findings).toMatchObject([
      { status: 'failed', found: '127.0.0.1 answered 401', advice: expect.stringContaining('token') },
      { status: 'failed', found: '127.0.0.1 answered 400', advice: expect.stringContaining('Add the bot') },
      { status: 'warning', advice: 'Write chat: -1001' },
    ]);
    service.answerWith('hang up');
    expect(JSON.stringify([...findings, await ask()])).not.toContain('very-secret');
  });
});
