import { askDiscord } from '../../src/doctor/checks/ask-service.ts';
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
});
