import { readFileSync } from 'node:fs';
import { layoutWebhook } from '../../../src/alert/layout/webhook.ts';
import { deliveryOf, telegramNews } from '../support/alerts.ts';

it('is what docs/webhook.md says', () => {
  const page = readFileSync(new URL('../../../docs/webhook.md', import.meta.url), 'utf8');
  const { data, ...envelope } = JSON.parse(/```json\n(.*?)```/s.exec(page)![1]!);
  // The first alert stands beside the article once more, as the page says.
  expect(layoutWebhook(deliveryOf(telegramNews))).toEqual({ ...envelope, data: { ...data.alerts[0], ...data } });
});
